using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using DualWanPortal.Access;
using DualWanPortal.Api;
using DualWanPortal.Live;
using DualWanPortal.Policies;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Waves;

/// <summary><c>/api/v1/waves</c>: rollouts of one policy over many routers.</summary>
public static class WavesApi
{
    /// <param name="Policy">Name of a stored or built-in policy, or a policy as an object.</param>
    /// <param name="Routers">Ids; absent for those of <paramref name="Site"/> and <paramref name="Tag"/>.</param>
    /// <param name="Order"><c>name</c>, <c>given</c> or <c>site</c>.</param>
    public sealed record WavesRequest(JsonElement Policy, ImmutableArray<int>? Routers, string? Site, string? Tag, int? PerWave, string? Order, double? PauseMinutes, double? SettleMinutes, int? StopAfter);

    public sealed record RefuseRequest(string? Reason);

    /// <param name="State"><c>previewing left-out waits failed settling done</c>, or that of its plan while it runs.</param>
    /// <param name="Why">Why it is left out, or failed.</param>
    public sealed record RouterJson(int RouterId, string Name, int? Wave, int? PlanId, string State, int Actions, string? Why, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt)
    {
        public static RouterJson Of(RolloutRouter router) => new(router.Row.RouterId, router.RouterName, router.Wave, router.Row.PlanId, router.State, router.Actions, router.Row.LeftOut ?? router.Row.Failure,
            router.Row.StartedAt, router.Row.EndedAt);
    }

    public sealed record RolloutJson(int Id, string Policy, string State, string? Problem, int PerWave, double PauseMinutes, double SettleMinutes, int StopAfter, string CreatedBy, DateTimeOffset CreatedAt,
        string? StartedBy, DateTimeOffset? StartedAt, string? SecondBy, DateTimeOffset? ExpiresAt, DateTimeOffset? EndedAt, int? Waves, int? CurrentWave, IReadOnlyList<RouterJson>? Routers)
    {
        public static RolloutJson Of(RolloutRecord row, RolloutView? view = null) => new(row.Id, row.PolicyName, row.State, row.Problem, row.PerWave, row.Pause.TotalMinutes, row.Settle.TotalMinutes, row.StopAfter,
            row.CreatedBy, row.CreatedAt, row.StartedBy, row.StartedAt, row.SecondBy, row.ExpiresAt, row.EndedAt, view?.Waves, view?.Current, view is null ? null : [.. view.Routers.Select(RouterJson.Of)]);
    }

    public static void MapWavesApi(this WebApplication app)
    {
        var waves = app.MapApi("waves");
        waves.MapGet("", ListAsync).RequireAuthorization(Permissions.View).WithSummary("Rollouts in waves, newest first");
        waves.MapPost("", MakeAsync).RequireAuthorization(Permissions.Operate).WithSummary("Previews one policy on many routers");
        waves.MapGet("{id:int}", GetAsync).RequireAuthorization(Permissions.View).WithSummary("A rollout with each of its routers");
        waves.MapPost("{id:int}/start", (int id, RolloutBook book, ClaimsPrincipal who, CancellationToken stop) => DoAsync(book, book.StartAsync(id, Caller.Of(who), stop), stop)).RequireAuthorization(Permissions.Operate);
        waves.MapPost("{id:int}/approve", (int id, RolloutBook book, ClaimsPrincipal who, CancellationToken stop) => DoAsync(book, book.ApproveAsync(id, Caller.Of(who), stop), stop)).RequireAuthorization(Permissions.Operate);
        waves.MapPost("{id:int}/refuse", (int id, RefuseRequest request, RolloutBook book, ClaimsPrincipal who, CancellationToken stop) => DoAsync(book, book.RefuseAsync(id, Caller.Of(who), request.Reason, stop), stop)).RequireAuthorization(Permissions.Operate);
        waves.MapPost("{id:int}/cancel", (int id, RolloutBook book, ClaimsPrincipal who, CancellationToken stop) => DoAsync(book, book.CancelAsync(id, Caller.Of(who), stop), stop)).RequireAuthorization(Permissions.Operate);
    }

