using System.Collections.Immutable;
using System.Globalization;

namespace DualWanPortal.Plans.Windows;

/// <summary>Hours of some days of the week, by the wall clock of a site.</summary>
/// <param name="Days">Days on which it begins.</param>
/// <param name="From">From midnight of that day.</param>
/// <param name="To">From the same midnight; beyond 24 hours when it ends on the next day.</param>
public sealed record ChangeWindow(ImmutableArray<DayOfWeek> Days, TimeSpan From, TimeSpan To)
{
    private static readonly ImmutableArray<string> s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Reads <c>Mon-Fri 22:00-05:00</c>, <c>Sat,Sun 00:00-24:00</c>, <c>01:00-04:00</c> (every day).</summary>
    /// <returns>The window, or one sentence that says what is wrong.</returns>
    public static (ChangeWindow? Window, string? Problem) Read(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2)
            return (null, $"{Short(text)} is no window. Write it like Mon-Fri 22:00-05:00.");
        var days = parts.Length == 1 ? [.. Enum.GetValues<DayOfWeek>()] : ReadDays(parts[0]);
        if (days.IsEmpty)
            return (null, $"{Short(parts[0])} names no days. Write them like Mon-Fri or Sat,Sun.");
        var hours = parts[^1].Split('-');
        if (hours.Length != 2 || Clock(hours[0]) is not { } from || Clock(hours[1]) is not { } to || from == TimeSpan.FromDays(1))
            return (null, $"{Short(parts[^1])} are no hours. Write them like 22:00-05:00.");
        if (from == to)
            return (null, $"{Short(parts[^1])} has no length. For the whole day write 00:00-24:00.");
        return (new ChangeWindow(days, from, to > from ? to : to + TimeSpan.FromDays(1)), null);
    }

    private static ImmutableArray<DayOfWeek> ReadDays(string text)
    {
        var days = new SortedSet<DayOfWeek>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || ends.Any(end => Day(end) < 0))
                return [];
            for (var day = Day(ends[0]); ; day = (day + 1) % 7)
            {
                days.Add((DayOfWeek)day);
                if (day == Day(ends[^1]))
                    break;
            }
        }
        return [.. days];
    }

    private static int Day(string text) => text.Length is 3 or > 5 and < 10 && text[..3].ToLowerInvariant() is var start && s_days.IndexOf(start) is var day
        && (text.Length == 3 || string.Equals(text, ((DayOfWeek)Math.Max(0, day)).ToString(), StringComparison.OrdinalIgnoreCase)) ? day : -1;

    private static TimeSpan? Clock(string text) =>
        text == "24:00" ? TimeSpan.FromDays(1) : TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;

    private static string Short(string text) => $"\"{(text.Length <= 40 ? text : text[..40] + "…")}\"";
}
