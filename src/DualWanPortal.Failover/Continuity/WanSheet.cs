using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Continuity;

/// <summary>Whether the Internet can open a connection to a WAN's own address.</summary>
public enum AddressReach
{
    /// <summary>No address is known: no lease, no session, or a source that does not show it.</summary>
    Unknown,
    Public,

    /// <summary>A private address: a device in front translates.</summary>
    Private,

    /// <summary>An address of the provider's own NAT (RFC 6598): no port of it can be opened.</summary>
    Carrier,
}

/// <summary>What the router itself tells of a WAN that people have to know before failover is planned onto it.</summary>
public sealed record WanSheet
{
    public required string Interface { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }
    public required WanKind Kind { get; init; }
    public required WanRole Role { get; init; }

    /// <summary>Next hop; null when unknown.</summary>
    public string? Gateway { get; init; }

    /// <summary>Its own IPv4 address, without prefix; null when unknown.</summary>
    public string? Address { get; init; }
    public AddressReach Reach { get; init; }

    /// <summary>The address comes with a lease or a session and may be another one tomorrow.</summary>
    public bool AddressChanges { get; init; }

    /// <summary>A name in the DNS follows the router's address; null when a script that was not read may see to it.</summary>
    public bool? HasName { get; init; }

    /// <summary>Port forwards and VPN servers that take connections in by this WAN.</summary>
    public ImmutableArray<Evidence> Inbound { get; init; } = [];

    /// <summary>Lines written for this WAN's own address, which serve by no other.</summary>
    public ImmutableArray<Evidence> Bound { get; init; } = [];
}
