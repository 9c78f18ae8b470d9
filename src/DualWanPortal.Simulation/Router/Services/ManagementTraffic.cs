using System.Globalization;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// Packets of whoever manages the router, as far as somebody can see them: who reads the filter has just come through its input chain, and the router's own pings stand
/// in the connection table (reference 3.7).
/// </summary>
internal sealed class ManagementTraffic
{
    private const int BytesOfARead = 140;

    private readonly SimulatedRouter _router;
    private readonly LanClients _clients;
    private readonly PolicyRouting _policy;
    private readonly FirewallWalk _firewall;
    private readonly ConnectionTable _connections;

    public ManagementTraffic(SimulatedRouter router, LanClients clients, PolicyRouting policy, FirewallWalk firewall, ConnectionTable connections)
    {
        (_router, _clients, _policy, _firewall, _connections) = (router, clients, policy, firewall, connections);
        var filter = router.Find("/ip/firewall/filter");
        router.Reading += menu =>
        {
            if (menu == filter && router.IsUp)
                CountReader();
        };
    }

    /// <summary>The router pings: one entry for each target, for as long as answers could come.</summary>
    public void Ping(Ipv4 target, Ipv4? source)
    {
        if (_connections.Entries.FirstOrDefault(entry => entry is { Inside: "", Protocol: "icmp" } && entry.Destination == target) is { } known)
        {
            known.LastSeen = _router.Clock.Now;
            return;
        }
        if (_policy.Decide(new Packet { Source = source ?? default, Destination = target }).Hop is not { } hop || (source ?? _policy.SourceOn(hop.Interface, hop.Address)) is not { } from)
            return;
        _connections.Add(new TrackedConnection
        {
            Inside = "", Protocol = "icmp", Client = from, ClientPort = 0, Destination = target, Port = null, Mapped = from, Via = hop.Interface, Masqueraded = false, Mark = null,
            LastSeen = _router.Clock.Now,
        });
    }

    private void CountReader()
    {
        if (_clients.Inside() is not { } inside || _policy.SourceOn(inside.Interface, inside.Client) is not { } own)
            return;
        var packet = new Packet { Source = inside.Client, Destination = own, Protocol = "tcp", SourcePort = 50000, DestinationPort = 8728, InInterface = inside.Interface, State = "established" };
        if (_firewall.Filter("input", packet, null, null) is not { } rule)
            return;
        Add(rule, "packets", 1);
        Add(rule, "bytes", BytesOfARead);
    }

    private static void Add(MenuRow row, string name, long amount) =>
        Menu.Count(row, name, (long.TryParse(row[name], CultureInfo.InvariantCulture, out var before) ? before : 0) + amount);
}
