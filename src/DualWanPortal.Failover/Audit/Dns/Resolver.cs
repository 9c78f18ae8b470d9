using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Dns;

internal enum ResolverPlace
{
    /// <summary>By whichever WAN is in use.</summary>
    Anywhere,

    /// <summary>In the LAN or behind a tunnel.</summary>
    Inside,

    /// <summary>By one WAN only.</summary>
    OneWan,

    /// <summary>The configuration does not tell.</summary>
    Unknown,
}

/// <summary>A resolver and how it is reached.</summary>
/// <param name="Wan">The WAN that it depends on; null when it is one that cannot be named.</param>
/// <param name="Why">The line that ties it there.</param>
internal sealed record Resolver(string Address, ResolverPlace Place, string? Wan = null, ConfigItem? Why = null)
{
    /// <summary>Tied by a host route rather than by where it stands.</summary>
    public bool Pinned { get; init; }

    /// <summary>Given by the ISP together with lease or session.</summary>
    public bool FromIsp { get; init; }
}

/// <summary>Resolvers that somebody uses together: the router, or the clients of one DHCP network.</summary>
/// <param name="Who">For a sentence: <c>the router</c>, <c>clients of 192.168.88.0/24</c>.</param>
/// <param name="Item">The row that names them; null where RouterOS has its default.</param>
internal sealed record ResolverSet(string Who, ImmutableArray<Resolver> Resolvers, ConfigItem? Item)
{
    public bool IsRouters { get; init; }
}
