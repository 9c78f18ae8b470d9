using System.Globalization;

namespace DualWanPortal.Shell;

/// <summary>Lengths of time in words short enough for a table.</summary>
public static class Ago
{
    /// <summary><c>just now</c>, <c>45 s ago</c>, <c>3 h ago</c>. The browser counts on with the same words (js/shell.js).</summary>
    public static string Words(TimeSpan passed) => passed < TimeSpan.FromSeconds(5) ? "just now" : $"{Length(passed)} ago";

    /// <summary><c>45 s</c>, <c>12 min</c>, <c>3 h</c>, <c>5 d</c>; one unit, rounded down.</summary>
    public static string Length(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)time.TotalSeconds)} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d"),
    };
}
