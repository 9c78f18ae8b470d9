using System.Collections.Immutable;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Storage;

namespace DualWanPortal.History;

/// <summary>A stretch of time in one state: <c>working</c>, <c>on-backup</c>, <c>degraded</c>, <c>down</c> or <c>unknown</c>.</summary>
/// <param name="Wan">In a router's lane the interface that carried traffic; null when not known.</param>
public sealed record LaneSpan(DateTimeOffset From, DateTimeOffset To, string State, string? Wan);

public sealed record WanLane(string Interface, string Name, WanRole Role, ImmutableArray<LaneSpan> Spans);

/// <summary>A router's lane and those of its WANs. <c>unknown</c> spans are gaps in monitoring, or time before anything was known.</summary>
public sealed record RouterLane(int RouterId, string Router, string Site, ImmutableArray<LaneSpan> Spans, ImmutableArray<WanLane> Wans);

/// <summary>A WAN as it is now; events tell what it was.</summary>
public sealed record LaneWan(string Interface, string Name, WanRole Role, string State);

/// <summary>What a router is now and since when: no event tells of a state that a router had from the first look on.</summary>
public sealed record LaneNow(string State, DateTimeOffset Since);

/// <summary>What a lane is drawn from.</summary>
/// <param name="KnownSince">Nothing is drawn before.</param>
/// <param name="Events">By time; the last ones before the span drawn are among them.</param>
/// <param name="Incidents">When something was wrong, with the events or without one: two WANs at once by equal distances is a fault that no event tells of.</param>
public sealed record LaneSource(
    int RouterId, string Router, string Site, DateTimeOffset KnownSince, string? ActiveNow, ImmutableArray<LaneWan> Wans, ImmutableArray<EventRecord> Events, LaneNow? Now = null)
{
    public ImmutableArray<LaneIncident> Incidents { get; init; } = [];
}

/// <param name="To">Null while it is open.</param>
public sealed record LaneIncident(DateTimeOffset From, DateTimeOffset? To);

/// <summary>
/// Rebuilds from events what a router and its WANs were over time. Pure. Where no event tells, a state lasted: what a WAN was before its first event follows
/// from that event, and a WAN without events was always what it is now.
/// </summary>
public static class SwimLanes
{
    private const string Unknown = "unknown";
    private const string Down = "down";
    private const string Working = "working";

    /// <summary>The event kinds that move a lane.</summary>
    public static ImmutableArray<string> Kinds { get; } = [.. new[]
    {
        FailoverEventKind.Failover, FailoverEventKind.Failback, FailoverEventKind.WanDown, FailoverEventKind.WanUp, FailoverEventKind.WanDegraded,
        FailoverEventKind.RouterUnreachable, FailoverEventKind.RouterReachable, FailoverEventKind.Gap,
    }.Select(kind => kind.Word())];

    public static RouterLane Build(LaneSource source, DateTimeOffset from, DateTimeOffset to)
    {
        var start = from < source.KnownSince ? source.KnownSince : from;
        var gaps = Gaps(source.Events, to);
        var wans = source.Wans.Select(wan => (Wan: wan, Steps: WanSteps(wan, source.Events))).ToList();
        var active = ActiveSteps(source);
        if (start >= to)
            return new RouterLane(source.RouterId, source.Router, source.Site, [], [.. wans.Select(pair => new WanLane(pair.Wan.Interface, pair.Wan.Name, pair.Wan.Role, []))]);

        DateTimeOffset[] cuts = [start, to, source.Now?.Since ?? start, .. wans.SelectMany(pair => pair.Steps.Times).Concat(active.Times).Concat(gaps.SelectMany(gap => new[] { gap.From, gap.To }))
            .Concat(source.Incidents.SelectMany(incident => new[] { incident.From, incident.To ?? to }))];
        cuts = [.. cuts.Where(time => time >= start && time <= to).Distinct().Order()];
        var roles = source.Wans.ToDictionary(wan => wan.Interface, wan => wan.Role, StringComparer.Ordinal);
        return new RouterLane(source.RouterId, source.Router, source.Site,
            Draw(cuts, time => InGap(gaps, time) ? (Unknown, null) : RouterAt(time)),
            [.. wans.Select(pair => new WanLane(pair.Wan.Interface, pair.Wan.Name, pair.Wan.Role, Draw(cuts, time => (InGap(gaps, time) ? Unknown : pair.Steps.At(time) ?? Unknown, null))))]);

        (string State, string? Wan) RouterAt(DateTimeOffset time)
        {
            if (source.Now is { } now && time >= now.Since)
                return (now.State, now.State is Unknown or Down ? null : source.ActiveNow);
            if (wans.Count > 0 && wans.TrueForAll(pair => pair.Steps.At(time) == Down))
                return (Down, null);
            if (active.At(time) is not { } carrying)
                return (Unknown, null);
            return (roles.GetValueOrDefault(carrying) == WanRole.Backup ? "on-backup" : wans.Exists(pair => pair.Steps.At(time) is Down or "degraded") || source.Incidents.Any(incident => time >= incident.From && !(time >= incident.To)) ? "degraded" : Working, carrying);
        }
    }

