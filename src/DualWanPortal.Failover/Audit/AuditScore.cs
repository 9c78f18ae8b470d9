namespace DualWanPortal.Failover.Audit;

/// <summary>One number for how well a router's failover is built: 100 less what each rule that speaks of it weighs.</summary>
public static class AuditScore
{
    public const int Best = 100;

    /// <summary>What a rule of this severity takes off, once, however often it speaks of the router. Remarks take nothing off.</summary>
    public static int Weight(Severity severity) => severity switch { Severity.Critical => 30, Severity.High => 12, Severity.Medium => 4, Severity.Low => 1, _ => 0 };

    /// <summary>0 to 100; null where there are not two WANs between which anything could fail over.</summary>
    /// <param name="counting">Findings that are not suppressed.</param>
    /// <param name="all">These and the suppressed ones.</param>
    public static int? Of(IEnumerable<Finding> counting, IEnumerable<Finding> all) => all.Any(finding => finding.Rule == "wan-single")
        ? null
        : Math.Max(0, Best - counting.GroupBy(finding => finding.Rule, StringComparer.Ordinal).Sum(rule => Weight(rule.Max(finding => finding.Severity))));
}
