namespace Personalization.Functions.Segments;

/// <summary>Is told when a pass over all people is through and has left its snapshot behind.</summary>
public interface IPassFollower
{
    /// <summary>Told. It may be told twice of the same, and does little itself: what takes long it makes a job.</summary>
    Task PassedAsync(CancellationToken cancellationToken);
}
