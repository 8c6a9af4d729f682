namespace Personalization.Events;

/// <summary>Decides which events are taken in at all: of some people none may be.</summary>
public interface IEventGate
{
    /// <summary>Says of a canonical line whether it may come in; null while everybody's may, so that looking costs nothing.</summary>
    ValueTask<Func<ReadOnlyMemory<byte>, bool>?> CurrentAsync(CancellationToken cancellationToken);
}
