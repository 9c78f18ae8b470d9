using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Scripting;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Links;

/// <summary>All clients of <c>/ip/dhcp-client</c>, and its commands <c>release</c> and <c>renew</c>.</summary>
internal sealed class DhcpClients
{
    private readonly SimulatedRouter _router;
    private readonly Dictionary<MenuRow, DhcpClient> _clients = [];
    private readonly Func<MenuRow, DhcpClient> _make;

    public DhcpClients(SimulatedRouter router, InterfaceTable interfaces, RoutingEngine routing, DynamicResolvers resolvers, Internet internet, LinkTimings timings, ScriptHooks hooks)
    {
        _router = router;
        _make = row => new DhcpClient(router, row, interfaces, new AssignedAddress(router, routing, resolvers), internet.On(row["interface"] ?? ""), timings, hooks);
        var menu = router["/ip/dhcp-client"];
        menu.Changed += OnChanged;
        interfaces.RunningChanged += (name, _) =>
        {
            foreach (var client in _clients.Values.Where(client => client.Interface == name).ToArray())
                client.Restart();
        };
        router.Reading += read =>
        {
            if (read == menu)
                Each(client => client.Refresh());
        };
        router.Commands["/ip/dhcp-client/release"] = (request, reply) => Command(request, reply, client => client.Release());
        router.Commands["/ip/dhcp-client/renew"] = (request, reply) => Command(request, reply, client => client.Renew());
        Start();
    }

    /// <summary>Takes up all rows: at boot.</summary>
    public void Start()
    {
        foreach (var row in _router["/ip/dhcp-client"].Rows.ToArray())
            Follow(row);
    }

    public void Stop()
    {
        Each(client => client.Stop());
        _clients.Clear();
    }

    private void OnChanged(MenuChange change)
    {
        if (!_router.IsUp)
            return;
        if (change.Kind == MenuChangeKind.Removed)
        {
            if (_clients.Remove(change.Row, out var gone))
                gone.Stop();
        }
        else if (change.Kind == MenuChangeKind.Added || (change.ByHand && !(_clients.TryGetValue(change.Row, out var client) && client.TakesUpInPlace())))
        {
            Follow(change.Row);
        }
    }

    private void Follow(MenuRow row)
    {
        if (_clients.Remove(row, out var before))
            before.Stop();
        var client = _clients[row] = _make(row);
        client.Restart();
    }

    private RunningCommand? Command(CommandRequest request, IReplySink reply, Action<DhcpClient> act)
    {
        var wanted = (request[".id"] ?? request["numbers"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var chosen = _clients.Where(pair => wanted.Contains(pair.Key.Id) || wanted.Contains(pair.Value.Interface)).Select(pair => pair.Value).ToArray();
        if (chosen.Length == 0)
            reply.Trap("no such item", 0);
        foreach (var client in chosen)
            act(client);
        reply.Done();
        return null;
    }

    private void Each(Action<DhcpClient> act)
    {
        foreach (var client in _clients.Values.ToArray())
            act(client);
    }
}
