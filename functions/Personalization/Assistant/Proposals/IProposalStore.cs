using Personalization.Profiles;

namespace Personalization.Assistant.Proposals;

/// <summary>A proposal and the version that it was read in; without a version it is new.</summary>
/// <param name="Value">It.</param>
/// <param name="Version">As the store says it.</param>
public sealed record VersionedProposal(StoredProposal Value, string? Version);

/// <summary>Proposals: what was proposed, by whom it was approved, and what came of it.</summary>
public interface IProposalStore
{
    /// <summary>The proposal, or null.</summary>
    Task<VersionedProposal?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores it in place of that version, or where there is none; null when somebody else has changed it since.</summary>
    Task<VersionedProposal?> TrySaveAsync(VersionedProposal proposal, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<StoredProposal>> NewestAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Those that name a person.</summary>
    Task<IReadOnlyList<StoredProposal>> OfAsync(PersonKey person, CancellationToken cancellationToken);

    /// <summary>Forgets what proposals say of a person, not that they were made; says how many.</summary>
    Task<int> ForgetAsync(PersonKey person, CancellationToken cancellationToken);

    /// <summary>Forgets proposals made before a moment; says how many.</summary>
    Task<int> SweepAsync(DateTimeOffset olderThan, CancellationToken cancellationToken);
}
