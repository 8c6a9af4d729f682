using Azure;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Triggers.Timers;

/// <summary>A held <see cref="TimerLock"/>: renews it until it is disposed or lost.</summary>
internal sealed class TimerLease : IAsyncDisposable
{
    private readonly TimerLock held;
    private readonly string function;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource done = new();
    private readonly Task renewing;

    public TimerLease(TimerLock held, string function, TimeProvider clock, ILogger logger)
    {
        (this.held, this.function, this.clock, this.logger) = (held, function, clock, logger);
        renewing = RenewAsync();
    }

    /// <summary>Cancelled when another host may have the lock.</summary>
    public CancellationToken Lost => lost.Token;

    public async ValueTask DisposeAsync()
    {
        await done.CancelAsync();
        await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!lost.IsCancellationRequested) await ReleaseAsync();
        done.Dispose();
        lost.Dispose();
    }

    private async Task RenewAsync()
    {
        DateTimeOffset renewed = clock.GetUtcNow();
        while (true)
        {
            await Task.Delay(TimerLock.Duration / 2, clock, done.Token);
            if (await TryRenewAsync(renewed)) renewed = clock.GetUtcNow();
            if (!lost.IsCancellationRequested) continue;
            logger.TimerLost(function);
            return;
        }
    }

    private async Task<bool> TryRenewAsync(DateTimeOffset renewed)
    {
        try
        {
            bool kept = await held.TryAcquireAsync(done.Token);
            if (!kept) await lost.CancelAsync();
            return kept;
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException)
        {
            logger.TimerLockTroubled(error, function);
            if (clock.GetUtcNow() - renewed > TimerLock.Duration) await lost.CancelAsync();
            return false;
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await held.ReleaseAsync();
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException)
        {
            logger.TimerLockTroubled(error, function);
        }
    }
}
