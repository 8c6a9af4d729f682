using System.Collections.Immutable;

namespace Personalization.Insights.Reingest;

/// <summary>What a re-ingest changes, in numbers and names: no value of anybody's. Property names are wire and storage format.</summary>
public sealed record ReingestSummary
{
    /// <summary>Events of the range that were looked at.</summary>
    public long EventsRead { get; init; }

    /// <summary>Events that are read otherwise by the fix.</summary>
    public long EventsChanged { get; init; }

    /// <summary>Events that count as never sent by the fix.</summary>
    public long EventsDropped { get; init; }

    /// <summary>Keys of people whose events those are.</summary>
    public long People { get; init; }

    /// <summary>Profiles, or parts of merged ones, that are others with the fix.</summary>
    public long ProfilesChanged { get; init; }

    /// <summary>Profiles left as they are, since the lake no longer has all that they were made of.</summary>
    public long ProfilesLeft { get; init; }

    /// <summary>In how many profiles each trait is another.</summary>
    public ImmutableSortedDictionary<string, long> Traits { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>By how much each event's count grows or shrinks.</summary>
    public ImmutableSortedDictionary<string, long> Counts { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>Names of fields as the first changed events have them, and as they are read.</summary>
    public ImmutableArray<FixExample> Examples { get; init; } = [];
}

/// <summary>An example of a changed event: names of fields with their types.</summary>
/// <param name="Event">Its name.</param>
/// <param name="Before">As it was sent, such as <c>sz: text</c>.</param>
/// <param name="After">As it is read; null where it counts as never sent.</param>
public sealed record FixExample(string Event, string Before, string? After);
