using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A NAT rule that never sees a packet, because one before it has decided otherwise.</summary>
public sealed class NatShadowed : IAuditRule
{
    // Each rule is compared with those before it: no person writes chains this long.
    private const int MostRules = 500;

    public string Id => "nat-shadowed";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        foreach (var chain in subject.Model.Nat.Where(rule => !rule.Disabled && !rule.Dynamic && !rule.Invalid).GroupBy(rule => rule.Chain, StringComparer.Ordinal))
        {
            var rules = chain.Take(MostRules).ToList();
            for (var i = 1; i < rules.Count; i++)
            {
                var late = rules[i];
                if (!s_deciding.Contains(late.Action) || rules.Take(i).FirstOrDefault(early => s_deciding.Contains(early.Action) && Differs(early, late) && Covers(subject.Model, early, late)) is not { } first)
                    continue;
                yield return new Finding(Id, Severity, "A NAT rule stands behind one that decides already",
                    $"The rule with action={late.Action} never sees a packet: the one before it takes all that it is meant for and does something else with it ({first.Action}).",
                    [RowText.Evidence(first.Item), RowText.Evidence(late.Item)],
                    [$"/ip firewall nat move {Find(late)} {Find(first)}"], late.Id ?? late.Item.Line?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    private static string Find(FirewallRuleEntry rule) =>
        Planning.Cli.Find(rule.Item, rule.Item.Values.Keys.Where(name => !s_notMatchers.Contains(name)).Order(StringComparer.Ordinal).Prepend("action").Prepend("chain"));

    private static bool Differs(FirewallRuleEntry early, FirewallRuleEntry late) =>
        early.Action != late.Action || early.Item["to-addresses"] != late.Item["to-addresses"] || early.Item["to-ports"] != late.Item["to-ports"];

    /// <summary>Every matcher of the early rule is met by whatever meets the late one.</summary>
    private static bool Covers(RouterModel model, FirewallRuleEntry early, FirewallRuleEntry late) =>
        early.Item.Values.Where(pair => !s_notMatchers.Contains(pair.Key) && pair.Value.Length > 0).All(pair => Holds(model, pair.Key, pair.Value, late));

    private static bool Holds(RouterModel model, string name, string value, FirewallRuleEntry late)
    {
        if (late.Item[name] == value)
            return true;
        if (value.StartsWith('!') || late.Item[name] is { } other && other.StartsWith('!'))
            return false;
        return name switch
        {
            "src-address" or "dst-address" => AddressRange.Parse(value) is { } wide && (wide.IsEverything || AddressRange.Parse(late.Item[name]) is { } narrow && narrow.Inside(wide)),
            "out-interface-list" => late.OutInterface is { Length: > 0 } outgoing && !outgoing.StartsWith('!') && model.IsOnList(outgoing, value),
            "in-interface-list" => late.InInterface is { Length: > 0 } incoming && !incoming.StartsWith('!') && model.IsOnList(incoming, value),
            _ => false,
        };
    }

    private static readonly HashSet<string> s_deciding = new(StringComparer.Ordinal) { "accept", "masquerade", "src-nat", "dst-nat", "redirect", "netmap", "same" };

    private static readonly HashSet<string> s_notMatchers = new(StringComparer.Ordinal)
    {
        ".id", ".nextid", "chain", "action", "comment", "disabled", "dynamic", "invalid", "bytes", "packets", "log", "log-prefix", "to-addresses", "to-ports", "jump-target", "address-list",
        "address-list-timeout", "same-not-by-dst", "randomise-ports", "creation-time", "numbers",
    };
}
