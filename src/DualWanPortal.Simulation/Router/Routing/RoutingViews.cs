using System.Globalization;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>
/// <c>/routing/nexthop</c>, <c>/routing/route</c> and the flag <c>used</c> of <c>/routing/table</c>: what route selection knows, as v7 shows it to somebody who looks
/// (reference 3.2).
/// </summary>
internal sealed class RoutingViews
{
    private readonly SimulatedRouter _router;
    private readonly RoutingEngine _routing;
    private readonly Menu _routes;
    private readonly Dictionary<string, MenuRow> _hops = new(StringComparer.Ordinal);
    private readonly Dictionary<MenuRow, MenuRow> _whole = [];

    private RoutingViews(SimulatedRouter router, RoutingEngine routing)
    {
        (_router, _routing, _routes) = (router, routing, router["/ip/route"]);
        router.Reading += menu =>
        {
            switch (menu.Path)
            {
                case "/routing/nexthop":
                    ShowHops(menu);
                    break;
                case "/routing/route":
                    ShowRoutes(menu);
                    break;
                case "/routing/table":
                    ShowUse(menu);
                    break;
            }
        };
    }

    public static void Attach(SimulatedRouter router, RoutingEngine routing)
    {
        if (!router.Profile.Version.IsV6)
            _ = new RoutingViews(router, routing);
    }

    private void ShowHops(Menu menu)
    {
        var groups = _routing.Verdicts.Where(verdict => verdict.Route.Action == RouteAction.Unicast)
            .SelectMany(verdict => verdict.Hops.Select(hop => (Verdict: verdict, Hop: hop)))
            .GroupBy(entry => $"{entry.Hop.Hop}/{entry.Verdict.Route.Scope}/{entry.Verdict.Route.TargetScope}/{entry.Verdict.Route.CheckGateway}", StringComparer.Ordinal).ToArray();
        foreach (var (key, row) in _hops.Where(entry => !groups.Any(group => group.Key == entry.Key)).ToArray())
        {
            _hops.Remove(key);
            menu.Remove(row);
        }
        foreach (var group in groups)
        {
            if (!_hops.TryGetValue(group.Key, out var row))
                row = _hops[group.Key] = menu.Add([], dynamic: true);
            var (verdict, hop) = group.First();
            menu.Set(row, byHand: false,
                [.. HopValues(verdict.Route, hop, group.Count()), ("scope", Text(RoutingDialect.Of(_router.Profile).EffectiveScope(verdict.Route)))]);
        }
    }

    private static IEnumerable<(string, string?)> HopValues(RouteFact route, HopVerdict hop, int routes)
    {
        var checks = route.CheckGateway.Length > 0 && hop.Hop.Address is not null;
        var exit = hop.Immediate is [var first, ..] ? first : (ImmediateHop?)null;
        yield return ("address", hop.Hop.ToString());
        yield return ("gw-state", exit is null ? "unreachable" : hop.CheckFailed ? "inactive" : hop.Recursive ? "recursive" : "reachable");
        yield return ("target-scope", Text(route.TargetScope));
        yield return ("check-gateway", checks ? route.CheckGateway : null);
        yield return ("gw-check-ok", checks ? Word(!hop.CheckFailed) : null);
        yield return ("interface-ok", Word(exit is not null));
        yield return ("hops", hop.Recursive ? "2" : "1");
        yield return ("routes", Text(routes));
        yield return ("immediate-address", exit?.Address?.ToString());
        yield return ("immediate-interface", exit?.Interface);
        yield return ("forwarding-nexthop", exit?.ToString());
    }

    private void ShowRoutes(Menu menu)
    {
        var judged = new Dictionary<MenuRow, RouteVerdict>();
        var next = 0;
        foreach (var row in _routes.Rows)
        {
            if (next < _routing.Verdicts.Length && RouteRows.Read(row, AddressFamily.V4) is not null)
                judged[row] = _routing.Verdicts[next++];
        }
        foreach (var (route, row) in _whole.Where(entry => _routes.Find(entry.Key.Id) != entry.Key).ToArray())
        {
            _whole.Remove(route);
            menu.Remove(row);
        }
        foreach (var route in _routes.Rows)
        {
            if (!_whole.TryGetValue(route, out var row))
                row = _whole[route] = menu.Add([new("afi", "ip4")], dynamic: true);
            menu.Set(row, byHand: false, [.. RouteValues(route, judged.GetValueOrDefault(route))]);
        }
    }

    private static IEnumerable<(string, string?)> RouteValues(MenuRow route, RouteVerdict? verdict)
    {
        foreach (var name in new[] { "dst-address", "gateway", "immediate-gw", "distance", "scope", "target-scope", "pref-src", "local-address" })
            yield return (name, route[name]);
        foreach (var flag in new[] { "active", "connect", "static", "dhcp", "vpn", "modem", "ecmp", "disabled" })
            yield return (flag, route.Flag(flag) ? "true" : null);
        yield return ("routing-table", route["routing-table"] ?? "main");
        yield return ("contribution", verdict switch { null => "filtered", { Active: true } => "active", { Reachable: true } => "candidate", _ => "unreachable" });
        yield return ("belongs-to", route.Flag("connect") ? "connected" : route.Flag("dhcp") ? "dhcp" : route.Flag("vpn") ? "vpn" : route.Flag("modem") ? "modem" : "static");
    }

    private void ShowUse(Menu menu)
    {
        var used = _routes.Rows.Select(row => row["routing-table"]).Concat(_router.Find("/routing/rule")?.Rows.Select(row => row["table"]) ?? [])
            .Concat(_router.Find("/ip/firewall/mangle")?.Rows.Select(row => row["new-routing-mark"]) ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var table in menu.Rows)
            table.Put("used", used.Contains(table["name"]) ? "true" : null);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    private static string Word(bool value) => value ? "true" : "false";
}
