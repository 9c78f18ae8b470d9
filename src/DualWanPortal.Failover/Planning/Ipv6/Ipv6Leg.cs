using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Ipv6;

/// <summary>One WAN with what brings IPv6 by it.</summary>
/// <param name="Clients">Its clients of <c>/ipv6/dhcp-client</c> that are switched on.</param>
/// <param name="Defaults">Written defaults in main that lead out by it, those that are switched off too.</param>
/// <param name="Addresses">Its own global addresses.</param>
internal sealed record Ipv6Leg(WanLink Wan, ImmutableArray<ConfigItem> Clients, ImmutableArray<ConfigItem> Defaults, ImmutableArray<ConfigItem> Addresses)
{
    public bool IsUsed => !Clients.IsEmpty || Defaults.Any(route => !route.Flag("disabled")) || !Addresses.IsEmpty;

    /// <summary>The WAN has an address of its own that translated packets can leave with.</summary>
    public bool HasAddress => !Addresses.IsEmpty || Clients.Any(client => client.List("request").Contains("address"));
}
