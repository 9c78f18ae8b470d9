using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// The machine of the inside has its address from the router's own DHCP server, where there is one on its interface with that address in its pool: a dynamic row of
/// <c>/ip/dhcp-server/lease</c>, renewed at half its time. <c>make-static</c> keeps it.
/// </summary>
internal sealed class LanLeases
{
    private readonly SimulatedRouter _router;
    private readonly LanClients _clients;
    private readonly Menu _menu;
    private MenuRow? _row;

    private LanLeases(SimulatedRouter router, LanClients clients, Menu menu)
    {
        (_router, _clients, _menu) = (router, clients, menu);
        router.Reading += read =>
        {
            if (read == menu)
                Review();
        };
        menu.Changed += change =>
        {
            if (change.Kind == MenuChangeKind.Removed && change.Row == _row)
                _row = null;
        };
        router["/ip/dhcp-server"].Changed += _ =>
        {
            if (_row is not null)
                Review();
        };
    }

    public static void Attach(SimulatedRouter router, LanClients clients)
    {
        if (router.Find("/ip/dhcp-server/lease") is not { } menu)
            return;
        var leases = new LanLeases(router, clients, menu);
        router.Commands["/ip/dhcp-server/lease/make-static"] = leases.MakeStatic;
    }

    private void Review()
    {
        if (Lease() is not { } lease)
        {
            if (_row is { } gone)
                _menu.Remove(gone);
            return;
        }
        var (address, server, time) = lease;
        var mac = ArpTable.MacOf(Ipv4.Parse(address)!.Value);
        var known = _menu.Rows.FirstOrDefault(row => row["mac-address"] == mac && !row.Disabled);
        if (known is null)
        {
            known = _menu.Add([new("address", address), new("mac-address", mac), new("client-id", "1:" + mac.ToLowerInvariant()), new("address-lists", ""), new("server", server), new("dhcp-option", ""), new("disabled", "false")], dynamic: true);
            _row = known;
        }
        var since = TimeSpan.FromTicks((_router.Clock.Now - _router.BootedAt).Ticks % Math.Max(time.Ticks / 2, 1));
        // What flows with time is nothing that listeners hear (reference 1.7).
        known.Put("expires-after", RouterTime.Span(time - since));
        known.Put("last-seen", RouterTime.Span(since));
        _menu.Set(known, byHand: false, ("status", "bound"), ("active-address", address), ("active-mac-address", mac), ("active-server", server), ("host-name", "office-pc"));
    }

    private (string Address, string Server, TimeSpan Time)? Lease()
    {
        if (!_router.IsUp || _clients.Inside() is not { } inside)
            return null;
        foreach (var server in _router["/ip/dhcp-server"].Rows)
        {
            if (server.Disabled || server["interface"] != inside.Interface || _router["/ip/pool"].Named(server["address-pool"] ?? "") is not { } pool)
                continue;
            if ((pool["ranges"] ?? "").Split(',').Any(range => AddressRange.Parse(range) is { } within && within.Contains(inside.Client)))
                return (inside.Client.ToString(), server["name"] ?? "", RouterTime.Parse(server["lease-time"]) ?? TimeSpan.FromMinutes(30));
        }
        return null;
    }

    private RunningCommand? MakeStatic(CommandRequest request, IReplySink reply)
    {
        _router.BeforeRead(_menu);
        if (RowSelection.Read(_router, _menu, request, out var rows) is { } refusal)
            return RouterCommands.Refuse(reply, refusal);
        return _router.Act(request, () =>
        {
            foreach (var row in rows.Where(row => row.Dynamic))
            {
                var values = row.Values.ToArray();
                _menu.Remove(row);
                _menu.Add(values, byHand: true);
            }
            reply.Done();
            return null;
        });
    }
}
