using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Services are forwarded on one WAN and not on the other.</summary>
public sealed class NatInOneWan : IAuditRule
{
    public string Id => "nat-in-one-wan";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        var wans = subject.Wans.Where(wan => wan.Kind != WanKind.WireGuard).ToList();
        if (wans.Count < 2)
            yield break;
        var forwards = subject.Model.Nat.Where(rule => rule is { Disabled: false, Dynamic: false, Invalid: false, Chain: "dstnat" } && rule.Action is "dst-nat" or "netmap" or "redirect")
            .Select(rule => (Rule: rule, Service: PortForwards.Service(rule), Wans: wans.FindAll(wan => PortForwards.MayComeBy(subject.Model, rule, wan)))).Where(entry => entry.Wans.Count > 0).ToList();
        foreach (var wan in wans)
        {
            var there = forwards.Where(entry => entry.Wans.Contains(wan)).Select(entry => entry.Service).ToHashSet(StringComparer.Ordinal);
            var lost = forwards.Where(entry => !entry.Wans.Contains(wan) && !there.Contains(entry.Service)).DistinctBy(entry => entry.Service).ToList();
            if (lost.Count == 0)
                continue;
            var mobile = wan.Kind == WanKind.Lte;
            yield return new Finding(Id, mobile ? Severity.Low : Severity, $"{lost.Count} port forward{(lost.Count == 1 ? "" : "s")} not on {wan.Interface}",
                $"{string.Join(", ", lost.Take(8).Select(entry => entry.Service))} {(lost.Count == 1 ? "is" : "are")} forwarded on {lost[0].Wans[0].Interface} only: while {wan.Interface} carries the traffic, nobody outside reaches {(lost.Count == 1 ? "it" : "them")}."
                + (mobile ? " Mobile networks seldom give an address that can be reached, so a forward may not help there; that is why this is not graver." : ""),
                [.. lost.Take(8).Select(entry => RowText.Evidence(entry.Rule.Item))], [.. lost.Take(8).Select(entry => Fix(entry.Rule, wan))], wan.Interface);
        }
    }

    private static string Fix(FirewallRuleEntry rule, WanLink wan)
    {
        var kept = new[] { "protocol", "dst-port", "src-address", "src-address-list", "to-addresses", "to-ports" }.Where(name => rule.Item[name] is { Length: > 0 }).Select(name => $"{name}={Planning.Cli.Quote(rule.Item[name]!)}");
        return $"/ip firewall nat add chain=dstnat action={rule.Action} in-interface={Planning.Cli.Quote(wan.Interface)} {string.Join(' ', kept)}";
    }
}
