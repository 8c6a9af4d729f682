using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Segments;

/// <summary>Looks at people whose segments change by time alone, when it is time. Interrupted anywhere, it goes on with those that are left.</summary>
/// <param name="due">Who is to be looked at.</param>
/// <param name="scan">Profiles by their storage keys.</param>
/// <param name="profiles">Changes them.</param>
/// <param name="announcer">Tells of entries and exits.</param>
/// <param name="time">The clock.</param>
public sealed class DueSegments(IDueIndex due, IProfileScan scan, ProfileUpdater profiles, SegmentAnnouncer announcer, TimeProvider time)
{
    private const int AtOnce = 8;
    private const int Batch = 500;
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    /// <summary>Looks at all who are due, for one turn, and says how many that were.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        int looked = 0;
        while (time.GetElapsedTime(start) < Turn)
        {
            IReadOnlyList<DueEntry> entries = await due.FirstAsync(time.GetUtcNow(), Batch, cancellationToken);
            await Parallel.ForEachAsync(entries, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, async (one, token) =>
                await LookAsync(one, token));
            looked += entries.Count;
            if (entries.Count < Batch) break;
        }
        return looked;
    }

    private async Task LookAsync(DueEntry entry, CancellationToken cancellationToken)
    {
        if (await scan.FindAsync(entry.StorageKey, cancellationToken) is { Profile.MergedInto: null } stored)
        {
            // Named by the entry: who takes it up after a crash finds what was changed and tells it.
            string cause = SegmentAnnouncer.TimeCause + Personalization.Events.EventCodec.Text(entry.At);
            StoredProfile looked = await profiles.ReconsiderAsync(stored.Profile.Key, new MembershipOccasion(cause), cancellationToken);
            await announcer.TellAsync([looked], one => one.Cause == cause, cancellationToken);
        }
        await due.RemoveAsync(entry, cancellationToken);
    }
}
