using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.World;

public enum WanKind { Static, Dhcp, Pppoe, Lte }

/// <summary>How one provider serves one site: fixed for the life of the world; what changes is in <see cref="IspLink"/>.</summary>
/// <param name="Interface">Interface of the router on which this provider is met: <c>ether1</c>, a VLAN, <c>lte1</c>; for PPPoE the one under the session.</param>
/// <param name="Carrying">Interface that carries the traffic: <c>pppoe-out1</c> for PPPoE, else the same.</param>
/// <param name="Port">Physical port at the bottom.</param>
public sealed record IspPlan(string Interface, string Carrying, string Port, WanKind Kind)
{
    public required string Name { get; init; }
    public required TimeSpan RoundTrip { get; init; }

    /// <summary>First is the one that leases name; all answer until one falls silent.</summary>
    public ImmutableArray<Ipv4> Gateways { get; init; } = [];

    /// <summary>Networks on the link; the first one is that of the lease.</summary>
    public ImmutableArray<Ipv4Prefix> Networks { get; init; } = [];

    /// <summary>Address that DHCP, PPPoE or LTE hands out.</summary>
    public Ipv4 Assigned { get; init; }

    /// <summary>The provider's resolvers, as a lease or session names them.</summary>
    public ImmutableArray<Ipv4> Resolvers { get; init; } = [];

    /// <summary>What it gives over IPv6, to those who ask.</summary>
    public Ipv6Plan Ipv6 { get; init; } = new([Ipv6Plan.LinkLocalGateway], [], [], default, IpPrefix.DefaultV6);

    public TimeSpan Lease { get; init; } = TimeSpan.FromHours(1);

    public bool HasLease => Kind != WanKind.Static;
}
