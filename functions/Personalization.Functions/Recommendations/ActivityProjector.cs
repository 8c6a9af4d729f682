using Azure;
using Microsoft.Extensions.Logging;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Events.Fixes;
using Personalization.Functions.Events;
using Personalization.Profiles;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>
/// Keeps the activity counts up with the lake. Counts and reading position are one blob, replaced under its ETag: whatever fails, the next
/// run goes on from what is stored, and nothing counts twice. Of several instances the first to store wins, the others start over.
/// </summary>
public sealed class ActivityProjector(
    LakeReader lake, ActivityBlob blob, IDecisionReader decisions, TimeProvider time, ILogger<ActivityProjector> log, FixStore? fixes = null)
    : ILakeFollower, IDisposable
{
    private const int FilesRemembered = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private ActivityBlob.Stored? known;
    private int noticed;

    /// <summary>Says that the lake has grown: it is read within some seconds, once for all notices until then.</summary>
    public void Notice()
    {
        if (Interlocked.Exchange(ref noticed, 1) == 0) _ = CatchUpSoonAsync();
    }

    /// <summary>Counts all that the lake holds.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            ActivityBlob.Stored start = known ?? await blob.LoadAsync(cancellationToken);
            known = null; // Until it is stored, the state in memory is ahead of the stored one.
            known = await ReadAsync(start.State, one => one, cancellationToken) ? await blob.TrySaveAsync(start, cancellationToken) : start;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Counts the whole lake anew, as it is to be read by now, and puts those counts in place of the stored ones.</summary>
    public async Task RecountAsync(CancellationToken cancellationToken)
    {
        EventFixes current = fixes is null ? EventFixes.None : (await fixes.LoadAsync(cancellationToken)).Fixes;
        await gate.WaitAsync(cancellationToken);
        try
        {
            known = null;
            ActivityState anew = new();
            while (true)
            {
                ActivityBlob.Stored stored = await blob.LoadAsync(cancellationToken);
                await ReadAsync(anew, one => current.Apply(one), cancellationToken);
                // Another instance has counted on meanwhile: so much more is read, and stored in place of what that one stored.
                if (await blob.TrySaveAsync(stored with { State = anew }, cancellationToken) is { } saved)
                {
                    known = saved;
                    return;
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets what the counts remember of a person; the counts themselves stay.</summary>
    public async Task<int> ForgetAsync(IReadOnlyCollection<PersonKey> person, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                known = null;
                ActivityBlob.Stored stored = await blob.LoadAsync(cancellationToken);
                int count = stored.State.Forget(person);
                if (count == 0 || await blob.TrySaveAsync(stored, cancellationToken) is not null) return count;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task CatchUpSoonAsync()
    {
        await Task.Delay(Pause, time);
        Volatile.Write(ref noticed, 0);
        try
        {
            await CatchUpAsync(CancellationToken.None);
        }
        catch (RequestFailedException fault)
        {
            log.CatchUpFailed(fault); // The timer tries again within a minute.
        }
    }

    // Carts and orders live on in the profile; the counts of everybody are without whoever does not want to be counted.
    private void Count(ActivityState state, ShopEvent? one)
    {
        if (one is not null && !ConsentSignals.DeniesAnalytics(one)) state.Add(one, decisions);
    }

    private async Task<bool> ReadAsync(ActivityState state, Func<ShopEvent, ShopEvent?> read, CancellationToken cancellationToken)
    {
        bool moved = false;
        foreach (LakeFile file in await lake.ListAsync(state.Positions.Keys.FirstOrDefault(), cancellationToken))
        {
            long from = state.Positions.GetValueOrDefault(file.Name);
            if (from == file.Length) continue;
            state.Positions[file.Name] = await lake.ReadAsync(file, from, one => Count(state, read(one)), cancellationToken);
            moved |= state.Positions[file.Name] != from;
        }
        while (state.Positions.Count > FilesRemembered) state.Positions.Remove(state.Positions.Keys.First());
        return moved;
    }
}
