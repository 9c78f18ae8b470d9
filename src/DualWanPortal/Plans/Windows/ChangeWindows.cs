using System.Collections.Immutable;

namespace DualWanPortal.Plans.Windows;

/// <summary>When a change may begin.</summary>
/// <param name="From">When the window opens or has opened.</param>
/// <param name="To">When it closes.</param>
public sealed record WindowOpening(DateTimeOffset From, DateTimeOffset To);

/// <summary>The change windows of a site in its own time zone; without any, every time is right.</summary>
public sealed record ChangeWindows(TimeZoneInfo Zone, ImmutableArray<ChangeWindow> Windows)
{
    /// <summary>Windows of one site.</summary>
    public const int Most = 20;

    /// <summary>A week, and one more for a window that the change to summer time swallows.</summary>
    private const int DaysAhead = 15;

    public bool IsAlways => Windows.IsEmpty;

    /// <summary>Reads the windows of a site.</summary>
    /// <param name="zone">IANA name of a time zone.</param>
    /// <returns>The windows, or what is wrong with them, one sentence each.</returns>
    public static (ChangeWindows? Windows, ImmutableArray<string> Problems) Read(string zone, IEnumerable<string> lines)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (zone.Length > 100 || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            problems.Add("This time zone is not known here. Write its name like Europe/Berlin, or UTC.");
            found = TimeZoneInfo.Utc;
        }
        var windows = ImmutableArray.CreateBuilder<ChangeWindow>();
        foreach (var line in lines.Where(line => !string.IsNullOrWhiteSpace(line)).Take(Most + 1))
        {
            var (window, problem) = ChangeWindow.Read(line);
            if (window is not null)
                windows.Add(window);
            else
                problems.Add(problem!);
        }
        if (windows.Count > Most)
            problems.Add($"A site may have {Most} windows.");
        return problems.Count > 0 ? (null, problems.ToImmutable()) : (new ChangeWindows(found, windows.ToImmutable()), []);
    }

    /// <summary>The first opening, from <paramref name="now"/> on, in which there is enough time.</summary>
    /// <param name="need">What the change may take, there and back.</param>
    /// <returns>One that begins at or before <paramref name="now"/> when it is open; null when no window is ever long enough.</returns>
    public WindowOpening? Next(DateTimeOffset now, TimeSpan need) =>
        IsAlways ? new WindowOpening(now, DateTimeOffset.MaxValue) : Openings(now).FirstOrDefault(opening => opening.To - Later(opening.From, now) >= need);

    /// <summary>What is open or opens in the days ahead; windows that touch are one.</summary>
    private List<WindowOpening> Openings(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        var joined = new List<WindowOpening>();
        foreach (var opening in Enumerable.Range(-2, DaysAhead + 2).SelectMany(day => On(today.AddDays(day))).OrderBy(opening => opening.From))
        {
            if (joined is [.., var last] && opening.From <= last.To)
                joined[^1] = last with { To = Later(last.To, opening.To) };
            else
                joined.Add(opening);
        }
        return joined.FindAll(opening => opening.To > now);
    }

    private IEnumerable<WindowOpening> On(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        foreach (var window in Windows.Where(window => window.Days.Contains(day.DayOfWeek)))
        {
            // An hour that comes twice is taken for the later one at the start and the earlier one at the end: nobody is surprised by a change before or after his window.
            var from = Utc(midnight + window.From, later: true);
            var to = Utc(midnight + window.To, later: false);
            if (to <= from)
                to = Utc(midnight + window.To, later: true);
            if (to > from)
                yield return new WindowOpening(from, to);
        }
    }

    private DateTimeOffset Utc(DateTime local, bool later)
    {
        // A time that the clocks skip is the moment at which they do.
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = !Zone.IsAmbiguousTime(local) ? Zone.GetUtcOffset(local) : later ? Zone.GetAmbiguousTimeOffsets(local).Min() : Zone.GetAmbiguousTimeOffsets(local).Max();
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
