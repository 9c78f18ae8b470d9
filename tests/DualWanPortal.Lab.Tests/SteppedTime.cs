namespace DualWanPortal.Lab.Tests;

/// <summary>The wall clock, which can be put forward: the routers of a lab live through the leap at once.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _ahead;

    public void Step(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _ahead));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _ahead);
}
