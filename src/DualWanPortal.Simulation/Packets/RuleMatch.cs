using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>Whether one firewall rule matches the first packet of a connection (reference 3.7).</summary>
public sealed class RuleMatch(SimulatedRouter router, InterfaceLists lists, Func<Ipv4, bool> isLocal)
{
    /// <summary>Names of matchers that this simulation cannot judge; a rule that has one does not match, and the trace says so.</summary>
    private static readonly HashSet<string> s_unjudged = new(StringComparer.Ordinal)
    {
        "layer7-protocol", "content", "hotspot", "psd", "random", "nth", "tls-host", "connection-rate", "connection-limit", "dst-limit", "limit", "time", "packet-size", "ttl", "dscp", "tos",
        "tcp-flags", "tcp-mss", "ipv4-options", "fragment", "priority", "realm", "connection-bytes", "ingress-priority", "tcp-options",
    };

    public static string? Unjudged(MenuRow rule) => rule.Values.FirstOrDefault(pair => pair.Value.Length > 0 && s_unjudged.Contains(pair.Key)).Key;

    /// <param name="outInterface">Where the packet leaves; null before routing.</param>
    public bool Matches(MenuRow rule, Packet packet, string? outInterface)
    {
        foreach (var (name, value) in rule.Values)
        {
            if (value.Length == 0)
                continue;
            var (negated, wanted) = value[0] == '!' ? (true, value[1..]) : (false, value);
            var holds = name switch
            {
                "protocol" => wanted == packet.Protocol || wanted == "all" || wanted == Number(packet.Protocol),
                "src-address" => InRange(wanted, packet.Source),
                "dst-address" => InRange(wanted, packet.Destination),
                "src-port" => InPorts(wanted, packet.SourcePort),
                "dst-port" => InPorts(wanted, packet.DestinationPort),
                "port" => InPorts(wanted, packet.SourcePort) || InPorts(wanted, packet.DestinationPort),
                "in-interface" => wanted == packet.InInterface || wanted == "all",
                "out-interface" => wanted == outInterface || wanted == "all",
                "in-interface-list" => lists.Contains(wanted, packet.InInterface),
                "out-interface-list" => lists.Contains(wanted, outInterface),
                "src-address-list" => OnList(wanted, packet.Source),
                "dst-address-list" => OnList(wanted, packet.Destination),
                "src-address-type" => TypeIs(wanted, packet.Source),
                "dst-address-type" => TypeIs(wanted, packet.Destination),
                "connection-state" => wanted.Split(',').Contains(packet.State),
                "connection-mark" => MarkIs(wanted, packet.ConnectionMark),
                "packet-mark" => MarkIs(wanted, packet.PacketMark),
                "routing-mark" => MarkIs(wanted, packet.RoutingMark),
                // No tunnel policies in this world: nothing is encrypted, everything matches "none".
                "ipsec-policy" => wanted.EndsWith("none", StringComparison.Ordinal),
                "connection-nat-state" => false,
                "per-connection-classifier" => Classified(wanted, packet),
                _ when s_unjudged.Contains(name) => false,
                _ => (bool?)null,
            };
            if (holds is { } known && known == negated)
                return false;
        }
        return true;
    }

    private bool OnList(string list, Ipv4 address) =>
        router.Find("/ip/firewall/address-list")?.Rows.Any(row => !row.Disabled && row["list"] == list && InRange(row["address"] ?? "", address)) ?? false;

    private bool TypeIs(string types, Ipv4 address)
    {
        // The address type carries its own negation inside the list of words: local, !local.
        foreach (var word in types.Split(','))
        {
            var (negated, type) = word.StartsWith('!') ? (true, word[1..]) : (false, word);
            var holds = type switch
            {
                "local" => isLocal(address),
                "broadcast" => address.Value == uint.MaxValue,
                "multicast" => address.Value >> 28 == 14,
                _ => !isLocal(address) && address.Value >> 28 != 14,
            };
            if (holds != negated)
                return true;
        }
        return false;
    }

    private static bool MarkIs(string wanted, string? mark) => wanted == "no-mark" ? mark is null : wanted == mark;

    private static bool InRange(string range, Ipv4 address)
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            ? Ipv4.Parse(range.AsSpan(0, dash)) is { } low && Ipv4.Parse(range.AsSpan(dash + 1)) is { } high && address >= low && address <= high
            : Ipv4Prefix.Parse(range) is { } prefix && prefix.Contains(address);
    }

    private static bool InPorts(string ports, int? port)
    {
        if (port is not { } number)
            return false;
        foreach (var part in ports.Split(','))
        {
            var bounds = part.Split('-');
            if (int.TryParse(bounds[0], CultureInfo.InvariantCulture, out var low) && int.TryParse(bounds[^1], CultureInfo.InvariantCulture, out var high) && number >= low && number <= high)
                return true;
        }
        return false;
    }

    /// <summary><c>both-addresses:2/0</c>: the same pair always falls into the same bucket.</summary>
    private static bool Classified(string text, Packet packet)
    {
        var parts = text.Split(':', '/');
        if (parts.Length != 3 || !uint.TryParse(parts[1], CultureInfo.InvariantCulture, out var buckets) || !uint.TryParse(parts[2], CultureInfo.InvariantCulture, out var bucket) || buckets == 0)
            return false;
        var hash = 0u;
        if (parts[0].StartsWith("both", StringComparison.Ordinal) || parts[0].StartsWith("src", StringComparison.Ordinal))
            hash += packet.Source.Value;
        if (parts[0].StartsWith("both", StringComparison.Ordinal) || parts[0].StartsWith("dst", StringComparison.Ordinal))
            hash += packet.Destination.Value * 31;
        if (parts[0].Contains("port", StringComparison.Ordinal))
            hash += (uint)((packet.SourcePort ?? 0) + (packet.DestinationPort ?? 0));
        return hash % buckets == bucket;
    }

    private static string Number(string protocol) => protocol switch { "icmp" => "1", "tcp" => "6", "udp" => "17", _ => "" };
}
