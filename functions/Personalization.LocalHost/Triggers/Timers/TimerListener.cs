using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers.Timers;

/// <summary>What a timer function asks for, with its schedule read.</summary>
internal sealed record TimerJob(FunctionDescriptor Function, ISchedule Schedule, bool Monitored, bool RunOnStartup);

/// <summary>Follows one schedule. A run that takes longer than the pause between two occurrences is followed by one run, not by all that it missed.</summary>
internal sealed class TimerListener : ITriggerListener
{
    // A timer cannot wait longer than 49 days at a time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(5);

    private readonly TimerJob job;
    private readonly IFunctionInvoker invoker;
    private readonly TimerStatusStore statuses;
    private readonly TimerLock singleton;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly ListenerLoop loop;
    private bool started;

    public TimerListener(TimerJob job, IFunctionInvoker invoker, TimerStatusStore statuses, TimerLock singleton, TimeProvider clock, ILogger logger)
    {
        (this.job, this.invoker, this.statuses, this.singleton, this.clock, this.logger) = (job, invoker, statuses, singleton, clock, logger);
        loop = new ListenerLoop(ListenAsync);
    }

    public string? StorageConnection => IStorageConnections.Default;

    private string Name => job.Function.Name;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        loop.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => loop.StopAsync(cancellationToken);

    private async Task ListenAsync(CancellationToken stopping, CancellationToken giveUp)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using TimerLease lease = await singleton.AcquireAsync(stopping);
                using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stopping, lease.Lost);
                if (await FollowAsync(end.Token, giveUp)) continue;
                logger.TimerEnded(Name);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // Storage was away: whatever the reason, the schedule has to go on when it is back.
                logger.TimerTroubled(error, Name);
                await Task.Delay(PauseAfterTrouble, clock, stopping);
            }
        }
    }

    /// <summary>Runs until the token says to stop (true) or the schedule has no further occurrence (false).</summary>
    private async Task<bool> FollowAsync(CancellationToken end, CancellationToken giveUp)
    {
        ScheduleStatus? status = job.Monitored ? await ReadStatusAsync(end) : null;
        DateTimeOffset? next = job.Schedule.NextAfter(status is null ? clock.GetUtcNow() : Instant(status.LastUpdated));
        bool pastDue = status is not null && next <= clock.GetUtcNow();
        logger.TimerScheduled(Name, job.Schedule.ToString()!, next);
        if (pastDue) logger.TimerPastDue(Name, next!.Value);
        bool now = pastDue || (job.RunOnStartup && !started);
        started = true;
        while (!end.IsCancellationRequested)
        {
            if (!now && !await WaitUntilAsync(next, end)) return end.IsCancellationRequested;
            DateTimeOffset start = clock.GetUtcNow();
            await InvokeAsync(status, pastDue, giveUp);
            next = job.Schedule.NextAfter(start);
            if (status is not null) await statuses.WriteAsync(status = Status(start, next, start), giveUp);
            (now, pastDue) = (false, false);
        }

        return true;
    }

    /// <summary>The stored status; written anew where there is none or where the schedule is not the one that it was written for.</summary>
    private async Task<ScheduleStatus> ReadStatusAsync(CancellationToken end)
    {
        ScheduleStatus? stored = await statuses.ReadAsync(end);
        if (stored is not null && job.Schedule.NextAfter(Instant(stored.LastUpdated)) == Instant(stored.Next)) return stored;
        DateTimeOffset now = clock.GetUtcNow();
        ScheduleStatus status = Status(stored is null ? null : Instant(stored.Last), job.Schedule.NextAfter(now), now);
        await statuses.WriteAsync(status, end);
        return status;
    }

    private async Task InvokeAsync(ScheduleStatus? status, bool pastDue, CancellationToken giveUp)
    {
        try
        {
            TimerInfo timer = new() { ScheduleStatus = status, IsPastDue = pastDue };
            await invoker.InvokeAsync(job.Function, TimerTriggerProvider.Input(timer), giveUp);
        }
        catch (Exception)
        {
            // Logged by the invoker. One failed run must not end the schedule.
            logger.TimerFailed(Name);
        }
    }

    /// <summary>True when the time has come, false when told to stop or when there is no such time.</summary>
    private async Task<bool> WaitUntilAsync(DateTimeOffset? due, CancellationToken end)
    {
        if (due is null) return false;
        for (TimeSpan left = due.Value - clock.GetUtcNow(); left > TimeSpan.Zero; left = due.Value - clock.GetUtcNow())
        {
            // Timers cut their time to whole milliseconds; a wait must not end before its time.
            TimeSpan wait = left < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : LongestWait;
            await Task.Delay(wait, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested) return false;
        }

        return true;
    }

    private static DateTimeOffset Instant(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static ScheduleStatus Status(DateTimeOffset? last, DateTimeOffset? next, DateTimeOffset updated) =>
        new() { Last = last?.UtcDateTime ?? default, Next = next?.UtcDateTime ?? default, LastUpdated = updated.UtcDateTime };
}
