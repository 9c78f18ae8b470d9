using DualWanPortal.Access;
using DualWanPortal.Api;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.History;

/// <summary><c>/api/v1/events</c> and <c>/api/v1/incidents</c>, newest first.</summary>
public static class HistoryEndpoints
{
    public sealed record EventAnswer(long Id, DateTimeOffset At, DateTimeOffset RecordedAt, string Kind, int RouterId, string Router, string? Wan, string Cause, long? IncidentId, int? PlanId, IReadOnlyList<Evidence> Evidence);

    public sealed record IncidentAnswer(long Id, string Kind, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, int RouterId, string Router, string? Wan, string Cause, IReadOnlyList<EventAnswer>? Events = null);

    public static void MapHistoryEndpoints(this WebApplication app)
    {
        var events = app.MapApi("events").RequireAuthorization(Permissions.View);
        events.MapGet("", EventsAsync).WithSummary("What happened, newest first; router, kind, wan, from, to, after, limit");
        events.MapGet("{id:long}", EventAsync).WithSummary("One event");
        var incidents = app.MapApi("incidents").RequireAuthorization(Permissions.View);
        incidents.MapGet("", IncidentsAsync).WithSummary("What was wrong from when to when, newest first");
        incidents.MapGet("{id:long}", IncidentAsync).WithSummary("One incident with its events, oldest first");
    }

    private static async Task<IResult> EventsAsync([AsParameters] HistoryRequest request, HistoryQueries history, CancellationToken cancellationToken)
    {
        if (request.Problem() is { } problem)
            return Problem.BadRequest(problem);
        var page = await history.EventsAsync(request.ToFilter(), cancellationToken);
        return TypedResults.Ok(new ListAnswer<EventAnswer>([.. page.Items.Select(Answer)], page.Next));
    }

    private static async Task<IResult> EventAsync(long id, HistoryQueries history, CancellationToken cancellationToken) =>
        await history.EventAsync(id, cancellationToken) is { } happened ? TypedResults.Ok(Answer(happened)) : Problem.NotFound($"There is no event {id}.");

    private static async Task<IResult> IncidentsAsync([AsParameters] HistoryRequest request, HistoryQueries history, CancellationToken cancellationToken)
    {
        if (request.Problem() is { } problem)
            return Problem.BadRequest(problem);
        var page = await history.IncidentsAsync(request.ToFilter(), cancellationToken);
        return TypedResults.Ok(new ListAnswer<IncidentAnswer>([.. page.Items.Select(incident => Answer(incident, null))], page.Next));
    }

    private static async Task<IResult> IncidentAsync(long id, HistoryQueries history, CancellationToken cancellationToken) =>
        await history.IncidentAsync(id, cancellationToken) is { } found ? TypedResults.Ok(Answer(found.Incident, [.. found.Events.Select(Answer)])) : Problem.NotFound($"There is no incident {id}.");

    private static EventAnswer Answer(HistoryEvent row) => new(row.Id, row.At, row.RecordedAt, row.Kind, row.RouterId, row.Router, row.Wan, row.Cause, row.IncidentId, row.PlanId, row.Evidence);

    private static IncidentAnswer Answer(HistoryIncident row, IReadOnlyList<EventAnswer>? events) => new(row.Id, row.Kind, row.OpenedAt, row.ClosedAt, row.RouterId, row.Router, row.Wan, row.Cause, events);
}

/// <summary>The query of a list of history. <c>kind</c> may hold several words, separated by commas.</summary>
public sealed record HistoryRequest(int? Router, string? Kind, string? Wan, DateTimeOffset? From, DateTimeOffset? To, string? After, string? Next, int? Limit)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem() =>
        (After ?? Next) is { } mark && PageMark.Parse(mark) is null ? "after is the value of next of the page before; it cannot be made up."
        : From >= To ? "from must be before to."
        : Limit is < 1 or > 500 ? "limit is 1 to 500."
        : null;

    public HistoryFilter ToFilter() => new()
    {
        RouterId = Router, Kinds = [.. (Kind ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], Wan = Wan, From = From, To = To, After = After ?? Next, Limit = Limit ?? 100,
    };
}
