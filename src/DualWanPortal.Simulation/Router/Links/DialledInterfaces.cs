using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Scripting;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Links;

/// <summary>All PPPoE clients or all modems of a router.</summary>
internal sealed class DialledInterfaces
{
    private readonly SimulatedRouter _router;
    private readonly Menu _menu;
    private readonly Dictionary<MenuRow, DialledInterface> _sessions = [];
    private readonly Func<MenuRow, DialledInterface> _make;

    private DialledInterfaces(SimulatedRouter router, InterfaceTable interfaces, RoutingEngine routing, DynamicResolvers resolvers, Internet internet, DiallingStyle style)
    {
        (_router, _menu) = (router, router[style.Menu]);
        _make = row => new DialledInterface(router, row, interfaces, new AssignedAddress(router, routing, resolvers), internet.On(row["name"] ?? row["default-name"] ?? ""), style);
        _menu.Changed += OnChanged;
        interfaces.RunningChanged += (name, _) =>
        {
            // Without a name: an interface is gone for good.
            foreach (var session in _sessions.Values.Where(session => style.Under(session.Row) is { } under && (under == name || (name.Length == 0 && !interfaces.Exists(under)))).ToArray())
                session.Restart();
        };
        Start();
    }

    public static DialledInterfaces Pppoe(
        SimulatedRouter router, InterfaceTable interfaces, RoutingEngine routing, DynamicResolvers resolvers, Internet internet, LinkTimings timings, ScriptHooks hooks) =>
        new(router, interfaces, routing, resolvers, internet, new DiallingStyle
        {
            Menu = "/interface/pppoe-client",
            Dial = timings.PppoeDial,
            Flag = "vpn",
            Topics = "pppoe,ppp,info",
            Under = row => row["interface"],
            Routes = row => row.Flag("add-default-route") ? [DiallingStyle.Distance(row, 1)] : [],
            UsesPeerDns = row => row["use-peer-dns"] is "true" or "yes" or "exclusively",
            Keepalive = row => row["keepalive-timeout"] is "disabled" ? null : RouterTime.Parse(row["keepalive-timeout"]) ?? TimeSpan.FromSeconds(10),
            Misses = timings.PppoeKeepaliveMisses,
            HasFarEnd = true,
            Session = (row, link, up) => hooks.Run(HookSource.OfService("ppp", row["name"] ?? ""), router.Find("/ppp/profile")?.Named(row["profile"] ?? "default")?[up ? "on-up" : "on-down"],
                new("local-address", new AddressValue(link.Assigned)), new("remote-address", new AddressValue(link.Gateway)), new("interface", ScriptValue.Of(row["name"] ?? ""))),
        });

    public static DialledInterfaces Lte(SimulatedRouter router, InterfaceTable interfaces, RoutingEngine routing, DynamicResolvers resolvers, Internet internet, LinkTimings timings)
    {
        var apns = router["/interface/lte/apn"];
        var all = new DialledInterfaces(router, interfaces, routing, resolvers, internet, new DiallingStyle
        {
            Menu = "/interface/lte",
            Dial = timings.LteAttach,
            Flag = "modem",
            Topics = "lte,info",
            Under = _ => null,
            Routes = row => [.. Apns(row).Where(apn => apn["add-default-route"] is not ("no" or "false")).Select(apn => DiallingStyle.Distance(apn, 2)).Take(1)],
            UsesPeerDns = row => Apns(row).Any(apn => apn["use-peer-dns"] is not ("no" or "false")),
            Keepalive = _ => null,
        });
        apns.Changed += change =>
        {
            if (change.ByHand)
                all.Each(session => session.TakeUp());
        };
        return all;

        IEnumerable<MenuRow> Apns(MenuRow row) =>
            (row["apn-profiles"] ?? "default").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(apns.Named).OfType<MenuRow>();
    }

    public IEnumerable<DialledInterface> Sessions => _sessions.Values;

    /// <summary>The session chosen by <c>.id</c>, <c>numbers</c> or the first argument of a monitor command.</summary>
    public DialledInterface? Chosen(CommandRequest request)
    {
        var wanted = request[".id"] ?? request["numbers"] ?? "";
        return _sessions.Values.FirstOrDefault(session => session.Row.Id == wanted || session.Name == wanted);
    }

    public void Start()
    {
        foreach (var row in _menu.Rows.ToArray())
            Follow(row);
    }

    public void Stop()
    {
        Each(session => session.Stop());
        _sessions.Clear();
    }

    private void OnChanged(MenuChange change)
    {
        if (!_router.IsUp)
            return;
        if (change.Kind == MenuChangeKind.Removed)
        {
            if (_sessions.Remove(change.Row, out var gone))
                gone.Stop();
        }
        else if (change.Kind == MenuChangeKind.Added)
        {
            Follow(change.Row);
        }
        else if (change.ByHand && _sessions.TryGetValue(change.Row, out var session))
        {
            if (session.Name == change.Row["name"] && session.Connected && !change.Row.Disabled)
                session.TakeUp();
            else
                Follow(change.Row);
        }
    }

    private void Follow(MenuRow row)
    {
        if (_sessions.Remove(row, out var before))
            before.Stop();
        var session = _sessions[row] = _make(row);
        session.Restart();
    }

    private void Each(Action<DialledInterface> act)
    {
        foreach (var session in _sessions.Values.ToArray())
            act(session);
    }
}
