using System.Security.Cryptography;
using System.Text;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// The dynamic rows of <c>/ip/arp</c>: gateways of the WANs and machines of the inside, for as long as the router has an address on their network and the port runs
/// (reference 3.15). A neighbour that falls silent is asked again for a while, then <c>failed</c>; how long is a guess.
/// </summary>
internal sealed class ArpTable
{
    private static readonly TimeSpan s_doubt = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_givenUp = TimeSpan.FromSeconds(8);

    private readonly SimulatedRouter _router;
    private readonly InterfaceTable _interfaces;
    private readonly Internet _internet;
    private readonly LanClients _clients;
    private readonly Menu _menu;
    private readonly Dictionary<(Ipv4 Address, string Interface), MenuRow> _rows = [];
    private readonly Dictionary<MenuRow, ScheduledAction> _doubts = [];
    private bool _reviewing;

    public ArpTable(SimulatedRouter router, InterfaceTable interfaces, Internet internet, LanClients clients)
    {
        (_router, _interfaces, _internet, _clients, _menu) = (router, interfaces, internet, clients, router["/ip/arp"]);
        interfaces.RunningChanged += (_, _) => Review();
        foreach (var link in internet.Links)
            link.Changed += Review;
        router["/ip/address"].Changed += change =>
        {
            if (change.Kind != MenuChangeKind.Changed || change.ByHand)
                Review();
        };
        router.Reading += menu =>
        {
            if (menu == _menu)
                Review();
        };
        _menu.Changed += OnChanged;
        Review();
    }

    /// <summary>The hardware address of a neighbour: always the same for one IP address.</summary>
    public static string MacOf(Ipv4 address)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(address.ToString()));
        return FormattableString.Invariant($"02:5E:{hash[0]:X2}:{hash[1]:X2}:{hash[2]:X2}:{hash[3]:X2}");
    }

    private void Review()
    {
        if (_reviewing)
            return;
        _reviewing = true;
        var wanted = Neighbours().ToDictionary(neighbour => (neighbour.Address, neighbour.Interface), neighbour => neighbour.Answers);
        foreach (var (key, row) in _rows.Where(entry => !wanted.ContainsKey(entry.Key)).ToArray())
            Drop(key, row);
        foreach (var (key, answers) in wanted)
            Follow(key, answers);
        _reviewing = false;
    }

    private void Follow((Ipv4 Address, string Interface) key, bool answers)
    {
        if (!_rows.TryGetValue(key, out var row))
        {
            row = _rows[key] = _menu.Add([new("address", key.Address.ToString()), new("interface", key.Interface), new("published", "false")], dynamic: true);
            _menu.Set(row, byHand: false, answers ? Reachable(key.Address) : Failed);
            return;
        }
        if (answers)
        {
            if (_doubts.Remove(row, out var doubt))
                doubt.Cancel();
            _menu.Set(row, byHand: false, Reachable(key.Address));
        }
        else if (row["status"] == "reachable" && !_doubts.ContainsKey(row))
        {
            _doubts[row] = _router.Clock.After(s_doubt, () =>
            {
                _menu.Set(row, byHand: false, ("status", "probe"));
                _doubts[row] = _router.Clock.After(s_givenUp - s_doubt, () =>
                {
                    _doubts.Remove(row);
                    _menu.Set(row, byHand: false, Failed);
                });
            });
        }
    }

    private IEnumerable<(Ipv4 Address, string Interface, bool Answers)> Neighbours()
    {
        if (!_router.IsUp)
            yield break;
        foreach (var link in _internet.Links.Where(link => link.Plan.Kind is WanKind.Static or WanKind.Dhcp && _interfaces.IsRunning(link.Plan.Carrying)))
        foreach (var gateway in link.Plan.Gateways.Append(link.Gateway).Distinct())
        {
            if (HasNetworkOf(gateway, link.Plan.Carrying) && !IsStatic(gateway, link.Plan.Carrying) && (link.IsGateway(gateway) || link.Plan.Gateways.Contains(gateway)))
                yield return (gateway, link.Plan.Carrying, link.GatewayAnswers && link.IsGateway(gateway));
        }
        if (_clients.Inside() is { Client.V4: { } client } inside && _interfaces.IsRunning(inside.Interface) && !IsStatic(client, inside.Interface))
            yield return (client, inside.Interface, true);
    }

    private bool HasNetworkOf(Ipv4 address, string name) => _router["/ip/address"].Rows.Any(row => !row.Disabled && (row["actual-interface"] ?? row["interface"]) == name
        && Ipv4Prefix.Parse(row["address"]) is { Length: < 32 } network && network.Contains(address));

    private bool IsStatic(Ipv4 address, string name) => _menu.Rows.Any(row => !row.Dynamic && row["address"] == address.ToString() && row["interface"] == name);

    /// <summary>Somebody's own entries are permanent; a learned one that somebody removed is learned anew.</summary>
    private void OnChanged(MenuChange change)
    {
        if (_reviewing || !change.ByHand)
            return;
        if (change.Kind == MenuChangeKind.Removed && change.Row.Dynamic)
        {
            foreach (var key in _rows.Where(entry => entry.Value == change.Row).Select(entry => entry.Key).ToArray())
                _rows.Remove(key);
        }
        else if (change.Kind == MenuChangeKind.Added && !change.Row.Dynamic)
        {
            _menu.Set(change.Row, byHand: false, ("status", "permanent"), ("complete", "true"));
            Review();
        }
    }

    private void Drop((Ipv4, string) key, MenuRow row)
    {
        _rows.Remove(key);
        if (_doubts.Remove(row, out var doubt))
            doubt.Cancel();
        _menu.Remove(row);
    }

    private static (string, string?)[] Reachable(Ipv4 address) => [("mac-address", MacOf(address)), ("status", "reachable"), ("complete", "true")];

    private static (string, string?)[] Failed => [("mac-address", null), ("status", "failed"), ("complete", "false")];
}
