using System.Collections.Immutable;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Live;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.History;

/// <summary>Reads what happened: events, incidents and swim lanes.</summary>
public sealed class HistoryQueries(IDbContextFactory<PortalDb> databases, LiveState live, TimeProvider time)
{
    private const int MostLaneEvents = 20_000;

    public async Task<HistoryPage<HistoryEvent>> EventsAsync(HistoryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.Events.AsNoTracking().Join(db.Routers, row => row.RouterId, router => router.Id, (row, router) => new { Row = row, router.Name, router.Site });
        if (filter.RouterId is { } id)
            rows = rows.Where(pair => pair.Row.RouterId == id);
        if (filter.Site is { } site)
            rows = rows.Where(pair => pair.Site == site);
        if (filter.Wan is { } wan)
            rows = rows.Where(pair => pair.Row.Wan == wan);
        if (filter.Kinds is { IsDefaultOrEmpty: false } kinds)
            rows = rows.Where(pair => kinds.ToArray().Contains(pair.Row.Kind));
        if (filter.From is { } from)
            rows = rows.Where(pair => pair.Row.At >= from);
        if (filter.To is { } to)
            rows = rows.Where(pair => pair.Row.At < to);
        if (PageMark.Parse(filter.After) is { } after)
            rows = rows.Where(pair => pair.Row.At < after.At || (pair.Row.At == after.At && pair.Row.Id < after.Id));
        var limit = Math.Clamp(filter.Limit, 1, 500);
        var page = await rows.OrderByDescending(pair => pair.Row.At).ThenByDescending(pair => pair.Row.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return new HistoryPage<HistoryEvent>([.. page.Take(limit).Select(pair => HistoryEvent.Of(pair.Row, pair.Name, pair.Site))],
            page.Count > limit ? new PageMark(page[limit - 1].Row.At, page[limit - 1].Row.Id).ToString() : null);
    }

    public async Task<HistoryEvent?> EventAsync(long eventId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Events.AsNoTracking().Where(row => row.Id == eventId)
            .Join(db.Routers, row => row.RouterId, router => router.Id, (row, router) => new { Row = row, router.Name, router.Site })
            .FirstOrDefaultAsync(cancellationToken) is { } found ? HistoryEvent.Of(found.Row, found.Name, found.Site) : null;
    }

    /// <summary>Incidents that were open at some time of the span.</summary>
    public async Task<HistoryPage<HistoryIncident>> IncidentsAsync(HistoryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = Incidents(db);
        if (filter.RouterId is { } id)
            rows = rows.Where(row => row.RouterId == id);
        if (filter.Site is { } site)
            rows = rows.Where(row => row.Site == site);
        if (filter.Wan is { } wan)
            rows = rows.Where(row => row.Wan == wan);
        if (filter.Kinds is { IsDefaultOrEmpty: false } kinds)
            rows = rows.Where(row => kinds.ToArray().Contains(row.Kind));
        if (filter.From is { } from)
            rows = rows.Where(row => row.ClosedAt == null || row.ClosedAt >= from);
        if (filter.To is { } to)
            rows = rows.Where(row => row.OpenedAt < to);
        if (PageMark.Parse(filter.After) is { } after)
            rows = rows.Where(row => row.OpenedAt < after.At || (row.OpenedAt == after.At && row.Id < after.Id));
        var limit = Math.Clamp(filter.Limit, 1, 500);
        var page = await rows.OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return new HistoryPage<HistoryIncident>([.. page.Take(limit).Select(row => row.ToIncident())],
            page.Count > limit ? new PageMark(page[limit - 1].OpenedAt, page[limit - 1].Id).ToString() : null);
    }

    /// <summary>An incident with its events, oldest first; null when there is none.</summary>
    public async Task<(HistoryIncident Incident, ImmutableArray<HistoryEvent> Events)?> IncidentAsync(long incidentId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await Incidents(db).FirstOrDefaultAsync(row => row.Id == incidentId, cancellationToken) is not { } incident)
            return null;
        var events = await db.Events.AsNoTracking().Where(row => row.IncidentId == incidentId).OrderBy(row => row.At).ThenBy(row => row.Id).Take(1000).ToListAsync(cancellationToken);
        return (incident.ToIncident(), [.. events.Select(row => HistoryEvent.Of(row, incident.Router, incident.Site))]);
    }

