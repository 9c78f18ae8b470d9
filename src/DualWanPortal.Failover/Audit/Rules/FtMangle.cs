using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>FastTrack takes connections past the mangle rules that send them by a certain line.</summary>
public sealed class FtMangle : IAuditRule
{
    public string Id => "ft-mangle";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var fast = subject.Model.Filter.FirstOrDefault(rule => !rule.Disabled && !rule.Dynamic && rule.Action == "fasttrack-connection" && rule.Chain == "forward" && TakesEverything(rule));
        // Output marks the router's own packets, which FastTrack never touches.
        var sending = new MangleMarks(subject.Model).Routing.Where(rule => rule.Chain == "prerouting").ToList();
        if (fast is null || sending.Count == 0 || IsSparedBefore(subject.Model, fast))
            yield break;
        yield return new Finding(Id, Severity, "FastTrack bypasses the routing marks",
            "After its first packets a connection is fast-tracked and its packets no longer pass mangle: they lose the routing mark and leave by the default of the main table, so marked connections break or use the wrong line.",
            [RowText.Evidence(fast.Item), .. sending.Take(4).Select(rule => RowText.Evidence(rule.Item))],
            [$"/ip firewall filter set {Cli.Find(fast.Item, "chain", "action", "comment")} connection-mark=no-mark"]);
    }

    /// <summary>Established connections whatever they are: no mark, side or address leaves any out.</summary>
    private static bool TakesEverything(FirewallRuleEntry rule) =>
        rule.Item.Values.All(pair => pair.Value.Length == 0 || pair.Key[0] is '.' or '!' || pair.Key is "chain" or "action" or "comment" or "disabled" or "dynamic" or "invalid" or "bytes" or "packets" or "log" or "log-prefix"
            or "hw-offload" or "connection-state" or "numbers");

    /// <summary>Marked connections are accepted before they get to FastTrack.</summary>
    private static bool IsSparedBefore(RouterModel model, FirewallRuleEntry fast) =>
        model.Filter.TakeWhile(rule => !ReferenceEquals(rule, fast)).Any(rule => !rule.Disabled && rule.Chain == "forward" && rule.Action == "accept"
            && (rule.Item["connection-mark"] is { Length: > 0 } and not "no-mark" || rule.Item["routing-mark"] is { Length: > 0 }));
}
