using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Shell;
using DualWanPortal.Storage;

namespace DualWanPortal.Audit;

/// <summary>
/// Words what came of an audit for the history. A finding of medium severity and above has an event of its own, milder ones share one, and so do all of a router's first audit:
/// who adds a router is not flooded.
/// </summary>
/// <param name="ends">Null for a suppression that ran out; else who took it back.</param>
internal sealed class FindingEvents(int routerId, DateTimeOffset at, DateTimeOffset now, ImmutableArray<WanLink> wans, Func<int, string?> ends)
{
    /// <summary>More than this many of one kind at once are told in one event.</summary>
    private const int MostSingle = 10;
    private const int MostNamed = 20;

    private readonly ImmutableArray<EventRecord>.Builder _all = ImmutableArray.CreateBuilder<EventRecord>();
    private readonly ImmutableArray<EventRecord>.Builder _owed = ImmutableArray.CreateBuilder<EventRecord>();

    public ImmutableArray<EventRecord> All => _all.ToImmutable();

    /// <summary>Those that people are told about: what weighs high or more and is new, or counts again because a suppression ran out.</summary>
    public ImmutableArray<EventRecord> Owed => _owed.ToImmutable();

    public void First(ImmutableArray<Finding> counting, int? score)
    {
        var counts = counting.CountBy(finding => finding.Severity).OrderByDescending(pair => pair.Key).Select(pair => $"{pair.Value.ToString(CultureInfo.InvariantCulture)} {SeverityFilter.Word(pair.Key)}").ToList();
        var found = counts.Count == 0 ? "nothing to report" : string.Join(", ", counts);
        Add(FailoverEventKind.Audited, null, $"Judged for the first time: {found}{(score is { } points ? string.Create(CultureInfo.InvariantCulture, $"; score {points} of {AuditScore.Best}") : "")}",
            [.. counting.OrderByDescending(finding => finding.Severity).Take(MostNamed).Select(finding => new Evidence(null, Name(finding)))], owed: false);
    }

    public void Tell(FindingChanges changes)
    {
        var single = changes.Appeared.Where(found => found.Finding.Severity >= Severity.Medium).Take(MostSingle).ToList();
        foreach (var found in single)
            Add(FailoverEventKind.FindingAppeared, found.Finding.Subject, $"{Name(found.Finding)}. {found.Finding.Message}{(found.By is { } by ? $" Suppressed: {by.Reason}" : "")}", found.Finding.Evidence, found.By is null && found.Finding.Severity >= Severity.High);
        Together(FailoverEventKind.FindingAppeared, "appeared", [.. changes.Appeared.Except(single).Select(found => Name(found.Finding))]);
        var left = changes.Gone.Where(row => SeverityFilter.Of(row.Severity) >= Severity.Medium).Take(MostSingle).ToList();
        foreach (var row in left)
            Add(FailoverEventKind.FindingGone, row.Subject, $"{Name(row)}: it was there for {Durations.InWords(at - row.FirstSeenAt)}", [], owed: false);
        Together(FailoverEventKind.FindingGone, "are gone", [.. changes.Gone.Except(left).Select(Name)]);
        foreach (var moved in changes.Suppressed)
            Add(FailoverEventKind.FindingSuppressed, moved.Row.Subject, $"{Name(moved.Now.Finding)} no longer counts: {moved.Now.By!.Reason} ({moved.Now.By.By}{Until(moved.Now.By)})", [], owed: false);
        foreach (var moved in changes.Counting)
        {
            var by = ends(moved.Row.SuppressionId!.Value);
            Add(FailoverEventKind.SuppressionEnded, moved.Row.Subject, $"{Name(moved.Now.Finding)} counts again: {(by is null ? "its suppression ran out" : $"{by} took its suppression back")}", moved.Now.Finding.Evidence, by is null && moved.Now.Finding.Severity >= Severity.High);
        }
    }

    private static string Until(Suppression by) => by.Until is { } until ? string.Create(CultureInfo.InvariantCulture, $", until {until:yyyy-MM-dd}") : "";

    private static string Name(Finding finding) => $"{SeverityFilter.Word(finding.Severity)} {finding.Rule}: {finding.Title}";

    private static string Name(FindingRecord row) => $"{row.Severity} {row.Rule}: {row.Title}";

    private void Together(FailoverEventKind kind, string verb, ImmutableArray<string> names)
    {
        if (!names.IsEmpty)
            Add(kind, null, $"{Plural.Of(names.Length, "lesser finding")} {(names.Length == 1 && verb == "are gone" ? "is gone" : verb)}: {string.Join("; ", names.Take(MostNamed))}", [], owed: false);
    }

    private void Add(FailoverEventKind kind, string? subject, string cause, ImmutableArray<Evidence> evidence, bool owed)
    {
        var row = new EventRecord
        {
            RouterId = routerId, At = at, RecordedAt = now, Kind = kind.Word(), Cause = cause, Wan = wans.Any(wan => wan.Interface == subject) ? subject : null, Evidence = JsonSerializer.Serialize(evidence),
        };
        _all.Add(row);
        if (owed)
            _owed.Add(row);
    }
}
