using System.Globalization;

namespace DualWanPortal.Routers;

/// <summary>Reads <c>/system/clock</c>: <c>2026-01-31</c> since 7.10, <c>jan/31/2026</c> before (reference 1.8).</summary>
public static class RouterClock
{
    private static readonly string[] s_dates = ["yyyy-MM-dd HH:mm:ss", "MMM/dd/yyyy HH:mm:ss"];

    /// <summary>The router's time as UTC; null when it cannot be understood.</summary>
    public static DateTimeOffset? Parse(string? date, string? time, string? gmtOffset)
    {
        if (!DateTime.TryParseExact($"{date} {time}", s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        var zone = (gmtOffset ?? "+00:00").TrimStart('+');
        var negative = zone.StartsWith('-');
        if (!TimeSpan.TryParseExact(zone.TrimStart('-'), @"hh\:mm", CultureInfo.InvariantCulture, out var offset) || offset > TimeSpan.FromHours(14))
            return null;
        return new DateTimeOffset(local, negative ? -offset : offset).ToUniversalTime();
    }
}
