namespace Personalization.LocalHost.Durable;

/// <summary>Runs an orchestrator's continuations one after the other, on the thread that runs the step, and none after it.</summary>
internal sealed class StepLoop : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> work = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private bool over;

    /// <summary>Whether a task that is not the context's own came to an end during the step.</summary>
    public bool SawForeignThread { get; private set; }

    public bool IsOwnThread => !over && Environment.CurrentManagedThreadId == thread;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsOwnThread) work.Enqueue((d, state));
        else SawForeignThread = true;
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Orchestrators do not wait for other threads.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Does what is asked for and all that follows from it.</summary>
    public void Run(Action first)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            first();
            while (work.TryDequeue(out (SendOrPostCallback Callback, object? State) next)) next.Callback(next.State);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public void End() => over = true;
}
