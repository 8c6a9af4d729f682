namespace Personalization.LocalHost.Durable;

/// <summary>Counts what runs, so that one can wait for nothing to run.</summary>
internal sealed class InFlight(TaskScheduler scheduler)
{
    private readonly Lock gate = new();
    private TaskCompletionSource idle = Done();
    private int count;

    public Task IdleAsync()
    {
        lock (gate) return idle.Task;
    }

    public void Begin()
    {
        lock (gate)
        {
            if (count++ == 0) idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void End()
    {
        lock (gate)
        {
            if (--count == 0) idle.SetResult();
        }
    }

    /// <summary>Runs something in the background and counts it meanwhile.</summary>
    public void Run(Func<Task> work)
    {
        Begin();
        _ = Task.Factory.StartNew(() => CountedAsync(work), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    private async Task CountedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            End();
        }
    }

    private static TaskCompletionSource Done()
    {
        TaskCompletionSource done = new();
        done.SetResult();
        return done;
    }
}
