using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Personalization.Functions.Profiles;
using Personalization.Privacy;
using Personalization.Profiles.Memberships;
using Personalization.Profiles;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;
using Personalization.Segments;

namespace Personalization.Functions.Segments;

/// <summary>
/// A pass over all people: puts right whom a changed rule, catalog or model has moved, and leaves the population's snapshot, the counts of each
/// segment and the bounds between fifths of customers behind. It takes turns, a page of people at a time; interrupted anywhere, it goes on from
/// its last page. Profiles are written only where somebody's segments, or the time to look again, are others than thought.
/// </summary>
/// <param name="scan">All profiles.</param>
/// <param name="profiles">Changes them.</param>
/// <param name="desk">Segments.</param>
/// <param name="passes">What passes leave behind.</param>
/// <param name="population">The snapshot.</param>
/// <param name="announcer">Tells of entries and exits.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Log.</param>
/// <param name="kind">By what members are counted apart; null for nothing.</param>
/// <param name="followers">Told of every whole pass.</param>
public sealed class SegmentPass(
    IProfileScan scan, ProfileUpdater profiles, SegmentDesk desk, IPassStore passes, IPopulation population, SegmentAnnouncer announcer, TimeProvider time, ILogger<SegmentPass> log,
    IMemberKind? kind = null, IEnumerable<IPassFollower>? followers = null)
{
    /// <summary>People of a page, and so of a part of the snapshot.</summary>
    public const int Page = 1_000;

    private const int AtOnce = 8;

    // Enough to tell where a fifth ends.
    private const int MostMeasured = 50_000;

    // Half of what host.json lets an invocation take: what is left then goes on in a new one.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    /// <summary>A pass that has said nothing for so long is dead, and may be taken up.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(5);

    /// <summary>Runs a turn of a pass and says whether more is left. An empty name begins a pass, or takes a dead one up; one that goes on is left alone.</summary>
    public async Task<string?> RunAsync(string passId, CancellationToken cancellationToken)
    {
        PassState? state = await passes.StateAsync(cancellationToken);
        bool goesOn = state is { FinishedAt: null };
        if (passId.Length > 0 ? !goesOn || state!.Id != passId : goesOn && time.GetUtcNow() - state!.UpdatedAt < Silent) return null;
        state = goesOn ? state! : await BeginAsync(cancellationToken);
        long start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < Turn)
        {
            IReadOnlyList<StoredProfile> page = await scan.PageAsync(state.Cursor, Page, cancellationToken);
            if (page.Count > 0) state = await LookAsync(state, page, cancellationToken);
            if (page.Count == Page) continue;
            return await FinishAsync(state, cancellationToken) ? "" : null;
        }
        return state.Id;
    }

    private async Task<PassState> BeginAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        // From here on predictions are as of now, and fifths as the pass before has found them.
        ShopNorms norms = await passes.NextNormsAsync(cancellationToken) ?? await passes.NormsAsync(cancellationToken);
        await passes.PutNormsAsync(norms with { At = now }, cancellationToken);
        return await SavedAsync(new PassState
        {
            Id = now.UtcTicks.ToString(CultureInfo.InvariantCulture), StartedAt = now, Rules = (await desk.CurrentAsync(cancellationToken)).Written,
        }, cancellationToken);
    }

    private async Task<PassState> LookAsync(PassState state, IReadOnlyList<StoredProfile> page, CancellationToken cancellationToken)
    {
        string cause = SegmentAnnouncer.PassCause + state.Id;
        SegmentSet set = await desk.CurrentAsync(cancellationToken);
        StoredProfile[] looked = new StoredProfile[page.Count];
        await Parallel.ForAsync(0, page.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, async (place, token) =>
            looked[place] = await LookAsync(set, page[place], cause, token));
        await announcer.TellAsync(looked, one => one.Cause == cause, cancellationToken);

        StoredProfile[] people = [.. looked.Where(one => one.Profile is { MergedInto: null, LastSeen: not null })];
        PopulationTally tally = new(state.Counts, state.StartedAt, kind);
        foreach (StoredProfile one in people) tally.Add(one.Profile, Named(set, one));
        PopulationPerson[] persons = [.. people.Select(one => new PopulationPerson(one.Profile, [.. Named(set, one)]))];
        PopulationShard shard = new(
            string.Create(CultureInfo.InvariantCulture, $"population/{state.Id}/{state.Shards.Length:0000}"), page[^1].Profile.Key.StorageKey, persons.Length)
        {
            Segments = persons.SelectMany(one => one.Segments).CountBy(id => id).ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        await passes.WriteShardAsync(shard, persons, cancellationToken);
        return await SavedAsync(state with
        {
            Cursor = shard.LastKey, People = state.People + people.Length, Shards = state.Shards.Add(shard), Counts = tally.Counts,
            Changed = state.Changed + looked.Count(one => one.Memberships.Recent.Any(change => change.Cause == cause)),
        }, cancellationToken);
    }

    private async Task<StoredProfile> LookAsync(SegmentSet set, StoredProfile stored, string cause, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        ProfileMemberships should = SegmentRules.Look(set, stored.Memberships, stored.Profile, await desk.FactsAsync(stored, cancellationToken), new MembershipOccasion(cause), now);
        bool same = should.In.Count == stored.Memberships.In.Count && ReferenceEquals(should.In, stored.Memberships.In) && !MembershipKeeper.IsMissing(should, now);
        if (same) return stored;
        StoredProfile next = await profiles.ReconsiderAsync(stored.Profile.Key, new MembershipOccasion(cause), cancellationToken);
        // One that was merged into another since is that one's page's.
        return next.Profile.Key == stored.Profile.Key ? next : stored;
    }

    private async Task<bool> FinishAsync(PassState state, CancellationToken cancellationToken)
    {
        PopulationSnapshot snapshot = new(state.StartedAt, state.People, state.Shards);
        await passes.PublishAsync(snapshot, new SegmentNumbers(state.StartedAt, state.People, state.Counts), cancellationToken);
        List<Profile> measured = [];
        foreach (PopulationShard shard in snapshot.Shards)
        {
            if (measured.Count >= MostMeasured) break;
            await foreach (PopulationPerson one in population.ReadAsync(shard, cancellationToken))
                if (!one.Profile.Orders.IsEmpty && Consents.SaidBy(one.Profile).MayBeLearnedFrom) measured.Add(one.Profile);
        }
        ShopNorms next = PopulationTally.Norms(measured, time.GetUtcNow());
        await passes.KeepNormsAsync(next, cancellationToken);
        foreach (IPassFollower one in followers ?? []) await one.PassedAsync(cancellationToken);
        state = await SavedAsync(state with { FinishedAt = time.GetUtcNow() }, cancellationToken);
        log.SegmentsPassed(state.People, state.Changed);
        // Rules that were changed meanwhile, and fifths that nobody was measured by yet, need another pass. Whoever changed them asked for one while
        // this one went on, and was not heard: so what counts is what is stored now, not what this instance has in memory.
        SegmentSet set = await desk.CurrentAsync(cancellationToken);
        bool firstNorms = next.AreKnown && !(await passes.NormsAsync(cancellationToken)).AreKnown && set.All.Any(one => ConditionTree.All(one.Rule).OfType<RfmTest>().Any());
        return await desk.WrittenNowAsync(cancellationToken) != state.Rules || firstNorms;
    }

    private async Task<PassState> SavedAsync(PassState state, CancellationToken cancellationToken)
    {
        state = state with { UpdatedAt = time.GetUtcNow() };
        await passes.SaveAsync(state, cancellationToken);
        return state;
    }

    private static IEnumerable<string> Named(SegmentSet set, StoredProfile person) => person.Memberships.In.Keys.Where(id => set.Find(id) is { IsNamed: true });
}
