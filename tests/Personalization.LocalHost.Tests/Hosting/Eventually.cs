namespace Personalization.LocalHost.Tests.Hosting;

/// <summary>Waits, within reason, for something that happens on another thread.</summary>
internal static class Eventually
{
    public static async Task Async(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
    }
}