    private static async Task<ListAnswer<RolloutJson>> ListAsync(RolloutBook book, CancellationToken cancellationToken) => new([.. (await book.ListAsync(cancellationToken)).Select(row => RolloutJson.Of(row))]);

    private static async Task<IResult> GetAsync(int id, RolloutBook book, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken) is { } view ? Results.Ok(RolloutJson.Of(view.Row, view)) : Problem.NotFound("There is no such rollout.");

    private static async Task<IResult> MakeAsync(WavesRequest request, RolloutBook book, PolicyBook policies, LiveState live, ClaimsPrincipal who, CancellationToken cancellationToken)
    {
        var (policy, wrong) = await PolicyAsync(request.Policy, policies, cancellationToken);
        if (policy is null)
            return Wrong("policy", [.. wrong]);
        if (Order(request.Order) is not { } order)
            return Wrong("order", ["Orders: name, given, site."]);
        var wish = RolloutChoice.Of(live.Current, request.Routers is { IsDefault: false } ids ? ids : null, request.Site, request.Tag, order);
        if (wish.Unknown is { } unknown)
            return Wrong("routers", [$"There is no router {unknown}."]);
        var asked = new RolloutWish(policy, wish.Routers);
        asked = asked with
        {
            PerWave = request.PerWave ?? asked.PerWave, Pause = Minutes(request.PauseMinutes) ?? asked.Pause, Settle = Minutes(request.SettleMinutes) ?? asked.Settle, StopAfter = request.StopAfter ?? asked.StopAfter,
        };
        if (asked.Problems() is { Count: > 0 } problems)
            return Results.ValidationProblem(new Dictionary<string, string[]>(problems), title: "The rollout is not right.");
        return await book.MakeAsync(asked, Caller.Of(who), cancellationToken) is RolloutAnswer.Ok ok && await book.FindAsync(ok.Id, cancellationToken) is { } view
            ? Results.Created($"/api/v1/waves/{ok.Id}", RolloutJson.Of(view.Row, view))
            : Problem.Conflict("The rollout is gone already.");
    }

    private static async Task<(Failover.Policies.FailoverPolicy? Policy, IReadOnlyList<string> Problems)> PolicyAsync(JsonElement given, PolicyBook policies, CancellationToken cancellationToken)
    {
        if (given.ValueKind != JsonValueKind.String)
            return PolicyBook.ReadJson(given) is { Policy: { } read } ? (read, []) : (null, PolicyBook.ReadJson(given).Problems);
        return await policies.FindAsync(given.GetString()!, cancellationToken) is { } found ? (found, []) : (null, ["There is no policy of this name."]);
    }

    private static async Task<IResult> DoAsync(RolloutBook book, Task<RolloutAnswer> asked, CancellationToken cancellationToken) => await asked switch
    {
        RolloutAnswer.Ok ok when await book.FindAsync(ok.Id, cancellationToken) is { } view => Results.Accepted($"/api/v1/waves/{ok.Id}", RolloutJson.Of(view.Row, view)),
        RolloutAnswer.Refused refused => Problem.Conflict(refused.Why),
        _ => Problem.NotFound("There is no such rollout."),
    };

    private static RolloutOrder? Order(string? word) => word switch { null or "name" => RolloutOrder.Name, "given" => RolloutOrder.Given, "site" => RolloutOrder.Site, _ => null };

    /// <summary>A number far out of range must be refused in words, not by the arithmetic of a time span.</summary>
    private static TimeSpan? Minutes(double? minutes) => minutes is { } given ? TimeSpan.FromMinutes(double.IsFinite(given) ? Math.Clamp(given, -1, 1e6) : -1) : null;

    private static IResult Wrong(string field, string[] texts) => Results.ValidationProblem(new Dictionary<string, string[]> { [field] = texts }, title: "The rollout is not right.");
}
