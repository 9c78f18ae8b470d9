using System.Collections.Immutable;

namespace DualWanPortal.History;

/// <summary>Event kinds as people read them, and the state mark that goes with each.</summary>
public static class KindWords
{
    /// <summary>The kinds that the filter offers.</summary>
    public static ImmutableArray<string> Offered { get; } =
        ["failover", "failback", "wan-down", "wan-up", "wan-degraded", "router-unreachable", "router-reachable", "gap", "plan-applied", "plan-failed", "plan-undone",
            "plan-waits", "plan-refused", "hold-started", "hold-ended", "rollout-stopped", "rollout-finished",
            "config-changed", "finding-appeared", "finding-gone", "finding-suppressed", "suppression-ended", "audited"];

    public static string Label(string kind) => kind switch
    {
        "failover" => "Failover",
        "failback" => "Failback",
        "wan-down" => "WAN down",
        "wan-up" => "WAN up",
        "wan-degraded" => "WAN degraded",
        "router-unreachable" => "Unreachable",
        "router-reachable" => "Reachable",
        "stuck-on-backup" => "Stuck on backup",
        "gap" => "Gap in monitoring",
        "plan-applied" => "Plan applied",
        "plan-failed" => "Plan failed",
        "plan-undone" => "Plan undone",
        "plan-waits" => "Plan waits",
        "plan-refused" => "Plan refused",
        "hold-started" => "Hold began",
        "hold-ended" => "Hold ended",
        "rollout-stopped" => "Rollout stopped",
        "rollout-finished" => "Rollout finished",
        "finding-appeared" => "New finding",
        "finding-gone" => "Finding gone",
        "finding-suppressed" => "Finding suppressed",
        "suppression-ended" => "Suppression ended",
        "audited" => "First audit",
        "config-changed" => "Configuration changed",
        _ => kind,
    };

    public static string Mark(string kind) => kind switch
    {
        "failover" or "stuck-on-backup" or "hold-started" => "on-backup",
        "failback" or "wan-up" or "router-reachable" or "finding-gone" => "working",
        "wan-down" or "plan-failed" or "rollout-stopped" => "down",
        "wan-degraded" => "degraded",
        "router-unreachable" or "gap" => "unknown",
        "finding-appeared" or "suppression-ended" or "plan-waits" or "plan-refused" => "warning",
        _ => "info",
    };
}
