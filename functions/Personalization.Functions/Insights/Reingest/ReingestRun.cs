using System.Globalization;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Events.Fixes;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Functions.Recommendations;
using Personalization.Insights.Reingest;
using Personalization.Privacy.Erasure;
using Personalization.Profiles;

namespace Personalization.Functions.Insights.Reingest;

/// <summary>
/// Reads a range of the lake anew. Run again after whatever interrupted it, it does no more than once: profiles that are as they are to be
/// stay so.
/// </summary>
/// <param name="lake">The lake, as it was sent.</param>
/// <param name="fixes">How it is read.</param>
/// <param name="profiles">Profiles.</param>
/// <param name="activity">Counts.</param>
/// <param name="rebuilds">Takes requests for a new model.</param>
/// <param name="decisions">Tells which lists were shown by a decision of this shop.</param>
/// <param name="forbidden">Traits that nobody but the person may bring; the suite's own list without it.</param>
public sealed class ReingestRun(
    LakeReader lake, FixStore fixes, ProfileUpdater profiles, ActivityProjector activity, IRebuildRequests rebuilds, IDecisionReader decisions, ForbiddenTraits? forbidden = null)
{
    /// <summary>People whose profiles one run makes anew: what it holds in memory.</summary>
    public const int MostPeople = 20_000;

    private const int Rounds = 3;

    // Events wait in the queue before they come to the lake, at the worst over a weekend.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(4);

    /// <summary>Runs a job. Throws <see cref="ReingestRefusedException"/> where it cannot be done.</summary>
    internal async Task<ReingestSummary> RunAsync(ReingestJob job, CancellationToken cancellationToken)
    {
        (EventFixes with, EventFixes without, EventFixes stored) = await FixesAsync(job, cancellationToken);
        (EventFixes was, EventFixes next) = job.Undo ? (with, without) : (without, with);
        if (next.All.Length > EventFixes.Most) throw new ReingestRefusedException($"There are {EventFixes.Most} fixes already. Undo some that no longer matter.");
        ReadAnew people = new(was, next, decisions, forbidden);
        ReingestTally tally = new();
        await FindAsync(job.Fix, people, tally, cancellationToken);
        if (!job.DryRun && !stored.Equals(next)) await SaveAsync(job, cancellationToken);
        long left = await CompareAsync(job, people, tally, cancellationToken);
        if (job.DryRun) return tally.Sum(people.Keys.Count, left);
        await activity.RecountAsync(cancellationToken);
        await rebuilds.RequestAsync(cancellationToken);
        return tally.Sum(people.Keys.Count, left);
    }

    private async Task<(EventFixes With, EventFixes Without, EventFixes Stored)> FixesAsync(ReingestJob job, CancellationToken cancellationToken)
    {
        EventFixes stored = (await fixes.LoadAsync(cancellationToken)).Fixes;
        EventFixes with = stored.All.Any(one => one.Id == job.Fix.Id) ? stored : stored.With(job.Fix);
        return (with, stored.Without(job.Fix.Id), stored);
    }

    private async Task SaveAsync(ReingestJob job, CancellationToken cancellationToken)
    {
        (EventFixes current, Azure.ETag? version) = await fixes.LoadAsync(cancellationToken);
        EventFixes next = job.Undo ? current.Without(job.Fix.Id) : current.All.Any(one => one.Id == job.Fix.Id) ? current : current.With(job.Fix);
        // Another run has changed them meanwhile: the message comes again, and this one starts over from those.
        if (!await fixes.TrySaveAsync(next, version, cancellationToken)) throw new InvalidOperationException("The fixes were changed by others");
    }

    /// <summary>The people whose events of the range are read otherwise.</summary>
    private async Task FindAsync(EventFix fix, ReadAnew people, ReingestTally tally, CancellationToken cancellationToken)
    {
        string from = Hour(fix.From), to = Hour(fix.To + LongestWait);
        foreach (LakeFile file in await lake.ListAsync(from, cancellationToken))
        {
            if (string.CompareOrdinal(file.Name, to) > 0) break;
            await lake.ReadAsync(file, 0, one =>
            {
                if (one.ReceivedAt < fix.From || one.ReceivedAt >= fix.To || ErasedEvents.Is(one)) return;
                tally.Read();
                if (people.Differs(one, out ShopEvent? was, out ShopEvent? now)) tally.Change(was ?? one, was is null ? one : now);
            }, cancellationToken);
            if (people.Keys.Count > MostPeople) throw new ReingestRefusedException($"More than {MostPeople} people are concerned. Take a shorter range, one after the other.");
        }
    }

    /// <summary>Makes the profiles anew, and puts them in place of the stored ones unless it is a dry run. Gives how many are left as they are.</summary>
    private async Task<long> CompareAsync(ReingestJob job, ReadAnew people, ReingestTally tally, CancellationToken cancellationToken)
    {
        Dictionary<string, long> positions = new(StringComparer.Ordinal);
        HashSet<PersonKey> open = [.. people.Keys], counted = [];
        // What comes in meanwhile is in the stored profile before it is read here: then the lake's end is read once more.
        for (int round = 0; round < Rounds && open.Count > 0; round++)
        {
            await ReadOnAsync(people, positions, cancellationToken);
            foreach (PersonKey key in open.Order().ToArray())
            {
                bool left = await PlaceAsync(job, people, key, cancellationToken);
                if (left) continue;
                open.Remove(key);
                if (counted.Add(key)) tally.Compare(people.Of(key).Before, people.Of(key).After);
            }
        }
        return open.Count;
    }

    private async Task<bool> PlaceAsync(ReingestJob job, ReadAnew people, PersonKey key, CancellationToken cancellationToken)
    {
        bool left = false;
        if (job.DryRun) people.Rebuild(await profiles.PartsAsync(key, cancellationToken), key, out left);
        else
            await profiles.RebuildAsync(key, person => people.Rebuild(person, key, out left) ?? person, $"reingest:{job.Fix.Id}", cancellationToken);
        return left;
    }

    private async Task ReadOnAsync(ReadAnew people, Dictionary<string, long> positions, CancellationToken cancellationToken)
    {
        foreach (LakeFile file in await lake.ListAsync(null, cancellationToken))
        {
            long from = positions.GetValueOrDefault(file.Name);
            if (from < file.Length) positions[file.Name] = await lake.ReadAsync(file, from, people.Add, cancellationToken);
        }
    }

    private static string Hour(DateTimeOffset time) => time.UtcDateTime.ToString("'events'/yyyy/MM/dd/HH", CultureInfo.InvariantCulture);
}

/// <summary>A re-ingest that cannot be done; the message says why, to whoever has asked for it.</summary>
internal sealed class ReingestRefusedException(string message) : Exception(message);
