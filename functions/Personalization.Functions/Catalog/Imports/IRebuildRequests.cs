namespace Personalization.Functions.Catalog.Imports;

/// <summary>Asks whoever learns from the shop's history to learn anew: much of it has just come in.</summary>
public interface IRebuildRequests
{
    /// <summary>Asks; returns when the request survives a crash.</summary>
    Task RequestAsync(CancellationToken cancellationToken);
}