    private static Steps WanSteps(LaneWan wan, ImmutableArray<EventRecord> events)
    {
        var own = events.Where(row => row.Wan == wan.Interface).Select(row => (row.At, State: row.Kind switch
        {
            "wan-down" => Down,
            "wan-degraded" => "degraded",
            "wan-up" => Working,
            _ => null,
        })).Where(step => step.State is not null).Select(step => (step.At, step.State!)).ToList();
        var initially = own.Count == 0 ? wan.State : own[0].Item2 == Working ? Down : Working;
        return new Steps(initially, own);
    }

    private static Steps ActiveSteps(LaneSource source)
    {
        var moves = source.Events.Where(row => row.Kind is "failover" or "failback" && row.Wan is not null).Select(row => (row.At, row.Wan!)).ToList();
        if (moves.Count == 0)
            return new Steps(source.ActiveNow, []);
        // Before the first move it was another WAN; which one is only sure when there are two.
        var others = source.Wans.Where(wan => wan.Interface != moves[0].Item2).ToList();
        return new Steps(others.Count == 1 ? others[0].Interface : null, moves);
    }

    private static List<(DateTimeOffset From, DateTimeOffset To)> Gaps(ImmutableArray<EventRecord> events, DateTimeOffset to)
    {
        var gaps = new List<(DateTimeOffset From, DateTimeOffset To)>();
        DateTimeOffset? lost = null;
        foreach (var row in events)
        {
            if (row.Kind == "router-unreachable")
                lost ??= row.At;
            else if (row.Kind == "gap")
                gaps.Add((row.At, row.RecordedAt));
            else if (row.Kind == "router-reachable")
            {
                gaps.Add((lost ?? DateTimeOffset.MinValue, row.At));
                lost = null;
            }
        }
        if (lost is { } since)
            gaps.Add((since, to));
        return gaps;
    }

    private static bool InGap(List<(DateTimeOffset From, DateTimeOffset To)> gaps, DateTimeOffset time) => gaps.Exists(gap => time >= gap.From && time < gap.To);

    private static ImmutableArray<LaneSpan> Draw(DateTimeOffset[] cuts, Func<DateTimeOffset, (string State, string? Wan)> stateAt)
    {
        var spans = ImmutableArray.CreateBuilder<LaneSpan>();
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            var (state, wan) = stateAt(cuts[i]);
            if (spans.Count > 0 && spans[^1].State == state && spans[^1].Wan == wan)
                spans[^1] = spans[^1] with { To = cuts[i + 1] };
            else
                spans.Add(new LaneSpan(cuts[i], cuts[i + 1], state, wan));
        }
        return spans.ToImmutable();
    }

    /// <summary>A value that changes at given times.</summary>
    private sealed class Steps(string? initially, List<(DateTimeOffset At, string Value)> changes)
    {
        private readonly List<DateTimeOffset> _times = [.. changes.Select(change => change.At)];

        public IEnumerable<DateTimeOffset> Times => _times;

        public string? At(DateTimeOffset time)
        {
            var next = _times.BinarySearch(time);
            if (next < 0)
                return ~next == 0 ? initially : changes[~next - 1].Value;
            while (next + 1 < _times.Count && _times[next + 1] == time)
                next++;
            return changes[next].Value;
        }
    }
}
