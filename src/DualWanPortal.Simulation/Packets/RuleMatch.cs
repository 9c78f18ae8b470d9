using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>One matcher of a rule, read once: whether it holds for a packet that leaves by an interface (null before routing).</summary>
internal delegate bool RuleTest(Packet packet, string? outInterface);

/// <summary>What the matchers of a firewall rule mean (reference 3.7).</summary>
internal sealed class RuleMatch(InterfaceLists lists, AddressLists addresses, Func<IpAddress, bool> isLocal, ProtocolHelpers helpers, CountingMatch counting)
{
    /// <summary>
    /// Names of matchers that this simulation cannot judge: what a connection says after its first packet, and ports of a bridge. A rule that has one does not match, and the
    /// trace says so.
    /// </summary>
    private static readonly HashSet<string> s_unjudged = new(StringComparer.Ordinal)
    {
        "layer7-protocol", "content", "tls-host", "p2p", "tcp-options", "in-bridge-port", "out-bridge-port", "in-bridge-port-list", "out-bridge-port-list",
    };

    /// <summary>What they remember counts only packets for which everything else of the rule holds.</summary>
    private static readonly HashSet<string> s_last = new(StringComparer.Ordinal) { "limit", "dst-limit", "nth", "random", "psd" };

    public static string? Unjudged(MenuRow rule) => rule.Values.FirstOrDefault(pair => pair.Value.Length > 0 && s_unjudged.Contains(pair.Key)).Key;

    /// <summary>
    /// The matchers of a rule; all must hold. Those that search lists of addresses come late, since a rule is mostly decided before, and those that remember last.
    /// </summary>
    public RuleTest[] Read(MenuRow rule)
    {
        var tests = new List<RuleTest>();
        foreach (var (name, value) in rule.Values.OrderBy(pair => s_last.Contains(pair.Key) ? 2 : pair.Key is "src-address-list" or "dst-address-list" ? 1 : 0))
        {
            if (value.Length == 0)
                continue;
            var (negated, wanted) = value[0] == '!' ? (true, value[1..]) : (false, value);
            if (Read(name, wanted) is { } test)
                tests.Add(negated ? (packet, exit) => !test(packet, exit) : test);
        }
        return [.. tests];
    }

    private RuleTest? Read(string name, string wanted) => name switch
    {
        "protocol" => (packet, _) => wanted == packet.Protocol || wanted == "all" || wanted == Number(packet.Protocol) || (wanted == "ipv6-icmp" && packet.Protocol == "icmpv6"),
        "src-address" => InRange(wanted) is { } range ? (packet, _) => range.Contains(packet.Source) : Never,
        "dst-address" => InRange(wanted) is { } range ? (packet, _) => range.Contains(packet.Destination) : Never,
        "src-port" => Ports(wanted, static packet => packet.SourcePort),
        "dst-port" => Ports(wanted, static packet => packet.DestinationPort),
        "port" => Either(Ports(wanted, static packet => packet.SourcePort), Ports(wanted, static packet => packet.DestinationPort)),
        "in-interface" => (packet, _) => wanted == packet.InInterface || wanted == "all",
        "out-interface" => (_, exit) => wanted == exit || wanted == "all",
        "in-interface-list" => (packet, _) => lists.Contains(wanted, packet.InInterface),
        "out-interface-list" => (_, exit) => lists.Contains(wanted, exit),
        "src-address-list" => (packet, _) => addresses.Contains(wanted, packet.Source),
        "dst-address-list" => (packet, _) => addresses.Contains(wanted, packet.Destination),
        "src-address-type" => Type(wanted, static packet => packet.Source),
        "dst-address-type" => Type(wanted, static packet => packet.Destination),
        "connection-state" => State(wanted.Split(',')),
        "connection-mark" => (packet, _) => MarkIs(wanted, packet.ConnectionMark),
        "packet-mark" => (packet, _) => MarkIs(wanted, packet.PacketMark),
        "routing-mark" => (packet, _) => MarkIs(wanted, packet.RoutingMark),
        // No tunnel policies in this world: nothing is encrypted, everything matches "none".
        "ipsec-policy" => wanted.EndsWith("none", StringComparison.Ordinal) ? Always : Never,
        "connection-nat-state" => (packet, _) => packet.NatState is { } state && wanted.Split(',').Contains(state),
        "per-connection-classifier" => Classifier(wanted),
        // v6: the table in which the packet is looked up, which its mark decides.
        "routing-table" => (packet, _) => MarkIs(wanted == "main" ? "no-mark" : wanted, packet.RoutingMark),
        "connection-type" => (packet, _) => helpers.Of(packet.Protocol, packet.DestinationPort) is { } helper && wanted.Split(',').Contains(helper),
        _ when s_unjudged.Contains(name) => Never,
        _ => HeaderMatch.Read(name, wanted) ?? counting.Read(name, wanted),
    };

