using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.World;

/// <summary>
/// Which providers a configuration expects: one for each DHCP client, PPPoE client, modem and static gateway. Gateways and networks are those that the configuration
/// names; what it leaves to a lease comes from the documentation ranges.
/// </summary>
public sealed class SiteSurvey
{
    private static readonly ImmutableArray<string> s_ranges = ["203.0.113.", "198.51.100.", "192.0.2."];

    /// <summary>Resolvers of the providers, out of the way of every network on a link.</summary>
    private static readonly Ipv4 s_resolvers = Ipv4.Parse("100.100.0.53")!.Value;

    private readonly RouterModel _model;
    private readonly List<Draft> _drafts = [];
    private readonly Dictionary<string, string> _bridgePort;

    private SiteSurvey(RouterModel model)
    {
        _model = model;
        _bridgePort = model.BridgePorts.Where(port => !port.Disabled).GroupBy(port => port.Bridge, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Interface, StringComparer.Ordinal);
    }

    /// <summary>Providers in the order of the routes' preference, then of the clients.</summary>
    public static ImmutableArray<IspPlan> Of(RouterModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var survey = new SiteSurvey(model);
        survey.FindClients();
        survey.FindStaticGateways();
        survey.GiveGatewaysToClients();
        // Ranges that the configuration itself uses are not given out a second time.
        var free = s_ranges.Where(range => !survey._drafts.SelectMany(draft => draft.Networks).Any(network => Overlaps(network, range))).ToList();
        return [.. survey._drafts.OrderBy(draft => draft.Order).Select((draft, index) => survey.Plan(draft, index, free))];
    }

    /// <summary>Next routers on the inside: gateways of routes to private networks, which nobody provides.</summary>
    public static IEnumerable<Ipv4> Neighbours(RouterModel model, IEnumerable<IspPlan> plans) =>
        model.Routes.SelectMany(route => route.Gateways).Select(gateway => Ipv4.Parse(gateway.Address?.ToString() ?? "")).OfType<Ipv4>()
            .Where(gateway => IsPrivate(gateway) && !plans.Any(plan => plan.Gateways.Contains(gateway))).Distinct();

    private void FindClients()
    {
        foreach (var client in _model.DhcpClients.Where(client => !client.Disabled && client.Interface.Length > 0))
            _drafts.Add(new Draft(client.Interface, client.Interface, WanKind.Dhcp, Preference(client.Interface, client.AddsDefaultRoute ? client.DefaultRouteDistance : 250)) { MakesDefault = client.AddsDefaultRoute });
        foreach (var client in _model.PppoeClients.Where(client => !client.Disabled))
            _drafts.Add(new Draft(client.Interface, client.Name, WanKind.Pppoe, Preference(client.Name, client.AddsDefaultRoute ? client.DefaultRouteDistance : 250)) { MakesDefault = client.AddsDefaultRoute });
        foreach (var modem in _model.LteInterfaces.Where(modem => !modem.Disabled && modem.Name.Length > 0))
            _drafts.Add(new Draft(modem.Name, modem.Name, WanKind.Lte, Preference(modem.Name, Apn(modem) is { AddsDefaultRoute: true } apn ? apn.DefaultRouteDistance : 250)));
    }

    private LteApnEntry? Apn(LteEntry modem)
    {
        var profile = modem.ApnProfiles is [var first, ..] ? first : "default";
        return _model.LteApns.FirstOrDefault(apn => apn.Name == profile);
    }

