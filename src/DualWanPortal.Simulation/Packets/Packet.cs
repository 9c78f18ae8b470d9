using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>A packet of a connection, as rules see it.</summary>
public sealed record Packet
{
    public required IpAddress Source { get; init; }
    public required IpAddress Destination { get; init; }

    /// <summary><c>icmp</c>, <c>icmpv6</c>, <c>tcp</c>, <c>udp</c>.</summary>
    public string Protocol { get; init; } = "icmp";
    public int? SourcePort { get; init; }
    public int? DestinationPort { get; init; }

    /// <summary>Null for a packet that the router itself makes.</summary>
    public string? InInterface { get; init; }
    /// <summary><c>new</c> for the first packet of a connection, then <c>established</c>.</summary>
    public string State { get; init; } = "new";

    /// <summary><c>srcnat</c> or <c>dstnat</c> of a connection that is translated already: source NAT comes after the forward chain, so a first packet has none (reference 4.6).</summary>
    public string? NatState { get; init; }
    public string? RoutingMark { get; init; }

    /// <summary>VRF of a packet that the router itself sends in one; that of any other is decided by where it came in.</summary>
    public string? Vrf { get; init; }
    public string? ConnectionMark { get; init; }
    public string? PacketMark { get; init; }

    /// <summary>What its connection has carried both ways, and carries a second in bits; zero for a first packet.</summary>
    public long ConnectionBytes { get; init; }
    public long ConnectionRate { get; init; }

    /// <summary>Nobody sends it: rules are asked what they would do, and those that count do not count it.</summary>
    internal bool Imagined { get; init; }

    /// <summary>Protocol and ports in one number.</summary>
    internal uint Flow => ((uint)(SourcePort ?? 0) << 16 | (uint)(DestinationPort ?? 0)) + (Protocol switch { "tcp" => 6u, "udp" => 17u, _ => 1u });
}

/// <summary>One station of a packet's way and what was decided there, in words.</summary>
/// <param name="Stage"><c>routing-rule</c>, <c>route</c>, <c>filter</c>, <c>nat</c>, <c>provider</c>…</param>
/// <param name="RowId">Id of the rule or route that decided; null where none did.</param>
public sealed record TraceStep(string Stage, string Text, string? RowId = null);
