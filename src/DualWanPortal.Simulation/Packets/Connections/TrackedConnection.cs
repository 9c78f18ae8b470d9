using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets.Connections;

/// <summary>One entry of the connection table: what its first packet decided stays for all that follow (reference 4.6).</summary>
public sealed class TrackedConnection
{
    /// <summary>Interface of the inside by which it came.</summary>
    public required string Inside { get; init; }

    public required string Protocol { get; init; }
    public required Ipv4 Client { get; init; }
    public required int ClientPort { get; init; }
    public required Ipv4 Destination { get; init; }

    /// <summary>Null for ICMP.</summary>
    public required int? Port { get; init; }

    /// <summary>Source that the provider sees: the answer to the first packet goes there, whichever way later packets take.</summary>
    public required Ipv4 Mapped { get; init; }

    /// <summary>Interface by which the first packet left.</summary>
    public required string Via { get; init; }

    /// <summary>Translated by a masquerade rule: purged when <see cref="Via"/> goes down or its address changes.</summary>
    public required bool Masqueraded { get; init; }
    public required string? Mark { get; init; }

    public bool SeenReply { get; internal set; }

    /// <summary>Its packets go past mangle and filter (reference 4.6).</summary>
    public bool FastTracked { get; internal set; }

    /// <summary>No longer in the table: expired, purged or removed by hand.</summary>
    public bool Gone { get; internal set; }

    /// <summary>Its ends have said goodbye, or were never more than one packet.</summary>
    internal bool Closed { get; set; }

    /// <summary>Packets leave and nothing comes back.</summary>
    internal bool Silent { get; set; }
    /// <summary>Its packets are not counted one by one, but there are always some: it does not expire.</summary>
    internal bool Steady { get; set; }
    internal DateTimeOffset LastSeen { get; set; }
    internal double SentSeconds { get; set; }
    internal double AnsweredSeconds { get; set; }
    internal bool IsTranslated => Mapped != Client;
}
