using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Masquerade that is not tied to a way out.</summary>
public sealed class NatBroad : IAuditRule
{
    public string Id => "nat-broad";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        var broad = subject.Model.Nat.Where(rule => rule is { Disabled: false, Dynamic: false, Invalid: false, Chain: "srcnat", Action: "masquerade" } && IsBroad(rule)).ToList();
        if (broad.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "Masquerade without a way out",
            $"{(broad.Count == 1 ? "A masquerade rule names" : $"{broad.Count} masquerade rules name")} no outgoing interface: traffic between LANs, into tunnels and of port forwards is translated too, so servers see the router instead of the client, site-to-site links break, and which WAN it is meant for cannot be read.",
            [.. broad.Select(rule => RowText.Evidence(rule.Item))],
            [.. broad.Select(rule => $"/ip firewall nat set {Planning.Cli.Find(rule.Item, "chain", "action", "src-address", "src-address-list", "comment")} out-interface-list=WAN")]);
    }

    private static bool IsBroad(FirewallRuleEntry rule) => !s_bounds.Any(name => rule.Item[name] is { Length: > 0 } value && value is not "all");

    private static readonly string[] s_bounds =
        ["out-interface", "out-interface-list", "out-bridge-port", "out-bridge-port-list", "dst-address", "dst-address-list", "connection-mark", "routing-mark", "packet-mark", "connection-nat-state", "dst-address-type", "routing-table"];
}
