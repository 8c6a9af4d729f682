using System.Collections.Immutable;

namespace Personalization.Catalog.Imports;

/// <summary>
/// How the lines of a file met the people that the shop knows. Counts by outcome: <c>matched_user_id</c>, <c>matched_email</c>, <c>matched_phone</c>,
/// <c>new</c>, <c>ambiguous</c> (its identifiers belong to different people) and <c>suppressed</c>. Examples are numbers of lines, never anything of a person.
/// </summary>
/// <param name="Counts">How many lines of each outcome.</param>
/// <param name="Examples">The first lines of each.</param>
public sealed record MatchReport(ImmutableSortedDictionary<string, long> Counts, ImmutableSortedDictionary<string, ImmutableArray<long>> Examples)
{
    private const int Kept = 10;

    /// <summary>Nothing yet.</summary>
    public static MatchReport None { get; } = new(
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, ImmutableArray<long>>(StringComparer.Ordinal));

    /// <summary>This and one more line.</summary>
    public MatchReport With(string outcome, long line)
    {
        ImmutableArray<long> known = Examples.GetValueOrDefault(outcome, []);
        return new MatchReport(
            Counts.SetItem(outcome, Counts.GetValueOrDefault(outcome) + 1), known.Length < Kept ? Examples.SetItem(outcome, known.Add(line)) : Examples);
    }
}
