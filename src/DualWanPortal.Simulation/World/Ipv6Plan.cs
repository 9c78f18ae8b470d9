using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.World;

/// <summary>How one provider serves one site over IPv6. Whoever asks for IPv6 is taken to have a provider that gives it.</summary>
/// <param name="Gateways">Next hops that answer; the link-local one is what a lease's default names.</param>
/// <param name="Networks">Networks on the link.</param>
/// <param name="Routed">Prefixes behind the site: what the provider delegates, and what is written on the inside and is nearest to its networks.</param>
/// <param name="Assigned">Address that DHCPv6 hands out.</param>
/// <param name="Delegated">Prefix that DHCPv6 hands out.</param>
public sealed record Ipv6Plan(ImmutableArray<IpAddress> Gateways, ImmutableArray<IpPrefix> Networks, ImmutableArray<IpPrefix> Routed, IpAddress Assigned, IpPrefix Delegated)
{
    public static IpAddress LinkLocalGateway { get; } = IpAddress.Parse("fe80::1")!.Value;

    /// <summary>
    /// Whether answers to this source come back by this provider. A provider drops what bears the addresses of another, or of nobody: why IPv6 that moves to another
    /// provider needs that one's addresses or translation.
    /// </summary>
    public bool Owns(IpAddress source) => !Gateways.Contains(source) && (Networks.Any(network => network.Contains(source)) || Routed.Any(prefix => prefix.Contains(source)));
}
