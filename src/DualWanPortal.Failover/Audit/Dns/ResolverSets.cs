using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Dns;

/// <summary>The resolvers in use, of the router and of its LAN clients, each with the way that leads to it.</summary>
internal sealed class ResolverSets
{
    private readonly RouterModel _model;
    private readonly ImmutableArray<WanLink> _wans;

    public ResolverSets(RouterModel model, ImmutableArray<WanLink> wans)
    {
        (_model, _wans) = (model, wans);
        Peers = [.. wans.Where(TakesPeers)];
        Router = OfRouter();
        Clients = [.. model.Menu("/ip/dhcp-server/network").Where(network => !network.Flag("disabled")).Select(OfNetwork).Where(set => !set.Resolvers.IsEmpty)];
    }

    /// <summary>False where a live router did not show its resolvers.</summary>
    public bool IsKnown => _model.Knows("/ip/dns");

    /// <summary>Those of <c>/ip/dns</c>, and those that the ISPs hand over.</summary>
    public ResolverSet Router { get; }

    /// <summary>Networks whose DHCP hands out resolvers other than this router.</summary>
    public ImmutableArray<ResolverSet> Clients { get; }

    /// <summary>WANs whose ISP's resolvers are taken.</summary>
    public ImmutableArray<WanLink> Peers { get; }

    public IEnumerable<ResolverSet> All => Clients.Prepend(Router);

    /// <summary>Somebody but the router itself asks it: remote requests are allowed, or a DHCP network names no other resolver.</summary>
    public bool RouterIsAsked => _model.Dns?.Flag("allow-remote-requests") == true || _model.Menu("/ip/dhcp-server/network").Any(network => network["dns-server"] is null or "" && !network.Flag("dns-none"));

    private bool TakesPeers(WanLink wan)
    {
        if (_model.DhcpClients.FirstOrDefault(client => !client.Disabled && client.Interface == wan.Interface) is { } dhcp)
            return dhcp.UsePeerDns;
        if (_model.PppoeClients.FirstOrDefault(client => !client.Disabled && client.Name == wan.Interface) is { } pppoe)
            return pppoe.UsePeerDns;
        if (_model.LteInterfaces.FirstOrDefault(lte => !lte.Disabled && lte.Name == wan.Interface) is { } modem)
        {
            ImmutableArray<string> names = modem.ApnProfiles.IsEmpty ? ["default"] : modem.ApnProfiles;
            return !_model.LteApns.Any(apn => names.Contains(apn.Name) && !apn.UsePeerDns);
        }
        return _model.Interface(wan.Interface) is { } other && other.Item.Flag("use-peer-dns");
    }

    private ResolverSet OfRouter()
    {
        var dns = _model.Dns;
        var found = ImmutableArray.CreateBuilder<Resolver>();
        found.AddRange((dns?.List("servers") ?? []).Select(Placed));
        // Static ones are asked first; those of the ISPs stand behind them (reference 3.8).
        foreach (var wan in Peers)
            found.Add(new Resolver($"the resolvers of the ISP on {wan.Interface}", ResolverPlace.OneWan, wan.Interface, ClientOf(wan)) { FromIsp = true });
        if (Peers.IsEmpty)
            found.AddRange((dns?.List("dynamic-servers") ?? []).Select(server => new Resolver(server, ResolverPlace.Unknown) { FromIsp = true }));
        return new ResolverSet("the router", found.ToImmutable(), dns) { IsRouters = true };
    }

    private ResolverSet OfNetwork(ConfigItem network) =>
        new($"clients of {network["address"]}", [.. network.List("dns-server").Where(server => !IsRouterItself(server)).Select(Placed)], network);

    private ConfigItem? ClientOf(WanLink wan) =>
        _model.DhcpClients.FirstOrDefault(client => client.Interface == wan.Interface)?.Item ?? _model.PppoeClients.FirstOrDefault(client => client.Name == wan.Interface)?.Item
        ?? _model.LteInterfaces.FirstOrDefault(lte => lte.Name == wan.Interface)?.Item;

    private bool IsRouterItself(string server) => _model.Addresses.Any(entry => entry.Address?.Address.ToString() == server);

    private Resolver Placed(string server)
    {
        if (AddressWithPrefix.Parse(server) is not { IsIPv4: true } host)
            return new Resolver(server, ResolverPlace.Anywhere);
        if (_model.Addresses.Where(entry => !entry.Disabled && entry.Address is { } network && network.Contains(host.Address))
            .OrderByDescending(entry => entry.Address!.Value.PrefixLength).FirstOrDefault() is { } near)
            return WanOf(near.Interface) is { } wan ? new Resolver(server, ResolverPlace.OneWan, wan, near.Item) : new Resolver(server, ResolverPlace.Inside);
        return Routed(server, host) ?? (AddressRange.Of(host).IsPrivate
            ? new Resolver(server, HasOtherWays ? ResolverPlace.Unknown : ResolverPlace.OneWan)
            : new Resolver(server, ResolverPlace.Anywhere));
    }

    private Resolver? Routed(string server, AddressWithPrefix host)
    {
        var routes = _model.Routes.Where(route => !route.Disabled && !route.Blackhole && !route.Connected && !route.IsDefault && route.Table == "main"
            && route.Destination is { PrefixLength: > 0 } to && to.Contains(host.Address)).ToList();
        if (routes.Count == 0)
            return null;
        var longest = routes.Max(route => route.Destination!.Value.PrefixLength);
        routes = routes.FindAll(route => route.Destination!.Value.PrefixLength == longest);
        var ways = routes.SelectMany(route => route.Gateways).Select(gateway => WanOf(DefaultPaths.InterfaceOf(_model, gateway) ?? "")).Distinct(StringComparer.Ordinal).ToList();
        return ways switch
        {
            [{ } only] => new Resolver(server, ResolverPlace.OneWan, only, routes[0].Item) { Pinned = true },
            [null] when DefaultPaths.InterfaceOf(_model, routes[0].Gateways.FirstOrDefault() ?? new RouteGateway("", null, null, null)) is not null => new Resolver(server, ResolverPlace.Inside),
            [null] when _wans.FirstOrDefault(wan => routes[0].Gateways.Any(gateway => gateway.Text == wan.Gateway)) is { } by => new Resolver(server, ResolverPlace.OneWan, by.Interface, routes[0].Item) { Pinned = true },
            [null] => new Resolver(server, longest == 32 ? ResolverPlace.Unknown : ResolverPlace.Anywhere),
            _ => new Resolver(server, ResolverPlace.Anywhere),
        };
    }

    private string? WanOf(string name) => _wans.FirstOrDefault(wan => wan.Interface == name || (wan.Port == name && wan.Kind != WanKind.Pppoe))?.Interface;

    /// <summary>A routing protocol, a tunnel or IPsec may lead to a private address that no route of the configuration names.</summary>
    private bool HasOtherWays =>
        _model.Items.Any(item => item.Menu.StartsWith("/routing/ospf", StringComparison.Ordinal) || item.Menu.StartsWith("/routing/bgp", StringComparison.Ordinal) || item.Menu.StartsWith("/routing/rip", StringComparison.Ordinal))
        || _model.Menu("/ip/ipsec/policy").Any(policy => policy["dst-address"] is not null and not "::/0")
        || _model.Interfaces.Any(entry => !entry.Disabled && LinkSide.IsTunnel(_model, entry.Name));
}
