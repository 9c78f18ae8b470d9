namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>A clock that only moves when it is told to; portal and lab live by it, so that minutes of waiting cost milliseconds.</summary>
internal sealed class KillTime : TimeProvider
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(Alarm Alarm, int Setting), long> _due = new();
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => s_start + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves on; what falls due on the way rings in order.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetTimestamp() + by.Ticks;
        while (Next(end) is { } alarm)
            alarm.Ring();
        Volatile.Write(ref _now, end);
    }

    private Alarm? Next(long end)
    {
        lock (_gate)
        {
            while (_due.TryPeek(out var first, out var at) && at <= end)
            {
                _due.Dequeue();
                if (first.Alarm.Setting != first.Setting)
                    continue;
                Volatile.Write(ref _now, Math.Max(_now, at));
                if (first.Alarm.Period is { } period)
                    _due.Enqueue(first, at + period);
                return first.Alarm;
            }
            return null;
        }
    }

    private sealed class Alarm(KillTime time, TimerCallback callback, object? state) : ITimer
    {
        public int Setting { get; private set; }

        /// <summary>Ticks; null for once.</summary>
        public long? Period { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Setting++;
                Period = period > TimeSpan.Zero ? period.Ticks : null;
                if (dueTime >= TimeSpan.Zero)
                    time._due.Enqueue((this, Setting), time._now + dueTime.Ticks);
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
                Setting++;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
