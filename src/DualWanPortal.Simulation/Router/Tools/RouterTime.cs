using System.Globalization;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>How a router words moments and spans (reference 1.8, 3.15).</summary>
public static class RouterTime
{
    /// <summary><c>2026-01-31 13:05:00</c> since 7.10, <c>jan/31/2026 13:05:00</c> before.</summary>
    public static string Moment(RouterProfile profile, DateTimeOffset at) => Date(profile, at) + " " + Clock(at);

    public static string Date(RouterProfile profile, DateTimeOffset at) => profile.IsoDates
        ? at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : at.UtcDateTime.ToString("MMM/dd/yyyy", CultureInfo.InvariantCulture).ToLowerInvariant();

    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>As the log shows it: old versions leave out the year, and the date of today.</summary>
    public static string LogMoment(RouterProfile profile, DateTimeOffset at, DateTimeOffset now) =>
        profile.IsoDates ? Moment(profile, at)
        : at.UtcDateTime.Date == now.UtcDateTime.Date ? Clock(at)
        : at.UtcDateTime.ToString("MMM/dd HH:mm:ss", CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary><c>1w2d3h4m5s</c>, parts that are zero left out; <c>0s</c>.</summary>
    public static string Span(TimeSpan span)
    {
        var seconds = Math.Max(0, (long)span.TotalSeconds);
        if (seconds == 0)
            return "0s";
        var text = "";
        foreach (var (unit, length) in new[] { ("w", 604800L), ("d", 86400L), ("h", 3600L), ("m", 60L), ("s", 1L) })
        {
            if (seconds / length > 0)
                text += (seconds / length).ToString(CultureInfo.InvariantCulture) + unit;
            seconds %= length;
        }
        return text;
    }

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

    /// <summary>Reads <c>1w2d</c>, <c>10s</c>, <c>200ms</c>, <c>00:00:10</c>, <c>1d00:00:10</c> or plain seconds; null for anything else.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 40)
            return null;
        var total = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var digits = 0;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
                digits++;
            if (digits is 0 or > 9)
                return null;
            if (digits < rest.Length && rest[digits] == ':')
                return TimeSpan.TryParse(rest, CultureInfo.InvariantCulture, out var clock) ? total + clock : null;
            var number = long.Parse(rest[..digits], CultureInfo.InvariantCulture);
            var letters = digits;
            while (letters < rest.Length && char.IsAsciiLetter(rest[letters]))
                letters++;
            TimeSpan? part = rest[digits..letters] switch
            {
                "w" => TimeSpan.FromDays(7 * number),
                "d" => TimeSpan.FromDays(number),
                "h" => TimeSpan.FromHours(number),
                "m" => TimeSpan.FromMinutes(number),
                "s" or "" => TimeSpan.FromSeconds(number),
                "ms" => TimeSpan.FromMilliseconds(number),
                "us" => TimeSpan.FromMicroseconds(number),
                _ => null,
            };
            if (part is not { } known)
                return null;
            total += known;
            rest = rest[letters..];
        }
        return total;
    }
}
