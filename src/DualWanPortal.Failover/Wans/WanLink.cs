using System.Collections.Immutable;

namespace DualWanPortal.Failover.Wans;

public enum WanKind { Static, Dhcp, Pppoe, Lte, WireGuard }

public enum WanRole { Primary, Backup }

/// <summary>One line that a statement rests on: where it stands and what it says.</summary>
/// <param name="Line">1-based line of an export; null for live data.</param>
/// <param name="Text">The line, or the live row in the words of the router; never a secret.</param>
public sealed record Evidence(int? Line, string Text);

/// <summary>A link of a router that leads to the Internet, as its configuration shows it.</summary>
public sealed record WanLink
{
    /// <summary>What people call it: the interface's comment if it has one that is short, else the interface.</summary>
    public required string Name { get; init; }

    /// <summary>The interface that carries the traffic: <c>pppoe-out1</c>, not the port under it.</summary>
    public required string Interface { get; init; }

    /// <summary>The port under it (<c>ether2</c> of <c>pppoe-out1</c>); the same as <see cref="Interface"/> where there is none.</summary>
    public required string Port { get; init; }
    public required WanKind Kind { get; init; }
    public required WanRole Role { get; init; }

    /// <summary>0 is preferred most. Links of equal distance share a number.</summary>
    public required int Order { get; init; }

    /// <summary>Next hop, as address or interface; null when unknown (no lease, no route).</summary>
    public string? Gateway { get; init; }

    /// <summary>Lowest distance of its defaults in main; null when it has none.</summary>
    public int? Distance { get; init; }

    /// <summary>Why it is taken for a WAN, of this kind and role.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }
}