    /// <summary>Gateways of routes that lead outside, met on a network that an address of the router is in.</summary>
    private void FindStaticGateways()
    {
        foreach (var (route, gateway) in OutsideGateways())
        {
            if (Ipv4.Parse(gateway.Address!.ToString()) is not { } address)
                continue;
            var entry = _model.Addresses.FirstOrDefault(own => !own.Disabled && !own.Dynamic && own.Address is { IsIPv4: true } network && network.Contains(gateway.Address)
                && (gateway.Interface is null || gateway.Interface == own.Interface) && Ipv4.Parse(network.Address.ToString()) != address);
            if (entry?.Address is not { } known || _drafts.FirstOrDefault(draft => draft.Carrying == entry.Interface) is { Kind: not WanKind.Static })
                continue;
            var draft = _drafts.FirstOrDefault(draft => draft.Interface == entry.Interface && draft.Kind == WanKind.Static);
            if (draft is null)
                _drafts.Add(draft = new Draft(entry.Interface, entry.Interface, WanKind.Static, Preference(address, route.Distance)));
            draft.Gateways.Add(address);
            draft.Networks.Add(Ipv4Prefix.Parse(known.ToString())!.Value);
        }
    }

    /// <summary>
    /// A gateway on no network of the router belongs to a lease: to the client that the route names, else to the clients in turn. Where there are fewer gateways than
    /// clients, to those that make no default of their own: somebody wrote it for them.
    /// </summary>
    private void GiveGatewaysToClients()
    {
        var lost = OutsideGateways().Where(way => !IsKnown(way.Gateway)).ToList();
        var free = _drafts.Where(draft => draft.Kind is WanKind.Dhcp or WanKind.Pppoe && draft.Gateways.Count == 0).ToList();
        var enough = lost.Where(way => way.Gateway.Interface is null).Select(way => way.Gateway.Text).Distinct(StringComparer.Ordinal).Count() >= free.Count;
        foreach (var (route, gateway) in lost)
        {
            if (Ipv4.Parse(gateway.Address!.ToString()) is not { } address || IsKnown(gateway))
                continue;
            var chosen = gateway.Interface is { } name ? _drafts.FirstOrDefault(draft => draft.Carrying == name)
                : free.Where(draft => draft.Gateways.Count == 0).OrderBy(draft => draft.Kind).ThenBy(draft => !enough && draft.MakesDefault).ThenBy(draft => draft.Order).FirstOrDefault();
            if (chosen is null)
                continue;
            chosen.Gateways.Add(address);
            chosen.Networks.Add(Ipv4Prefix.Of(address, 24));
            chosen.Order = Math.Min(chosen.Order, Preference(address, route.IsDefault ? route.Distance : 250));
        }
    }

    private bool IsKnown(RouteGateway gateway) =>
        Ipv4.Parse(gateway.Address!.ToString()) is { } address && (_drafts.Any(draft => draft.Gateways.Contains(address) || draft.Networks.Any(network => network.Contains(address)))
            || _model.Addresses.Any(own => !own.Disabled && own.Address is { } network && network.Contains(gateway.Address)));

    private IEnumerable<(RouteEntry Route, RouteGateway Gateway)> OutsideGateways() =>
        _model.Routes.Where(route => !route.Disabled && !route.Dynamic && !route.Blackhole && route.Destination is { IsIPv4: true } destination && LeadsOutside(destination))
            .OrderBy(route => route.IsDefault ? 0 : 1).ThenBy(route => route.Distance)
            .SelectMany(route => route.Gateways.Where(gateway => gateway.Address is not null && !IsCanary(gateway) && !IsFar(route, gateway)).Select(gateway => (route, gateway)));

    private static bool LeadsOutside(AddressWithPrefix destination) =>
        destination.IsDefault || (Ipv4.Parse(destination.Address.ToString()) is { } address && !IsPrivate(address));

    /// <summary>A gateway that another route leads to is a host far away, not a neighbour.</summary>
    private bool IsCanary(RouteGateway gateway) =>
        _model.Routes.Any(route => !route.Disabled && route.Destination is { PrefixLength: > 0 } destination && !route.Blackhole && destination.Contains(gateway.Address!)
            && !route.Gateways.Any(own => own.Address is not null && own.Address.Equals(gateway.Address)));

    /// <summary>The pin of a canary may come from a script: then the route's own words tell that its gateway is no neighbour.</summary>
    private static bool IsFar(RouteEntry route, RouteGateway gateway) =>
        gateway.Interface is null && (route.TargetScope > 10 || (Ipv4.Parse(gateway.Address!.ToString()) is { } address && Internet.IsPublicResolver(address)));

