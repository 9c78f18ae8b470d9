using System.Collections.Frozen;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>Evaluates the matchers of a filter or raw rule against the first packet of a connection from the Internet (reference 3.7: <c>!</c> negates).</summary>
/// <param name="model">The router.</param>
/// <param name="addresses">What its addresses and lists say of the two ends of a packet.</param>
internal sealed class InboundMatchers(RouterModel model, PacketAddresses addresses)
{
    /// <param name="rule">The rule whose matchers count.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="joined">Address lists that rules before this one have put the sender on.</param>
    public Match Matches(FirewallRuleEntry rule, InboundPacket packet, IReadOnlySet<string> joined)
    {
        var result = Match.Yes;
        foreach (var (name, value) in rule.Item.Values)
        {
            if (value.Length == 0 || s_notMatchers.Contains(name) || name[0] is '.' or '!')
                continue;
            var negated = value[0] == '!' && name is not ("dst-address-type" or "src-address-type" or "tcp-flags");
            var match = One(name, negated ? value[1..] : value, packet, joined);
            result = Nat.Matches.And(result, negated ? Nat.Matches.Not(match) : match);
            if (result == Match.No)
                break;
        }
        return result;
    }

    private Match One(string name, string value, InboundPacket packet, IReadOnlySet<string> joined) => name switch
    {
        "protocol" => Nat.Matches.Of(value.Split(',').Any(word => word == packet.Protocol || word == "all" || word == Number(packet.Protocol))),
        "dst-port" => PortSet.Holds(value, packet.Port),
        // He may choose the port that he sends from; what hears him is what the destination says.
        "src-port" => Match.Maybe,
        "port" => PortSet.Holds(value, packet.Port) is Match.Yes ? Match.Yes : Match.Maybe,
        "in-interface" => InterfaceNames.Is(model, value, packet.InInterface),
        "in-interface-list" => InterfaceNames.OnList(model, value, packet.InInterface),
        "out-interface" => packet.Chain == "input" ? Match.No : packet.OutInterface is { } lan ? InterfaceNames.Is(model, value, lan) : Match.Maybe,
        "out-interface-list" => packet.Chain == "input" ? Match.No : packet.OutInterface is { } lan ? InterfaceNames.OnList(model, value, lan) : Match.Maybe,
        "in-bridge-port" or "in-bridge-port-list" => model.Interface(packet.InInterface) is { Type: "bridge" } ? Match.Maybe : Match.No,
        "src-address" => PacketAddresses.From(packet, value),
        "src-address-list" => joined.Contains(value) ? Match.Yes : addresses.FromList(packet, value),
        "dst-address" => addresses.To(packet, value),
        "dst-address-list" => addresses.ToList(packet, value),
        "src-address-type" => TypeIs(value, "unicast"),
        "dst-address-type" => TypeIs(value, packet.Chain == "input" ? "local" : "unicast"),
        "connection-state" => Nat.Matches.Of(value.Split(',').Contains("new", StringComparer.Ordinal)),
        "connection-nat-state" or "connection-type" or "psd" or "connection-limit" or "tls-host" or "content" or "layer7-protocol" or "fragment" => Match.No,
        // He keeps below the limit.
        "limit" or "dst-limit" => Match.Yes,
        "tcp-flags" => packet.Protocol == "tcp" ? Nat.Matches.Of(value.Split(',').All(flag => flag == "syn" || (flag.StartsWith('!') && flag != "!syn"))) : Match.No,
        "icmp-options" => Match.No,
        "ipsec-policy" => Nat.Matches.Of(value.EndsWith("none", StringComparison.Ordinal)),
        "ipv4-options" => Nat.Matches.Of(value == "none"),
        "connection-mark" => Marked(value, "new-connection-mark"),
        "packet-mark" => Marked(value, "new-packet-mark"),
        "routing-mark" => Marked(value, "new-routing-mark"),
        _ => Match.Maybe,
    };

    /// <summary>A mark that no rule sets is on nothing; which packets carry one that is set only the mangle rules know.</summary>
    private Match Marked(string mark, string property)
    {
        var set = model.Mangle.Any(rule => !rule.Disabled && rule.Item[property] is { } made && (mark == "no-mark" || made == mark));
        return set || !model.Knows("/ip/firewall/mangle") ? Match.Maybe : Nat.Matches.Of(mark == "no-mark");
    }

    /// <summary>The address type carries its own negation: <c>local</c>, <c>!local</c>.</summary>
    private static Match TypeIs(string value, string actual) =>
        value.StartsWith('!') ? Nat.Matches.Of(!value[1..].Split(',').Contains(actual, StringComparer.Ordinal)) : Nat.Matches.Of(value.Split(',').Contains(actual, StringComparer.Ordinal));

    private static string Number(string protocol) => protocol switch { "icmp" => "1", "tcp" => "6", "udp" => "17", "icmpv6" => "58", _ => "" };

    private static readonly FrozenSet<string> s_notMatchers = new[]
    {
        "chain", "action", "comment", "disabled", "dynamic", "invalid", "bytes", "packets", "log", "log-prefix", "jump-target", "address-list", "address-list-timeout", "reject-with",
        "hw-offload", "to-addresses", "to-ports", "numbers", "place-before", "creation-time", "passthrough",
    }.ToFrozenSet(StringComparer.Ordinal);
}
