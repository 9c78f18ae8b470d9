using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Incidents;

public enum FailoverEventKind
{
    Failover, Failback, WanDown, WanUp, WanDegraded, RouterUnreachable, RouterReachable, StuckOnBackup, Gap,
    PlanApplied, PlanFailed, PlanUndone, PlanWaits, PlanRefused, HoldStarted, HoldEnded, RolloutStopped, RolloutFinished, FindingAppeared, FindingGone, FindingSuppressed, SuppressionEnded, Audited, ConfigChanged,
}

/// <summary>Something that happened to a router's way to the Internet.</summary>
/// <param name="At">When it happened, as near as can be known; not when it was noticed or told.</param>
/// <param name="Wan">Interface concerned; null when the router as a whole is.</param>
/// <param name="Cause">One sentence in plain words.</param>
public sealed record FailoverEvent(FailoverEventKind Kind, DateTimeOffset At, string? Wan, string Cause, ImmutableArray<Evidence> Evidence);

public static class FailoverEventKinds
{
    /// <summary>The word used in the HTTP API, webhooks and the database: <c>wan-down</c>.</summary>
    public static string Word(this FailoverEventKind kind) => kind switch
    {
        FailoverEventKind.Failover => "failover",
        FailoverEventKind.Failback => "failback",
        FailoverEventKind.WanDown => "wan-down",
        FailoverEventKind.WanUp => "wan-up",
        FailoverEventKind.WanDegraded => "wan-degraded",
        FailoverEventKind.RouterUnreachable => "router-unreachable",
        FailoverEventKind.RouterReachable => "router-reachable",
        FailoverEventKind.StuckOnBackup => "stuck-on-backup",
        FailoverEventKind.Gap => "gap",
        FailoverEventKind.PlanApplied => "plan-applied",
        FailoverEventKind.PlanFailed => "plan-failed",
        FailoverEventKind.PlanUndone => "plan-undone",
        FailoverEventKind.PlanWaits => "plan-waits",
        FailoverEventKind.PlanRefused => "plan-refused",
        FailoverEventKind.HoldStarted => "hold-started",
        FailoverEventKind.HoldEnded => "hold-ended",
        FailoverEventKind.RolloutStopped => "rollout-stopped",
        FailoverEventKind.RolloutFinished => "rollout-finished",
        FailoverEventKind.FindingAppeared => "finding-appeared",
        FailoverEventKind.FindingGone => "finding-gone",
        FailoverEventKind.FindingSuppressed => "finding-suppressed",
        FailoverEventKind.SuppressionEnded => "suppression-ended",
        FailoverEventKind.Audited => "audited",
        FailoverEventKind.ConfigChanged => "config-changed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Word(this WanState state) => state switch
    {
        WanState.Working => "working", WanState.Degraded => "degraded", WanState.Down => "down", _ => "unknown",
    };

    public static string Word(this RouterState state) => state switch
    {
        RouterState.Working => "working", RouterState.OnBackup => "on-backup", RouterState.Degraded => "degraded", RouterState.Down => "down", _ => "unknown",
    };
}
