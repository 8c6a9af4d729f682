using System.Collections.Immutable;

namespace Personalization.Profiles.Imports;

/// <summary>What one line of a file says of a person.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="UserId">The shop's id, or null.</param>
/// <param name="Email">Normalised, or null.</param>
/// <param name="Phone">With + and the country's code, or null.</param>
public sealed record PersonRow(long Line, string? UserId, string? Email, string? Phone)
{
    /// <summary>Traits as texts.</summary>
    public ImmutableSortedDictionary<string, string> Traits { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Tags.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What the person has said to purposes and channels.</summary>
    public ImmutableArray<FiledConsent> Consents { get; init; } = [];

    /// <summary>A score, or null.</summary>
    public FiledScore? Score { get; init; }
}

/// <summary>A statement on consent from a file.</summary>
/// <param name="Trait">The trait that keeps it.</param>
/// <param name="Value">Its value.</param>
/// <param name="At">When it was said, UTC; null for now: only for a no.</param>
/// <param name="Source">Where it was said.</param>
public sealed record FiledConsent(string Trait, string Value, DateTimeOffset? At, string? Source);

/// <summary>A score from a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Provider">Who has worked it out.</param>
/// <param name="Value">The number.</param>
/// <param name="Confidence">How sure it is, 0 to 1; null where the file does not say.</param>
/// <param name="ValidUntil">When it is over, UTC; null for never.</param>
public sealed record FiledScore(string Name, string Provider, decimal Value, double? Confidence, DateTimeOffset? ValidUntil);

/// <summary>What a file of people holds.</summary>
public sealed record PeopleFile
{
    /// <summary>Why the file was not read at all, or null.</summary>
    public Common.Problem? Refusal { get; init; }

    /// <summary>The people in the order of the file.</summary>
    public IReadOnlyList<PersonRow> People { get; init; } = [];

    /// <summary>How many records were read, taken, skipped and rejected.</summary>
    public required Catalog.Imports.ImportCounts Counts { get; init; }

    /// <summary>What the owner of the file should know. No finding holds anything of a person.</summary>
    public required Catalog.Imports.ImportFindings Findings { get; init; }
}
