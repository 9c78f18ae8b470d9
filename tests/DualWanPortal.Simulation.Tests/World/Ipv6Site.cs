using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.World;

/// <summary>Two providers that both give IPv6 by DHCPv6; the inside has the prefix of the first. Defaults by the clients at distances 1 and 2.</summary>
internal sealed class Ipv6Site
{
    public static readonly IpAddress Place = Internet.Address6Of("www.example.com")!.Value;

    public Ipv6Site(RouterProfile? profile = null, params string[] client)
    {
        Site = Sites.Settled("two-isps", profile);
        Desk = new CommandDesk(Site.Router);
        Desk.Add("/ipv6/dhcp-client/add", ["=interface=ether1", "=request=address,prefix", "=pool-name=one", "=add-default-route=yes", "=default-route-distance=1", .. client]);
        Desk.Add("/ipv6/dhcp-client/add", ["=interface=ether2", "=request=address,prefix", "=pool-name=two", "=add-default-route=yes", "=default-route-distance=2", .. client]);
        Desk.Add("/ipv6/address/add", "=address=::1/64", "=from-pool=one", "=interface=bridge");
        Site.Wait(5);
    }

    public SimulatedSite Site { get; }
    public CommandDesk Desk { get; }

    public void Rule(string menu, params string[] words) => Desk.Add($"/ipv6/firewall/{menu}/add", words);

    /// <summary>A new connection of a machine of the inside.</summary>
    public ConnectionOutcome Connect(string protocol = "tcp", int? port = 443)
    {
        var (name, client) = Site.Running.Ipv6.Clients.Inside()!.Value;
        return Site.Running.Ipv6.Clients.Connect(name, client, Place, protocol, port);
    }
}
