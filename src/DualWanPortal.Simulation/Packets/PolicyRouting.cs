using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>Where one packet is sent.</summary>
/// <param name="Hop">The way out; null: there is none, or the packet is for the router itself.</param>
/// <param name="Drop">Why it goes nowhere: <c>no route to host</c>, <c>blackhole</c>, <c>net unreachable</c>; null when it goes on.</param>
public sealed record RoutingDecision(ImmediateHop? Hop, bool Local, string? Drop, string? Table)
{
    public RouteVerdict? Route { get; init; }
}

/// <summary>Which table and route a packet takes: mark, VRF, local addresses, rules in order, main (reference 4.5).</summary>
public sealed class PolicyRouting
{
    private static readonly string[] s_stages = ["mangle", "vrf-lookup", "vrf-unreach", "local", "user", "main"];

    private readonly SimulatedRouter _router;
    private readonly AddressFamily _family;
    private readonly RoutingEngine _routing;
    private readonly Menu? _rules;
    private readonly OwnAddresses _own;
    private readonly Menu? _settings;
    private string? _order;
    private string[] _stages = s_stages;

    internal PolicyRouting(SimulatedRouter router, AddressFamily family, RoutingEngine routing, IAddressRows addresses)
    {
        (_router, _family, _routing) = (router, family, routing);
        _rules = router.Find("/routing/rule") ?? router.Find(family.Routes + "/rule");
        _own = new OwnAddresses(addresses);
        _settings = router.Find("/routing/settings");
        Reverse = new ReversePath(router, this);
    }

    internal ReversePath Reverse { get; }

    public RoutingDecision Decide(Packet packet, Action<TraceStep>? trace = null)
    {
        foreach (var stage in Stages())
        {
            var decided = stage switch
            {
                "mangle" => packet.RoutingMark is { } mark ? LookUp(mark, packet, -1, trace) : null,
                "vrf-lookup" => VrfOf(packet) is { } vrf ? InVrf(vrf, packet, trace) : null,
                "vrf-unreach" => VrfOf(packet) is { } vrf ? new RoutingDecision(null, false, "net unreachable", vrf) : null,
                "local" => Local(packet, trace),
                "user" => ByRules(packet, trace),
                "main" => LookUp("main", packet, -1, trace),
                _ => null,
            };
            if (decided is not null)
                return decided;
        }
        return new RoutingDecision(null, false, "no route to host", "main");
    }

    /// <summary>The order in which routing is asked; since 7.22 people may change it, and leave out what they do not want.</summary>
    private string[] Stages()
    {
        if (_settings?.Settings["policy-rules"] is { Length: > 0 } text && text != _order)
            (_order, _stages) = (text, text.Split(','));
        return _stages;
    }

    private string? VrfOf(Packet packet) => packet.Vrf ?? _routing.Vrfs.Of(packet.InInterface);

    /// <summary>Addresses of the router on the interfaces of the VRF are its own there, and no others.</summary>
    private RoutingDecision? InVrf(string vrf, Packet packet, Action<TraceStep>? trace) =>
        _own.Where(packet.Destination) is { } name && _routing.Vrfs.Of(name) == vrf ? Own(packet, trace) : LookUp(vrf, packet, -1, trace);

    private RoutingDecision? Local(Packet packet, Action<TraceStep>? trace) => IsLocal(packet.Destination) ? Own(packet, trace) : null;

    private static RoutingDecision Own(Packet packet, Action<TraceStep>? trace)
    {
        trace?.Invoke(new TraceStep("local", $"{packet.Destination} is an address of the router itself"));
        return new RoutingDecision(null, Local: true, null, null);
    }

    private RoutingDecision? ByRules(Packet packet, Action<TraceStep>? trace)
    {
        foreach (var rule in _rules?.Rows ?? [])
        {
            // What the action mangle of 7.22 does is not known: such a rule decides nothing here.
            if (rule.Disabled || rule["action"] == "mangle" || !Matches(rule, packet))
                continue;
            var table = rule["table"] ?? "main";
            var action = rule["action"] ?? "lookup";
            trace?.Invoke(new TraceStep("routing-rule", $"rule {action} {table} matches", rule.Id));
            if (action is "drop" or "unreachable")
                return new RoutingDecision(null, false, action is "drop" ? "dropped by a routing rule" : "net unreachable", table);
            var minPrefix = int.TryParse(rule["min-prefix"], CultureInfo.InvariantCulture, out var length) ? length : -1;
            if (LookUp(table, packet, minPrefix, trace) is { } found)
                return found;
            if (action == "lookup-only-in-table")
                return new RoutingDecision(null, false, "net unreachable", table);
        }
        return null;
    }

