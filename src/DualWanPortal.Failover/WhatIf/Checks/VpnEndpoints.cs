using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>One tunnel of a router.</summary>
/// <param name="Name">For a sentence: <c>WireGuard wg1</c>.</param>
/// <param name="Host">Whom the router dials; null: others dial the router at <paramref name="Port"/>.</param>
/// <param name="Source">Address that the tunnel is bound to; null: that of the way out.</param>
internal sealed record VpnEndpoint(string Name, string? Host, string Protocol, int Port, string? Source = null);

/// <summary>The tunnels of a configuration that cross the Internet.</summary>
internal static class VpnEndpoints
{
    private static readonly ImmutableArray<(string Menu, string Word, string Protocol, int Port)> s_clients =
    [
        ("/interface/l2tp-client", "L2TP", "udp", 1701), ("/interface/sstp-client", "SSTP", "tcp", 443), ("/interface/ovpn-client", "OpenVPN", "tcp", 1194), ("/interface/pptp-client", "PPTP", "tcp", 1723),
    ];

    private static readonly ImmutableArray<(string Menu, string Word, string Protocol, int Port)> s_servers =
    [
        ("/interface/l2tp-server/server", "L2TP server", "udp", 1701), ("/interface/sstp-server/server", "SSTP server", "tcp", 443), ("/interface/ovpn-server/server", "OpenVPN server", "tcp", 1194),
        ("/interface/pptp-server/server", "PPTP server", "tcp", 1723),
    ];

    private static readonly ImmutableArray<(string Menu, string Word)> s_plain = [("/interface/gre", "GRE"), ("/interface/ipip", "IPIP"), ("/interface/eoip", "EoIP")];

    public static ImmutableArray<VpnEndpoint> Of(RouterModel model, ImmutableArray<WanLink> wans) =>
        [.. WireGuard(model, wans).Concat(Clients(model)).Concat(Ipsec(model)).Concat(Plain(model)).Concat(Servers(model)).Distinct()];

    private static IEnumerable<VpnEndpoint> WireGuard(RouterModel model, ImmutableArray<WanLink> wans)
    {
        foreach (var peer in InboundServices.DiallingWireGuard(model, wans))
            yield return new VpnEndpoint($"WireGuard {peer["interface"]}", peer["endpoint-address"], "udp", peer.Number("endpoint-port", 13231));
        foreach (var name in InboundServices.DialledWireGuard(model, wans).Select(peer => peer["interface"]).Distinct(StringComparer.Ordinal))
        {
            var port = model.Menu("/interface/wireguard").FirstOrDefault(row => row["name"] == name)?.Number("listen-port", 13231) ?? 13231;
            yield return new VpnEndpoint($"WireGuard {name}", null, "udp", port);
        }
    }

    private static IEnumerable<VpnEndpoint> Clients(RouterModel model) =>
        from known in s_clients
        from row in model.Menu(known.Menu)
        where !row.Flag("disabled") && row["connect-to"] is { Length: > 0 }
        select new VpnEndpoint($"{known.Word} {row["name"]}", row["connect-to"]!.Split(':')[0], row["protocol"] ?? known.Protocol, row.Number("port", known.Port), row["src-address"] is { Length: > 0 } source ? source : null);

    private static IEnumerable<VpnEndpoint> Ipsec(RouterModel model)
    {
        foreach (var peer in model.Menu("/ip/ipsec/peer").Where(row => !row.Flag("disabled") && !row.Flag("dynamic")))
        {
            var address = (peer["address"] ?? "0.0.0.0/0").Split('/') is [var host, ..] && peer["address"] is not (null or "0.0.0.0/0" or "::/0") ? host : null;
            var source = peer["local-address"] is { Length: > 0 } own && own != "0.0.0.0" ? own : null;
            yield return new VpnEndpoint($"IPsec {peer["name"] ?? peer["address"]}", peer.Flag("passive") ? null : address, "udp", peer.Number("port", 500), source);
        }
    }

    private static IEnumerable<VpnEndpoint> Plain(RouterModel model) =>
        from known in s_plain
        from row in model.Menu(known.Menu)
        where !row.Flag("disabled") && row["remote-address"] is { Length: > 0 } and not "0.0.0.0"
        select new VpnEndpoint($"{known.Word} {row["name"]}", row["remote-address"], "gre", 0, row["local-address"] is { Length: > 0 } own && own != "0.0.0.0" ? own : null);

    private static IEnumerable<VpnEndpoint> Servers(RouterModel model) =>
        from known in s_servers
        from row in model.Menu(known.Menu)
        where row.Flag("enabled") || (row["disabled"] is "no" or "false")
        select new VpnEndpoint(known.Word, null, known.Protocol, row.Number("port", known.Port));

    /// <summary>Whom it reaches, in words.</summary>
    public static string Target(this VpnEndpoint endpoint) =>
        endpoint.Port == 0 ? endpoint.Host ?? "" : string.Create(CultureInfo.InvariantCulture, $"{endpoint.Host ?? "the router"} port {endpoint.Port}");
}
