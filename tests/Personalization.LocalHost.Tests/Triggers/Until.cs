using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Triggers;

/// <summary>Waits for what another thread is about to do. The patience is only how long a broken test takes to fail.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task TrueAsync(Func<bool> condition, string what = "the condition") => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what = "the condition", Action? between = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) throw new TimeoutException($"Waited in vain for {what}");
            between?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    /// <summary>Moves the clock on, step by step, until the condition holds.</summary>
    public static Task AdvanceUntilAsync(this ManualTimeProvider clock, TimeSpan step, Func<bool> condition, string what = "the condition") =>
        TrueAsync(() => Task.FromResult(condition()), what, () => clock.Advance(step));
}
