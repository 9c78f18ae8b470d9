using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning.Watching;

/// <summary>How a line of some medium is probed and what is still healthy on it. RouterOS's own limit of 100 ms on average calls a healthy mobile link dead (reference 3.11).</summary>
internal sealed record WatchLimits
{
    public required int Packets { get; init; }
    public TimeSpan Gap { get; init; } = TimeSpan.FromMilliseconds(200);
    public required TimeSpan Timeout { get; init; }
    public required int LossPercent { get; init; }
    public required TimeSpan Average { get; init; }
    public required TimeSpan Longest { get; init; }
    public required TimeSpan Spread { get; init; }
    public required TimeSpan Interval { get; init; }

    /// <summary>From the first lost packet to the verdict, at worst: the interval, and the test that then fails.</summary>
    public TimeSpan Detects => Interval + Test;

    public TimeSpan Test => (Gap * (Packets - 1)) + Timeout;

    /// <summary>A line that costs by the megabyte is asked less often and with fewer packets.</summary>
    public WatchLimits Thrifty() => this with { Packets = 5, Interval = TimeSpan.FromSeconds(30) };

    /// <summary>Asks as often as the target needs, not more often than a test takes.</summary>
    public WatchLimits Within(TimeSpan target) => target >= Detects ? this : this with { Interval = Longer(Longer(target - Test, Test), TimeSpan.FromSeconds(1)) };

    public static WatchLimits Of(Medium medium) => medium switch
    {
        Medium.Fibre => Limits(1, 40, 250, 1000),
        Medium.Dsl => Limits(2, 50, 500, 1500),
        Medium.Lte => Limits(3, 60, 1000, 3000),
        _ => Limits(3, 60, 1500, 3000),
    };

    public static Medium MediumOf(WanKind kind) => kind switch { WanKind.Pppoe => Medium.Dsl, WanKind.Lte => Medium.Lte, _ => Medium.Fibre };

    private static WatchLimits Limits(int timeoutSeconds, int loss, int averageMs, int longestMs) => new()
    {
        Packets = 10, Timeout = TimeSpan.FromSeconds(timeoutSeconds), LossPercent = loss, Average = TimeSpan.FromMilliseconds(averageMs), Longest = TimeSpan.FromMilliseconds(longestMs),
        Spread = TimeSpan.FromMilliseconds(longestMs), Interval = TimeSpan.FromSeconds(10),
    };

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
