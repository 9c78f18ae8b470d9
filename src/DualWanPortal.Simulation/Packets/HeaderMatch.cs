using System.Globalization;

namespace DualWanPortal.Simulation.Packets;

/// <summary>
/// Matchers that look at the headers of a packet (reference 3.7). Machines of this world send plain ones: nothing fragmented, no IP options, no priority, what a usual host
/// writes for time to live and segment size.
/// </summary>
internal static class HeaderMatch
{
    /// <summary>What a host writes that has not been told otherwise.</summary>
    private const int TimeToLive = 64;

    private const int SegmentSize = 1460;

    /// <summary>Null for a matcher that is none of these.</summary>
    public static RuleTest? Read(string name, string wanted) => name switch
    {
        "tcp-flags" => Flags(wanted),
        "tcp-mss" => Range(wanted) is { } range ? (packet, _) => packet is { Protocol: "tcp", State: "new" } && range.Holds(SegmentSize) : Never,
        "packet-size" => Range(wanted) is { } range ? (packet, _) => range.Holds(Size(packet)) : Never,
        "ttl" or "hop-limit" => Hops(wanted),
        "dscp" or "tos" or "priority" or "ingress-priority" => (_, _) => wanted == "0",
        // "no" and "none" ask for what every packet here is.
        "fragment" => (_, _) => wanted is "no" or "false",
        "ipv4-options" => (_, _) => wanted is "none",
        // Extension headers, of which packets here have none.
        "headers" => Never,
        "icmp-options" => Icmp(wanted),
        // Nobody here has logged in at a portal of the router, has a realm, or the address of a device that somebody wrote down.
        "hotspot" or "realm" or "src-mac-address" => Never,
        _ => null,
    };

    /// <summary>Bytes of the packet with its headers: the first of a connection carries nothing, those that follow are full.</summary>
    public static int Size(Packet packet) => packet switch
    {
        { Protocol: "icmp" or "icmpv6" } => 84,
        { Protocol: "tcp", State: "new" } => 60,
        { Protocol: "tcp" } => 1500,
        _ => 120,
    };

    private static bool Never(Packet packet, string? outInterface) => false;

    /// <summary>The first packet of a TCP connection has SYN, those that follow ACK; <c>!</c> before a flag asks that it be not set.</summary>
    private static RuleTest Flags(string text)
    {
        var flags = text.Split(',');
        return (packet, _) => packet.Protocol == "tcp" && Array.TrueForAll(flags, flag => flag.StartsWith('!') != (flag.TrimStart('!') == (packet.State == "new" ? "syn" : "ack")));
    }

    /// <summary><c>equal:64</c>, <c>less-than:5</c>, <c>greater-than:60</c>, <c>not-equal:1</c>.</summary>
    private static RuleTest Hops(string text)
    {
        var parts = text.Split(':');
        if (!int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var number))
            return Never;
        var holds = parts[0] switch { "less-than" => TimeToLive < number, "greater-than" => TimeToLive > number, "not-equal" => TimeToLive != number, _ => TimeToLive == number };
        return (_, _) => holds;
    }

    /// <summary>Type and codes, <c>8:0-255</c>: what machines send is an echo request, which is 128 over IPv6.</summary>
    private static RuleTest Icmp(string text)
    {
        var parts = text.Split(':');
        var codes = parts.Length > 1 ? Range(parts[1]) : (0, 255);
        return (packet, _) => packet.Protocol is "icmp" or "icmpv6" && parts[0] == (packet.Protocol == "icmp" ? "8" : "128") && codes is { } range && range.Holds(0);
    }

    public static (long Low, long High)? Range(string text)
    {
        var bounds = text.Split('-');
        return long.TryParse(bounds[0], CultureInfo.InvariantCulture, out var low) && long.TryParse(bounds[^1], CultureInfo.InvariantCulture, out var high) ? (low, high) : null;
    }

    public static bool Holds(this (long Low, long High) range, long number) => number >= range.Low && number <= range.High;
}
