using System.Collections.Immutable;

namespace DualWanPortal.History;

/// <summary>Event kinds as people read them, and the state mark that goes with each.</summary>
public static class KindWords
{
    /// <summary>The kinds that the filter offers.</summary>
    public static ImmutableArray<string> Offered { get; } =
        ["failover", "failback", "wan-down", "wan-up", "wan-degraded", "router-unreachable", "router-reachable", "gap", "plan-applied", "plan-failed", "plan-undone",
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
        "failover" or "stuck-on-backup" => "on-backup",
        "failback" or "wan-up" or "router-reachable" or "finding-gone" => "working",
        "wan-down" or "plan-failed" => "down",
        "wan-degraded" => "degraded",
        "router-unreachable" or "gap" => "unknown",
        "finding-appeared" or "suppression-ended" => "warning",
        _ => "info",
    };
}
