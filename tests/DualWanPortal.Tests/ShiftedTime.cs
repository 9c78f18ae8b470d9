namespace DualWanPortal.Tests;

/// <summary>A clock that runs like any other and can be set ahead: for what waits hours until an hour has come, while everything else goes on.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ahead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Volatile.Read(ref _ahead);

    public void Skip(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
