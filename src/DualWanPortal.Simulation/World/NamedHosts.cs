using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.World;

/// <summary>
/// Hosts of the Internet that a configuration names by address: resolvers, canaries, probed hosts, far ends of tunnels. Somebody is at home there, even in ranges that
/// are never routed, which masked exports and examples use.
/// </summary>
internal static class NamedHosts
{
    private static readonly (string Menu, string Property)[] s_named =
    [
        ("/tool/netwatch", "host"), ("/interface/wireguard/peers", "endpoint-address"), ("/interface/l2tp-client", "connect-to"), ("/interface/sstp-client", "connect-to"),
        ("/interface/ovpn-client", "connect-to"), ("/interface/pptp-client", "connect-to"), ("/ip/ipsec/peer", "address"), ("/interface/gre", "remote-address"), ("/interface/ipip", "remote-address"),
        ("/interface/eoip", "remote-address"), ("/system/logging/action", "remote"), ("/tool/e-mail", "address"), ("/tool/e-mail", "server"),
    ];

    public static IEnumerable<(IpAddress Host, bool Resolver)> Of(IEnumerable<ConfigItem> items, RouterModel model, ImmutableArray<IspPlan> plans)
    {
        var resolvers = (model.Dns?.List("servers") ?? []).Concat(model.Menu("/ip/dhcp-server/network").SelectMany(network => network.List("dns-server"))).Concat(model.Menu("/tool/netwatch").Select(watch => watch["dns-server"] ?? ""));
        var canaries = model.Menu("/ipv6/route").Select(route => route["gateway"] ?? "").Concat(model.Routes.Where(route => !route.Blackhole).SelectMany(route => route.Gateways).Select(gateway => gateway.Address?.ToString() ?? ""));
        var named = items.SelectMany(row => s_named.Where(place => place.Menu == row.Menu).Select(place => row[place.Property] ?? "")).Concat(canaries);
        return resolvers.Select(text => (Parse(text), true)).Concat(named.Select(text => (Parse(text), false)))
            .Where(host => host.Item1 is { } address && IsFar(address, model, plans)).Select(host => (host.Item1!.Value, host.Item2)).DistinctBy(host => host.Value);
    }

    private static IpAddress? Parse(string text) =>
        text.Split('/', '@')[0] is var host && IpAddress.Parse(host) is { IsV6: true } six ? six : Ipv4.Parse(host.Split(':')[0]) is { } four ? four : null;

    /// <summary>Neither on a network of the router nor in a range for private use.</summary>
    private static bool IsFar(IpAddress host, RouterModel model, ImmutableArray<IspPlan> plans) => host.V4 is { } address ? IsFar(address, model, plans)
        : host.IsGlobalV6 && !plans.Any(plan => plan.Ipv6.Gateways.Contains(host) || plan.Ipv6.Owns(host));

    private static bool IsFar(Ipv4 address, RouterModel model, ImmutableArray<IspPlan> plans) =>
        address.Value >> 24 is not (0 or 10 or 127) && address.Value >> 20 != 0xAC1 && address.Value >> 16 is not (0xC0A8 or 0xA9FE) && address.Value >> 28 < 14
        && !plans.Any(plan => plan.Gateways.Contains(address) || plan.Networks.Any(network => network.Contains(address)))
        && !model.Addresses.Any(own => own.Address is { IsIPv4: true } network && Ipv4Prefix.Parse(network.ToString()) is { } range && range.Contains(address));
}
