using System.Collections.Immutable;
using System.Globalization;

namespace DualWanPortal.History;

/// <summary>The stretch of time that the history page shows, from an hour to a year. Lives in the URL as <c>span</c> and <c>at</c> (its end).</summary>
/// <param name="IsLive">True when the end is the present, and moves on with it.</param>
public sealed record HistoryWindow(string Span, DateTimeOffset From, DateTimeOffset To, bool IsLive)
{
    public const string DefaultSpan = "day";

    public static ImmutableArray<(string Word, TimeSpan Length)> Spans { get; } =
    [
        ("hour", TimeSpan.FromHours(1)), ("day", TimeSpan.FromDays(1)), ("week", TimeSpan.FromDays(7)), ("month", TimeSpan.FromDays(30)), ("year", TimeSpan.FromDays(365)),
    ];

    public TimeSpan Length => To - From;

    /// <param name="span">Word of <see cref="Spans"/>; anything else takes the default.</param>
    /// <param name="at">End, ISO 8601; anything else, or a time to come, takes <paramref name="now"/>.</param>
    public static HistoryWindow Of(string? span, string? at, DateTimeOffset now)
    {
        var (word, length) = Spans.FirstOrDefault(known => known.Word == span, Spans[1]);
        var live = !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) || end >= now || end < DateTimeOffset.UnixEpoch.AddYears(1);
        var to = live ? now : end;
        return new HistoryWindow(word, to - length, to, live);
    }

    /// <summary>The window that shows a stretch as a whole with some room around it.</summary>
    public static (string Span, string At) Around(DateTimeOffset from, DateTimeOffset to)
    {
        var (word, length) = Spans.FirstOrDefault(known => known.Length >= (to - from) * 1.25, Spans[^1]);
        return (word, Stamp(to + (length - (to - from)) / 2));
    }

    public string Earlier => Stamp(To - Length / 2);

    public string Later => Stamp(To + Length / 2);

    /// <summary>Round times of the viewer's zone within the window, about six of them, with their words.</summary>
    public IEnumerable<(DateTimeOffset At, string Text)> Ticks(TimeZoneInfo zone)
    {
        var (step, format) = Span switch
        {
            "hour" => (TimeSpan.FromMinutes(10), "HH:mm"),
            "day" => (TimeSpan.FromHours(4), "HH:mm"),
            "week" => (TimeSpan.FromDays(1), "ddd d"),
            "month" => (TimeSpan.FromDays(5), "d MMM"),
            _ => (TimeSpan.FromDays(61), "MMM yyyy"),
        };
        var local = TimeZoneInfo.ConvertTime(From, zone);
        var first = new DateTimeOffset(local.Ticks - local.Ticks % step.Ticks + step.Ticks, local.Offset);
        for (var tick = first; tick < To; tick += step)
            yield return (tick, TimeZoneInfo.ConvertTime(tick, zone).ToString(format, CultureInfo.InvariantCulture));
    }

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
