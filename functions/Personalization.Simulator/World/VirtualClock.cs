namespace Personalization.Simulator.World;

/// <summary>A clock that stands still until it is moved. Timers fire on the mover's thread, in order of their due times.</summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Setting), (DateTimeOffset Due, long Setting)> due = new();
    private DateTimeOffset now = start;
    private long settings;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on to a time, past everything that is due until then; never back.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        while (Next(time) is { } timer) timer.Fire();
        lock (gate)
        {
            if (time > now) now = time;
        }
    }

    private VirtualTimer? Next(DateTimeOffset until)
    {
        lock (gate)
        {
            while (due.TryPeek(out (VirtualTimer Timer, long Setting) next, out (DateTimeOffset Due, long) at) && at.Due <= until)
            {
                due.Dequeue();
                // Set anew or stopped since.
                if (next.Timer.Setting != next.Setting) continue;
                if (at.Due > now) now = at.Due;
                next.Timer.Rearm(at.Due);
                return next.Timer;
            }
            return null;
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        /// <summary>Which of its settings counts; none when it is stopped.</summary>
        public long Setting { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.gate)
            {
                period = newPeriod;
                if (dueTime == Timeout.InfiniteTimeSpan) Setting = 0;
                else Set(clock.now + dueTime);
                return true;
            }
        }

        public void Rearm(DateTimeOffset fired)
        {
            if (period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero) Setting = 0;
            else Set(fired + period);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.gate) Setting = 0;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(DateTimeOffset at)
        {
            Setting = ++clock.settings;
            clock.due.Enqueue((this, Setting), (at, Setting));
        }
    }
}
