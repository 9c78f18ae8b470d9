using DualWanPortal.Failover.Audit.Nat;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>The first packet of a connection that somebody in the Internet opens over one WAN: no list names him, and he keeps below every limit.</summary>
/// <param name="Chain"><c>input</c> for the router itself, <c>forward</c> for what lies behind it.</param>
/// <param name="Destination">Addresses of the router on that WAN, or the LAN; null when the configuration does not show them.</param>
/// <param name="OutInterface">Where it would leave towards the LAN; null for the router itself or when unknown.</param>
internal sealed record InboundPacket(string Chain, string InInterface, string Protocol, int Port, AddressRange? Destination, string? OutInterface)
{
    /// <summary>Who knocks, where it is somebody in particular; null for a stranger.</summary>
    public AddressRange? Source { get; init; }

    /// <summary>A port that nothing is known to use: it shows what happens to all that no rule names.</summary>
    public const int UnnamedPort = 41789;
}
