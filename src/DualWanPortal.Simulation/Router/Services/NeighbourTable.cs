using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// <c>/ip/neighbor</c>: who announces himself on the interfaces of <c>discover-interface-list</c> (reference 3.15). On the inside a switch, on a WAN the box of the
/// provider while it answers. Rows are those of the moment somebody looks.
/// </summary>
internal sealed class NeighbourTable
{
    private const int SecondsBetween = 30;

    private readonly SimulatedRouter _router;
    private readonly InterfaceTable _interfaces;
    private readonly InterfaceLists _lists;
    private readonly Internet _internet;
    private readonly Menu _menu;
    private readonly Dictionary<string, MenuRow> _rows = new(StringComparer.Ordinal);

    public NeighbourTable(SimulatedRouter router, InterfaceTable interfaces, InterfaceLists lists, Internet internet)
    {
        (_router, _interfaces, _lists, _internet, _menu) = (router, interfaces, lists, internet, router["/ip/neighbor"]);
        interfaces.RunningChanged += (_, _) => Review();
        foreach (var link in internet.Links)
            link.Changed += Review;
        router["/ip/neighbor/discovery-settings"].Changed += _ => Review();
        router.Reading += menu =>
        {
            if (menu == _menu)
                Review();
        };
    }

    private void Review()
    {
        var seen = Seen().ToDictionary(box => box.Interface, box => box, StringComparer.Ordinal);
        foreach (var (name, row) in _rows.Where(entry => !seen.ContainsKey(entry.Key)).ToArray())
        {
            _rows.Remove(name);
            _menu.Remove(row);
        }
        var seconds = (long)(_router.Clock.Now - _router.BootedAt).TotalSeconds;
        foreach (var box in seen.Values)
        {
            if (!_rows.TryGetValue(box.Interface, out var row))
                row = _rows[box.Interface] = _menu.Add(Values(box), dynamic: true);
            // Boxes announce themselves twice a minute.
            row.Put("age", RouterTime.Span(TimeSpan.FromSeconds(seconds % SecondsBetween)));
            row.Put("uptime", RouterTime.Span(TimeSpan.FromDays(41) + TimeSpan.FromSeconds(seconds)));
        }
    }

    private IEnumerable<Box> Seen()
    {
        if (!_router.IsUp)
            yield break;
        if (_router["/interface/bridge/port"].Rows.FirstOrDefault(port => !port.Disabled && _interfaces.IsRunning(port["interface"] ?? "")) is { } inside
            && inside["interface"] is { } first && inside["bridge"] is { } bridge && (Discovers(bridge) || Discovers(first)))
        {
            yield return new Box($"{first},{bridge}", "access-switch", Ipv4.Parse("192.168.88.2")!.Value, "SwOS", "2.17", "CSS610-8G-2S+");
        }
        foreach (var link in _internet.Links)
        {
            if (link.Plan.Kind != WanKind.Lte && link.GatewayAnswers && _interfaces.IsRunning(link.Plan.Interface) && Discovers(link.Plan.Interface) && link.Plan.Gateways is [_, ..])
                yield return new Box(link.Plan.Interface, link.Plan.Name, link.Gateway, "MikroTik", "7.16.2 (stable)", "CCR2004-1G-12S+2XS");
        }
    }

    private bool Discovers(string name)
    {
        var list = _router["/ip/neighbor/discovery-settings"].Settings["discover-interface-list"] ?? "static";
        var (negated, wanted) = list.StartsWith('!') ? (true, list[1..]) : (false, list);
        // The built-in lists follow what an interface is, not who is a member.
        var within = wanted switch { "dynamic" => _interfaces.Row(name)?.Dynamic == true, "static" => _interfaces.Row(name)?.Dynamic == false, _ => _lists.Contains(wanted, name) };
        return within != negated;
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(Box box) =>
    [
        new("interface", box.Interface), new("address", box.Address.ToString()), new("address4", box.Address.ToString()), new("mac-address", ArpTable.MacOf(box.Address)), new("identity", box.Identity),
        new("platform", box.Platform), new("version", box.Version), new("board", box.Board), new("discovered-by", "mndp"), new("interface-name", box.Interface.Split(',')[0]),
        new("system-description", $"{box.Platform} {box.Board}"), new("system-caps", ""),
    ];

    private sealed record Box(string Interface, string Identity, Ipv4 Address, string Platform, string Version, string Board);
}