    private static bool Always(Packet packet, string? outInterface) => true;
    private static bool Never(Packet packet, string? outInterface) => false;

    private static RuleTest Either(RuleTest first, RuleTest second) => (packet, exit) => first(packet, exit) || second(packet, exit);

    private static RuleTest State(string[] states) => (packet, _) => Array.IndexOf(states, packet.State) >= 0;

    private RuleTest Type(string types, Func<Packet, IpAddress> address)
    {
        // The address type carries its own negation inside the list of words: local, !local.
        var words = types.Split(',').Select(word => word.StartsWith('!') ? (Negated: true, Type: word[1..]) : (Negated: false, Type: word)).ToArray();
        return (packet, _) => Array.Exists(words, word => TypeIs(word.Type, address(packet)) != word.Negated);
    }

    private bool TypeIs(string type, IpAddress address) => type switch
    {
        "local" => isLocal(address),
        "broadcast" => address.V4 is { Value: uint.MaxValue },
        "multicast" => address.IsMulticast,
        _ => !isLocal(address) && !address.IsMulticast,
    };

    private static bool MarkIs(string wanted, string? mark) => wanted == "no-mark" ? mark is null : wanted == mark;

    private static AddressRange? InRange(string text) => AddressRange.Parse(text);

    private static RuleTest Ports(string text, Func<Packet, int?> port)
    {
        var ranges = new List<(int Low, int High)>();
        foreach (var part in text.Split(','))
        {
            var bounds = part.Split('-');
            if (int.TryParse(bounds[0], CultureInfo.InvariantCulture, out var low) && int.TryParse(bounds[^1], CultureInfo.InvariantCulture, out var high))
                ranges.Add((low, high));
        }
        return (packet, _) => port(packet) is { } number && ranges.Exists(range => number >= range.Low && number <= range.High);
    }

    /// <summary><c>both-addresses:2/0</c>: the same pair always falls into the same bucket.</summary>
    private static RuleTest Classifier(string text)
    {
        var parts = text.Split(':', '/');
        if (parts.Length != 3 || !uint.TryParse(parts[1], CultureInfo.InvariantCulture, out var buckets) || !uint.TryParse(parts[2], CultureInfo.InvariantCulture, out var bucket) || buckets == 0)
            return Never;
        var source = parts[0].StartsWith("both", StringComparison.Ordinal) || parts[0].StartsWith("src", StringComparison.Ordinal);
        var destination = parts[0].StartsWith("both", StringComparison.Ordinal) || parts[0].StartsWith("dst", StringComparison.Ordinal);
        var ports = parts[0].Contains("port", StringComparison.Ordinal);
        return (packet, _) =>
        {
            var hash = (source ? packet.Source.Folded : 0) + (destination ? packet.Destination.Folded * 31 : 0) + (ports ? (uint)((packet.SourcePort ?? 0) + (packet.DestinationPort ?? 0)) : 0);
            return hash % buckets == bucket;
        };
    }

    private static string Number(string protocol) => protocol switch { "icmp" => "1", "tcp" => "6", "udp" => "17", "icmpv6" => "58", _ => "" };
}
