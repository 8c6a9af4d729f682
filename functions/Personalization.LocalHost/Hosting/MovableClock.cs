namespace Personalization.LocalHost.Hosting;

/// <summary>The system's clock, and ahead of it by as much as somebody has moved it: what waits for a time that is passed by happens at once.</summary>
internal sealed class MovableClock : TimeProvider
{
    /// <summary>The setting that puts it in the place of the system's clock.</summary>
    public const string Setting = "LocalHost:MovableClock";

    private readonly Lock gate = new();
    private readonly HashSet<Waiting> waiting = [];
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return System.GetUtcNow() + ahead;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waiting timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock ahead.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (gate)
        {
            ahead += by;
            foreach (Waiting timer in waiting) timer.Rearm();
        }
    }

    /// <summary>A timer that knows when it is due, and is set anew when the clock is moved.</summary>
    private sealed class Waiting : ITimer
    {
        private readonly MovableClock clock;
        private readonly ITimer inner;
        private DateTimeOffset due;
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public Waiting(MovableClock clock, TimerCallback callback, object? state)
        {
            this.clock = clock;
            inner = System.CreateTimer(
                _ =>
                {
                    Fired();
                    callback(state);
                },
                null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.gate)
            {
                period = newPeriod;
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    clock.waiting.Remove(this);
                    return inner.Change(dueTime, newPeriod);
                }
                due = System.GetUtcNow() + clock.ahead + dueTime;
                clock.waiting.Add(this);
                return inner.Change(dueTime, newPeriod);
            }
        }

        public void Rearm()
        {
            TimeSpan left = due - System.GetUtcNow() - clock.ahead;
            inner.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, period);
        }

        public void Dispose()
        {
            lock (clock.gate) clock.waiting.Remove(this);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fired()
        {
            lock (clock.gate)
            {
                if (period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero) clock.waiting.Remove(this);
                else due += period;
            }
        }
    }
}
