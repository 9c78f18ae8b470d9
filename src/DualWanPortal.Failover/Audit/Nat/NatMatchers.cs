using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Nat;

/// <summary>Evaluates the matchers of a source NAT rule against outbound traffic (reference 3.7: <c>!</c> negates).</summary>
internal sealed class NatMatchers(RouterModel model)
{
    public Match Matches(FirewallRuleEntry rule, OutboundTraffic traffic)
    {
        var result = Match.Yes;
        foreach (var (name, value) in rule.Item.Values)
        {
            result = Nat.Matches.And(result, One(name, value, traffic));
            if (result == Match.No)
                break;
        }
        return result;
    }

    private Match One(string name, string value, OutboundTraffic traffic)
    {
        if (s_notMatchers.Contains(name) || value.Length == 0)
            return Match.Yes;
        var negated = value.StartsWith('!');
        var match = Plain(name, negated ? value[1..] : value, traffic);
        return negated ? Nat.Matches.Not(match) : match;
    }

    private Match Plain(string name, string value, OutboundTraffic traffic) => name switch
    {
        "out-interface" => InterfaceIs(value, traffic.OutInterface),
        "out-interface-list" => OnList(value, traffic.OutInterface),
        "in-interface" => traffic.InInterface is { } inside ? InterfaceIs(value, inside) : Match.Maybe,
        "in-interface-list" => traffic.InInterface is { } inside ? OnList(value, inside) : Match.Maybe,
        "src-address" => traffic.Source is { } source && AddressRange.Parse(value) is { } range ? range.Holds(source) : AddressRange.Parse(value) is { IsEverything: true } ? Match.Yes : Match.Maybe,
        // The Internet at large: a rule for certain destinations leaves the rest to those behind it.
        "dst-address" => AddressRange.Parse(value) is { } range ? Nat.Matches.Of(range.IsEverything) : Match.Maybe,
        "src-address-list" => FromList(value, traffic.Source),
        "dst-address-list" => model.AddressLists.Any(entry => !entry.Disabled && entry.List == value && AddressRange.Parse(entry.Address) is { IsEverything: true }) ? Match.Yes : Match.No,
        "src-address-type" => Nat.Matches.Of(value.Contains("unicast", StringComparison.Ordinal)),
        "dst-address-type" => Nat.Matches.Of(value.Contains("unicast", StringComparison.Ordinal)),
        "ipsec-policy" => Nat.Matches.Of(value.EndsWith("none", StringComparison.Ordinal)),
        "connection-nat-state" => Match.No,
        "connection-mark" => Marked(value, "new-connection-mark"),
        "packet-mark" => Marked(value, "new-packet-mark"),
        "routing-mark" => Marked(value, "new-routing-mark"),
        _ => Match.Maybe,
    };

    private Match InterfaceIs(string wanted, string actual) => wanted switch
    {
        "all-ethernet" => Nat.Matches.Of(model.Interface(actual) is { Type: "ether" } || actual.StartsWith("ether", StringComparison.Ordinal)),
        "all-ppp" => Nat.Matches.Of(model.Interface(actual)?.Type.EndsWith("-out", StringComparison.Ordinal) ?? false),
        "all-vlan" => Nat.Matches.Of(model.Interface(actual) is { Type: "vlan" }),
        "all-wireless" => Nat.Matches.Of(model.Interface(actual) is { Type: "wlan" or "wifi" }),
        _ => Nat.Matches.Of(wanted == actual),
    };

    private Match OnList(string list, string name) => list is "dynamic" or "static" ? Match.Maybe : Nat.Matches.Of(model.IsOnList(name, list));

    private Match FromList(string list, AddressRange? source)
    {
        var entries = model.AddressLists.Where(entry => !entry.Disabled && entry.List == list).ToList();
        if (source is not { } lan || entries.Count == 0)
            return Match.Maybe;
        var found = Match.No;
        foreach (var entry in entries)
        {
            // A name is resolved by the router.
            var match = AddressRange.Parse(entry.Address) is { } range ? range.Holds(lan) : Match.Maybe;
            found = match > found ? match : found;
        }
        return found;
    }

    /// <summary>A mark that no rule sets is on nothing; which traffic carries one that is set only the mangle rules know.</summary>
    private Match Marked(string mark, string property)
    {
        var set = model.Mangle.Where(rule => !rule.Disabled).Select(rule => rule.Item[property]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return mark == "no-mark" ? (set.Count == 0 ? Match.Yes : Match.Maybe) : set.Contains(mark) ? Match.Maybe : Match.No;
    }

    private static readonly HashSet<string> s_notMatchers = new(StringComparer.Ordinal)
    {
        ".id", ".nextid", "chain", "action", "comment", "disabled", "dynamic", "invalid", "bytes", "packets", "log", "log-prefix", "to-addresses", "to-ports",
        "jump-target", "address-list", "address-list-timeout", "same-not-by-dst", "randomise-ports", "reject-with", "creation-time",
    };
}
