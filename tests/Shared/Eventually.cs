namespace Personalization.Testing;

/// <summary>Waits for what happens in the background; how long it takes is never asserted.</summary>
internal static class Eventually
{
    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(5);

    /// <summary>Asks again and again until the answer is not null; throws with what was asked for when it never is.</summary>
    public static async Task<T> SomeAsync<T>(string what, Func<Task<T?>> ask, TimeSpan? patience = null)
        where T : struct
    {
        using CancellationTokenSource end = new(patience ?? LongPatience);
        while (true)
        {
            if (await ask() is { } answer) return answer;
            if (end.IsCancellationRequested) throw new TimeoutException($"Waited in vain for {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Asks again and again until the answer is yes.</summary>
    public static Task TrueAsync(string what, Func<Task<bool>> ask, TimeSpan? patience = null) =>
        SomeAsync(what, async () => await ask() ? true : (bool?)null, patience);

    /// <summary>Waits for something to end; throws with what was waited for, and with what is known of it, when it does not.</summary>
    public static async Task EndAsync(string what, Task task, Func<string> known)
    {
        try
        {
            await task.WaitAsync(LongPatience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited in vain for {what}: {known()}");
        }
    }
}
