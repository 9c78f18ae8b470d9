using System.Globalization;
using DualWanPortal.Failover.Planning.Holding;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;

namespace DualWanPortal.Plans.Hold;

/// <summary>A moment as a router's own clock will show it.</summary>
public static class RouterMoment
{
    /// <param name="clock">Row of <c>/system/clock</c> with date, time, gmt-offset and time-zone-name.</param>
    /// <param name="now">The same moment by the portal's clock.</param>
    /// <returns>Null when the router's clock cannot be understood.</returns>
    public static HoldEnd? Of(RouterOsRow clock, DateTimeOffset at, DateTimeOffset now)
    {
        if (clock["date"] is not { } date || RouterClock.Parse(date, clock["time"], clock["gmt-offset"]) is not { } shown)
            return null;
        // A clock that is wrong is taken as it is: what counts is how long it has to run.
        var then = at + (shown - now);
        var local = clock["time-zone-name"] is { Length: > 0 } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? TimeZoneInfo.ConvertTime(then, zone).DateTime
            : then.UtcDateTime + Offset(clock, shown, date);
        // Whole seconds: a scheduler knows no smaller ones, and an end must not come early.
        local = local.AddTicks((TimeSpan.TicksPerSecond - local.Ticks % TimeSpan.TicksPerSecond) % TimeSpan.TicksPerSecond);
        var day = local.ToString(date.Contains('/', StringComparison.Ordinal) ? "MMM/dd/yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new HoldEnd(day.ToLowerInvariant(), local.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
    }

    private static TimeSpan Offset(RouterOsRow clock, DateTimeOffset shown, string date) =>
        RouterClock.Parse(date, clock["time"], "+00:00") is { } plain ? plain - shown : TimeSpan.Zero;
}
