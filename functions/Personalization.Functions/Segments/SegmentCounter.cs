using Personalization.Privacy;
using Personalization.Profiles.Memberships;
using Personalization.Segments.Population;
using Personalization.Segments;

namespace Personalization.Functions.Segments;

/// <summary>How many people a rule would hold.</summary>
/// <param name="Count">How many, or how many there are likely to be.</param>
/// <param name="Low">Not fewer, with 95 % certainty.</param>
/// <param name="High">Not more, with 95 % certainty.</param>
/// <param name="Looked">People who were looked at.</param>
/// <param name="People">People in all.</param>
/// <param name="At">When the snapshot was made that was looked at.</param>
public sealed record SegmentEstimate(long Count, long Low, long High, long Looked, long People, DateTimeOffset At)
{
    /// <summary>Whether everybody was looked at.</summary>
    public bool Exact => Looked >= People;

    /// <summary>The estimate by a sample: Wilson's interval of the share.</summary>
    public static SegmentEstimate Of(long found, long looked, long people, DateTimeOffset at)
    {
        if (looked >= people || looked == 0) return new SegmentEstimate(found, found, looked == 0 ? people : found, looked, people, at);
        const double Z = 1.96;
        double share = (double)found / looked, square = Z * Z / looked, middle = (share + (square / 2)) / (1 + square);
        double half = Z / (1 + square) * Math.Sqrt((share * (1 - share) / looked) + (square / (4 * looked)));
        return new SegmentEstimate(
            (long)Math.Round(share * people), Math.Max(found, (long)Math.Floor((middle - half) * people)), Math.Min(people, (long)Math.Ceiling((middle + half) * people)), looked, people, at);
    }
}

/// <summary>Counts whom a rule would hold, by the population's snapshot: its parts are fair samples, and as many are read as the caller has patience for.</summary>
/// <param name="population">The snapshot.</param>
/// <param name="desk">What rules are asked of.</param>
/// <param name="time">The clock.</param>
public sealed class SegmentCounter(IPopulation population, SegmentDesk desk, TimeProvider time)
{
    /// <summary>People looked at unless the caller says how many.</summary>
    public const int Usual = 5_000;

    /// <summary>The most that are looked at.</summary>
    public const int Most = 50_000;

    private const int Attempts = 5;

    /// <summary>Counts; null before there is a snapshot.</summary>
    public Task<SegmentEstimate?> CountAsync(Condition rule, int most, CancellationToken cancellationToken) =>
        NewestAsync(snapshot => CountAsync(snapshot, rule, most, cancellationToken), cancellationToken);

    /// <summary>Members of a segment by the newest snapshot, behind a storage key, and where to go on; null before there is a snapshot.</summary>
    public Task<SegmentPage?> MembersAsync(string segment, string? after, int most, CancellationToken cancellationToken) =>
        NewestAsync(snapshot => MembersAsync(snapshot, segment, after, most, cancellationToken), cancellationToken);

    // A pass that ends meanwhile takes the parts of the one before away: what was asked is then asked of the newer one.
    private async Task<T?> NewestAsync<T>(Func<PopulationSnapshot, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        for (int attempt = 1; ; attempt++)
        {
            if (await population.FindAsync(cancellationToken) is not { } snapshot) return null;
            try
            {
                return await ask(snapshot);
            }
            catch (PopulationReplacedException) when (attempt < Attempts)
            {
                // Once more, with what has replaced it.
            }
        }
    }

    private async Task<SegmentEstimate> CountAsync(PopulationSnapshot snapshot, Condition rule, int most, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        long found = 0, looked = 0;
        foreach (PopulationShard shard in snapshot.Shards)
        {
            if (looked >= most) break;
            await foreach (PopulationPerson one in population.ReadAsync(shard, cancellationToken))
            {
                PersonFacts own = await desk.FactsAsync(one.Profile, ProfileMemberships.None, cancellationToken);
                if (Consents.SaidBy(one.Profile).MayBeGrouped && ConditionRules.Holds(rule, own with { Segments = one.Segments.ToHashSet(StringComparer.Ordinal) }, now)) found++;
                looked++;
            }
        }
        return SegmentEstimate.Of(found, looked, snapshot.People, snapshot.At);
    }

    private async Task<SegmentPage> MembersAsync(PopulationSnapshot snapshot, string segment, string? after, int most, CancellationToken cancellationToken)
    {
        const int ShardsAtOnce = 20;
        List<PopulationPerson> members = [];
        string? next = after;
        foreach (PopulationShard shard in snapshot.Shards.Where(one => string.CompareOrdinal(one.LastKey, after) > 0 && one.Segments.ContainsKey(segment)).Take(ShardsAtOnce))
        {
            await foreach (PopulationPerson one in population.ReadAsync(shard, cancellationToken))
            {
                if (string.CompareOrdinal(one.Profile.Key.StorageKey, after) <= 0 || !one.Segments.Contains(segment)) continue;
                members.Add(one);
                if (members.Count == most) return new SegmentPage(snapshot.At, members, one.Profile.Key.StorageKey);
            }
            next = shard.LastKey;
        }
        bool more = next is not null && snapshot.Shards.Any(one => string.CompareOrdinal(one.LastKey, next) > 0 && one.Segments.ContainsKey(segment));
        return new SegmentPage(snapshot.At, members, more ? next : null);
    }
}

/// <summary>Some members of a segment, and the key behind which the next ones are; null where there are no more.</summary>
public sealed record SegmentPage(DateTimeOffset At, IReadOnlyList<PopulationPerson> Members, string? Next);
