using System.Globalization;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>How a router words moments and spans (reference 1.8, 3.15).</summary>
public static class RouterTime
{
    /// <summary><c>2026-01-31 13:05:00</c> since 7.10, <c>jan/31/2026 13:05:00</c> before.</summary>
    public static string Moment(RouterProfile profile, DateTimeOffset at) => Date(profile, at) + " " + Clock(at);

    public static string Date(RouterProfile profile, DateTimeOffset at) => profile.IsoDates
        ? at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : at.UtcDateTime.ToString("MMM/dd/yyyy", CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary>A date in either form; null for anything else.</summary>
    public static DateTime? ParseDate(string? text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd", "MMM/dd/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>As the log shows it: old versions leave out the year, and the date of today.</summary>
    public static string LogMoment(RouterProfile profile, DateTimeOffset at, DateTimeOffset now) =>
        profile.IsoDates ? Moment(profile, at)
        : at.UtcDateTime.Date == now.UtcDateTime.Date ? Clock(at)
        : at.UtcDateTime.ToString("MMM/dd HH:mm:ss", CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary>A round trip: v7 <c>12ms345us</c>, <c>453us</c>; v6 whole milliseconds (reference 3.12).</summary>
    public static string RoundTrip(RouterProfile profile, TimeSpan time)
    {
        var micros = (long)time.TotalMicroseconds;
        if (profile.Version.IsV6)
            return string.Create(CultureInfo.InvariantCulture, $"{micros / 1000}ms");
        var seconds = micros >= 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{micros / 1_000_000}s") : "";
        var milliseconds = micros / 1000 % 1000 > 0 ? string.Create(CultureInfo.InvariantCulture, $"{micros / 1000 % 1000}ms") : "";
        var rest = micros % 1000 > 0 ? string.Create(CultureInfo.InvariantCulture, $"{micros % 1000}us") : "";
        return seconds + milliseconds + rest is { Length: > 0 } text ? text : "0us";
    }

    /// <summary>Whole seconds in the letter form; what is below zero is nothing left.</summary>
    public static string Span(TimeSpan span) => RouterOsDuration.Format(TimeSpan.FromSeconds(Math.Max(0, Math.Floor(span.TotalSeconds))));

    /// <summary>A stored duration; null where there is none or a word such as <c>none</c>.</summary>
    public static TimeSpan? Parse(string? text) => RouterOsDuration.TryParse(text, out var duration) ? duration : null;
}
