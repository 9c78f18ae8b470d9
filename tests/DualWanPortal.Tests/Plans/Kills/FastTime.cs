using System.Globalization;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>The wall clock, faster: two processes that are given the same beginning agree on the time.</summary>
/// <param name="began">Where it equals the wall clock.</param>
internal sealed class FastTime(DateTimeOffset began, double speed) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => began + ((System.GetUtcNow() - began) * speed);

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

    /// <summary>As an argument for another process.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{began.UtcTicks}/{speed}");

    public static FastTime Parse(string text) =>
        text.Split('/') is [var ticks, var speed] ? new FastTime(new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), double.Parse(speed, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is no clock.");

    private TimeSpan Shorter(TimeSpan span) => span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Max(1, span.TotalMilliseconds / speed));
}