    /// <summary>Rank of a WAN: the best distance of the default routes that end on it.</summary>
    private int Preference(string name, int own) =>
        _model.Routes.Where(route => !route.Disabled && (route.IsDefault || route.Destination is { IsHost: true }) && route.Gateways.Any(gateway => gateway.Interface == name))
            .Select(route => route.IsDefault ? route.Distance : BestOver(route)).Append(own).Min();

    private int Preference(Ipv4 gateway, int own) =>
        _model.Routes.Where(route => !route.Disabled && route.Destination is { IsHost: true } && route.Gateways.Any(hop => hop.Address?.ToString() == gateway.ToString()))
            .Select(BestOver).Append(own).Min();

    private int BestOver(RouteEntry host) =>
        _model.Routes.Where(route => !route.Disabled && route.IsDefault && route.Gateways.Any(gateway => gateway.Address is not null && gateway.Address.Equals(host.Destination?.Address)))
            .Select(route => route.Distance).DefaultIfEmpty(250).Min();

    private static bool Overlaps(Ipv4Prefix network, string range)
    {
        var whole = Ipv4Prefix.Parse(range + "0/24")!.Value;
        return whole.Contains(network.Network) || network.Contains(whole.Network);
    }

    private IspPlan Plan(Draft draft, int index, List<string> free)
    {
        var named = draft.Networks.Count > 0;
        var network = named ? draft.Networks[0] : Ipv4Prefix.Parse(Take(free, index) + "0/25")!.Value;
        var gateways = draft.Gateways.Count > 0 ? [.. draft.Gateways.Distinct()] : ImmutableArray.Create(new Ipv4(network.Network.Value + 1));
        var assigned = new Ipv4(network.Network.Value + 100);
        return new IspPlan(draft.Interface, draft.Carrying, PortUnder(draft.Interface), draft.Kind)
        {
            Name = $"isp-{draft.Carrying}",
            RoundTrip = draft.Kind == WanKind.Lte ? TimeSpan.FromMilliseconds(55) : TimeSpan.FromMilliseconds(12 + (16 * index)),
            Gateways = gateways,
            Networks = draft.Kind == WanKind.Static ? [.. draft.Networks.Distinct()] : [network],
            Assigned = draft.Kind == WanKind.Static ? default : gateways.Contains(assigned) ? new Ipv4(assigned.Value + 1) : assigned,
            Resolvers = draft.Kind == WanKind.Static ? [] : [new Ipv4(s_resolvers.Value + ((uint)index << 8)), new Ipv4(s_resolvers.Value + ((uint)index << 8) + 1)],
        };
    }

    private static string Take(List<string> free, int index)
    {
        // Shared address space is large enough for a router with any number of leases.
        if (free.Count == 0)
            return FormattableString.Invariant($"100.64.{index % 256}.");
        var range = free[0];
        free.RemoveAt(0);
        return range;
    }

    private string PortUnder(string name)
    {
        for (var steps = 0; steps < 8; steps++)
        {
            var below = _model.Interface(name)?.Parent ?? _bridgePort.GetValueOrDefault(name);
            if (below is null)
                break;
            name = below;
        }
        return name;
    }

    private static bool IsPrivate(Ipv4 address) => address.Value >> 24 == 10 || address.Value >> 20 == 0xAC1 || address.Value >> 16 == 0xC0A8;

    private sealed class Draft(string name, string carrying, WanKind kind, int order)
    {
        public string Interface { get; } = name;
        public string Carrying { get; } = carrying;
        public WanKind Kind { get; } = kind;
        public int Order { get; set; } = order;

        /// <summary>Its client adds a default route by itself.</summary>
        public bool MakesDefault { get; init; }
        public List<Ipv4> Gateways { get; } = [];
        public List<Ipv4Prefix> Networks { get; } = [];
    }
}