    /// <summary>
    /// The way out by one interface, if the routes that this packet takes have one: of equal routes (ECMP) the one that leaves there, whichever the
    /// pair of addresses would have picked (reference 3.12).
    /// </summary>
    public ImmediateHop? HopBy(string name, Packet packet)
    {
        var decision = Decide(packet);
        if (decision.Hop is not { } picked || picked.Interface == name || decision.Route is null)
            return decision.Hop is { } hop && hop.Interface == name ? hop : null;
        foreach (var route in _routing.Forwarding.Lookup(decision.Table ?? "main", packet.Destination, -1))
        foreach (var member in route.ImmediateHops)
            if (member.Interface == name)
                return member is { Address: null } && route.Route.Connected ? member with { Address = packet.Destination } : member;
        return null;
    }

    public bool IsLocal(IpAddress address) => address.IsLoopback || _own.Contains(address);

    /// <summary>The router's address on an interface, nearest to the neighbour where there are several.</summary>
    public IpAddress? SourceOn(string name, IpAddress? neighbour) => _own.On(name, neighbour);

    /// <summary>The source of a packet that the router itself sends: over IPv6 an address of another interface serves where the exit has none.</summary>
    internal IpAddress SourceFor(ImmediateHop hop) => SourceOn(hop.Interface, hop.Address) ?? (_family.IsV6 ? _own.Any() : null) ?? default;

    private RoutingDecision? LookUp(string table, Packet packet, int minPrefix, Action<TraceStep>? trace)
    {
        if (table != "main" && !Forwards(table))
            return null;
        var routes = _routing.Forwarding.Lookup(table, packet.Destination, minPrefix);
        if (routes is not [var first, ..])
        {
            trace?.Invoke(new TraceStep("route", $"table {table} has no active route to {packet.Destination}"));
            return null;
        }
        if (first.Route.Action != RouteAction.Unicast)
        {
            trace?.Invoke(new TraceStep("route", $"{first.Route.Destination} in {table} is a {first.Route.Action.ToString().ToLowerInvariant()} route"));
            return new RoutingDecision(null, false, first.Route.Action == RouteAction.Blackhole ? "blackhole" : "net unreachable", table) { Route = first };
        }
        var hop = ForwardingTable.Pick(routes, packet.Source, packet.Destination, routes.Length > 1 && HashesPorts() ? packet.Flow : 0);
        trace?.Invoke(new TraceStep("route", routes.Length > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{first.Route.Destination} in {table}: {routes.Length} equal routes, this {(HashesPorts() ? "connection" : "pair of addresses")} takes {hop}")
            : $"{first.Route.Destination} in {table}, distance {first.Route.Distance.ToString(CultureInfo.InvariantCulture)}, by {hop}"));
        // On a connected network the neighbour is the destination itself.
        var exit = hop is { Address: null } direct && first.Route.Connected ? direct with { Address = packet.Destination } : hop;
        return new RoutingDecision(exit, false, null, table) { Route = routes.FirstOrDefault(route => route.ImmediateHops.Contains(hop ?? default)) ?? first };
    }

    /// <summary>
    /// <c>l4</c> shares connections among equal routes, <c>l3</c> and what is older than 7.16 pairs of addresses (reference 4.1). <c>l3-inner</c> looks into tunnels, of which
    /// no packet here is part: it does as <c>l3</c>.
    /// </summary>
    private bool HashesPorts() => (_family.IsV6 ? _router["/ipv6/settings"].Settings["multipath-hash-policy"] : _router["/ip/settings"].Settings["ipv4-multipath-hash-policy"]) == "l4";

    /// <summary>v7: a table forwards only with its <c>fib</c> switch (reference 3.2); v6 tables exist by being used.</summary>
    private bool Forwards(string table) =>
        _router.Find("/routing/table") is not { } tables || tables.Rows.Any(row => row["name"] == table && !row.Disabled && row["fib"] is not null);

    private bool Matches(MenuRow rule, Packet packet) =>
        (rule["src-address"] is not { Length: > 0 } source || (IpPrefix.Parse(source) is { } from && from.Contains(packet.Source)))
        && (rule["dst-address"] is not { Length: > 0 } destination || (IpPrefix.Parse(destination) is { } to && to.Contains(packet.Destination)))
        && (rule["interface"] is not { Length: > 0 } name || name == packet.InInterface)
        && (rule["routing-mark"] is not { Length: > 0 } mark || mark == packet.RoutingMark)
        && (rule["vrf"] is not { Length: > 0 } vrf || vrf == VrfOf(packet));
}
