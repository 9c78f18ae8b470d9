using System.Collections.Immutable;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Waves;

/// <summary>One router of a rollout with what is known of its plan.</summary>
/// <param name="Wave">From 1; null for one that is left out or not previewed yet.</param>
public sealed record RolloutRouter(RolloutRouterRecord Row, int? Wave, string RouterName, string? PlanState, int Actions)
{
    /// <summary>When its plan was confirmed, while it must stay well; else null.</summary>
    public DateTimeOffset? SettlesSince { get; init; }

    public bool IsDone => Row.EndedAt is not null;
    public bool HasFailed => Row.Failure is not null;

    /// <summary>In one word, the same in the HTTP API.</summary>
    public string State => Row switch
    {
        { LeftOut: not null } => "left-out",
        { PlanId: null } => "previewing",
        { Failure: not null } => "failed",
        { EndedAt: not null } => "done",
        { StartedAt: null } => PlanState == PlanStates.Cancelled ? PlanStates.Cancelled : "waits",
        _ when PlanState == PlanStates.Confirmed => "settling",
        _ => PlanState ?? "waits",
    };
}

/// <summary>A rollout and all its routers, in the order of its waves.</summary>
public sealed record RolloutView(RolloutRecord Row, ImmutableArray<RolloutRouter> Routers)
{
    public int Waves => Routers.Max(router => router.Wave) ?? 0;
    public int Failures => Routers.Count(router => router.HasFailed);

    /// <summary>The wave that is not done yet; null when all are.</summary>
    public int? Current => Routers.Where(router => router is { Wave: not null, IsDone: false }).Min(router => router.Wave);

    public IEnumerable<RolloutRouter> Of(int wave) => Routers.Where(router => router.Wave == wave);

    /// <param name="routers">With the router's name, the plan's state, since when it is in that, and its number of commands.</param>
    public static RolloutView Of(RolloutRecord row, IEnumerable<(RolloutRouterRecord Row, string Name, string? State, DateTimeOffset? MovedAt, int Actions)> routers)
    {
        var seen = 0;
        // The wave is not stored: it follows from the place among those that are changed.
        return new RolloutView(row, [.. routers.OrderBy(router => router.Row.Position).Select(router =>
            new RolloutRouter(router.Row, router.Row is { LeftOut: null, PlanId: not null } ? seen++ / row.PerWave + 1 : null, router.Name, router.State, router.Actions)
            {
                SettlesSince = router.Row is { StartedAt: not null, EndedAt: null } && router.State == PlanStates.Confirmed ? router.MovedAt : null,
            })]);
    }
}
