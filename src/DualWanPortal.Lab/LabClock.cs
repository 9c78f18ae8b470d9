namespace DualWanPortal.Lab;

/// <summary>The time of a lab for who works on its routers as on real ones: what he waits for is as much shorter as the routers live faster.</summary>
internal sealed class LabClock(LabTime time, TimeProvider wall) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => time.Now;

    public override long GetTimestamp() => time.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new LabTimer(wall.CreateTimer(callback, state, Shorter(dueTime), Shorter(period)), Shorter);

    /// <summary>By the speed of this moment; nothing due and never stay what they are.</summary>
    private TimeSpan Shorter(TimeSpan span) => span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Max(1, span.TotalMilliseconds / time.Speed));

    private sealed class LabTimer(ITimer inner, Func<TimeSpan, TimeSpan> shorter) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(shorter(dueTime), shorter(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