    /// <summary>What each router and WAN was over a span of time, by router name. One router, one site, or all.</summary>
    public async Task<ImmutableArray<RouterLane>> LanesAsync(DateTimeOffset from, DateTimeOffset to, int? routerId, string? site, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var routers = await db.Routers.AsNoTracking().Where(router => (routerId == null || router.Id == routerId) && (site == null || router.Site == site))
            .OrderBy(router => router.Name).ToListAsync(cancellationToken);
        var told = db.Events.AsNoTracking().Where(row => (routerId == null || row.RouterId == routerId) && SwimLanes.Kinds.Contains(row.Kind));
        var within = await told.Where(row => row.At >= from && row.At < to).OrderBy(row => row.At).ThenBy(row => row.Id).Take(MostLaneEvents).ToListAsync(cancellationToken);
        // What the span begins with: the last of each kind before it.
        var lastIds = told.Where(row => row.At < from).GroupBy(row => new { row.RouterId, row.Wan, row.Kind }).Select(group => group.Max(row => row.Id));
        var before = await db.Events.AsNoTracking().Where(row => lastIds.Contains(row.Id)).ToListAsync(cancellationToken);
        var events = before.Concat(within).OrderBy(row => row.At).ThenBy(row => row.Id).ToLookup(row => row.RouterId);
        var incidents = (await db.Incidents.AsNoTracking().Where(row => (routerId == null || row.RouterId == routerId) && row.OpenedAt < to && (row.ClosedAt == null || row.ClosedAt > from))
            .OrderBy(row => row.OpenedAt).Take(MostLaneEvents).ToListAsync(cancellationToken)).ToLookup(row => row.RouterId, row => new LaneIncident(row.OpenedAt, row.ClosedAt));
        var now = time.GetUtcNow();
        var fleet = live.Current;
        return [.. routers.Select(router => SwimLanes.Build(Source(router, fleet, [.. events[router.Id]]) with { Incidents = [.. incidents[router.Id]] }, from, to < now ? to : now))];
    }

    /// <summary>Probe results of a router, by minute, oldest first.</summary>
    public async Task<ImmutableArray<(string Wan, LinkSample Sample)>> SamplesAsync(int routerId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.LinkSamples.AsNoTracking().Where(row => row.RouterId == routerId && row.At >= from && row.At < to && row.Sent > 0).OrderBy(row => row.At).Take(100_000).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Wan, new LinkSample(row.At, 100.0 * (row.Sent - row.Received) / row.Sent, row.RttMs)))];
    }

    private static LaneSource Source(RouterRecord router, FleetSnapshot fleet, ImmutableArray<EventRecord> events)
    {
        var present = fleet.Routers.GetValueOrDefault(router.Id);
        return new LaneSource(router.Id, router.Name, router.Site, router.CreatedAt, present?.Verdict.ActiveWan,
            [.. (present?.Verdict.Wans ?? []).Select(wan => new LaneWan(wan.Link.Interface, wan.Link.Name, wan.Link.Role, wan.State.Word()))], events,
            present is null ? null : new LaneNow(present.Verdict.State.Word(), present.StateSince));
    }

    private static IQueryable<IncidentRow> Incidents(PortalDb db) => db.Incidents.AsNoTracking().Join(db.Routers, row => row.RouterId, router => router.Id, (row, router) => new IncidentRow
    {
        Id = row.Id, Kind = row.Kind, OpenedAt = row.OpenedAt, ClosedAt = row.ClosedAt, RouterId = row.RouterId, Router = router.Name, Site = router.Site, Wan = row.Wan, Cause = row.Cause,
    });

    private sealed class IncidentRow
    {
        public long Id { get; init; }
        public required string Kind { get; init; }
        public DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }
        public int RouterId { get; init; }
        public required string Router { get; init; }
        public required string Site { get; init; }
        public string? Wan { get; init; }
        public required string Cause { get; init; }

        public HistoryIncident ToIncident() => new(Id, Kind, OpenedAt, ClosedAt, RouterId, Router, Site, Wan, Cause);
    }
}
