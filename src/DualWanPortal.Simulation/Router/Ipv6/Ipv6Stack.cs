using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Ipv6;

/// <summary>
/// IPv6 of one router: the same routing, filter, translation and connection table as IPv4, over the menus of <c>/ipv6</c>. The reference says little of IPv6; that distance,
/// scopes, check-gateway, filter and masquerade mean there what they mean for IPv4 is a guess.
/// </summary>
public sealed class Ipv6Stack
{
    internal Ipv6Stack(SimulatedRouter router, InterfaceTable interfaces, Internet internet, Vrfs vrfs, InterfaceLists lists, ProtocolHelpers helpers)
    {
        var addresses = new Ipv6AddressRows(router, interfaces);
        RouterOrigin? origin = null;
        Routing = new RoutingEngine(router, AddressFamily.V6, interfaces, vrfs, () => new Ipv6ConnectedRoutes(router, addresses),
            (via, destination, kind) => origin?.Probe(via, destination, kind) ?? ProbeAnswer.Silence);
        Policy = new PolicyRouting(router, AddressFamily.V6, Routing, addresses);
        ConnectionTable? connections = null;
        var counting = new CountingMatch(router, block => connections?.Entries.Count(entry => block.Contains(entry.Client)) ?? 0);
        Firewall = new FirewallWalk(router, AddressFamily.V6, new RuleMatch(lists, new AddressLists(router.Find("/ipv6/firewall/address-list")), Policy.IsLocal, helpers, counting), name => Policy.SourceOn(name, null));
        Origin = origin = new RouterOrigin(Policy, interfaces, internet, Firewall);
        Connections = connections = new ConnectionTable(router, AddressFamily.V6, interfaces, Policy.IsLocal, helpers);
        Inside = new Ipv6Inside(router, interfaces, internet, addresses);
        Clients = new LanClients(router, Inside, interfaces, Policy, Firewall, internet, Connections);
        Outside = new OutsideClients(Policy, Firewall, internet, new RouterServices(router));
        var tracked = router["/ipv6/firewall/connection"];
        router.Reading += menu =>
        {
            if (menu == tracked)
                Connections.Show();
        };
    }

    public RoutingEngine Routing { get; }
    public PolicyRouting Policy { get; }
    public FirewallWalk Firewall { get; }
    public RouterOrigin Origin { get; }
    public ConnectionTable Connections { get; }

    /// <summary>The addresses that machines of the inside have.</summary>
    public Ipv6Inside Inside { get; }
    public LanClients Clients { get; }

    /// <summary>Connections that come from the Internet.</summary>
    public OutsideClients Outside { get; }
}
