using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>The tunnels that a policy's <c>vpn</c> is about.</summary>
internal static class Tunnels
{
    private static readonly ImmutableArray<TunnelPort> s_ipsec = [new("udp", 500), new("udp", 4500), new("ipsec-esp", 0)];

    private static readonly ImmutableArray<(string Menu, string Word)> s_clients = [("/interface/l2tp-client", "L2TP"), ("/interface/sstp-client", "SSTP"), ("/interface/ovpn-client", "OpenVPN")];

    private static readonly ImmutableArray<(string Menu, string Word, string Name, int Port)> s_servers =
    [
        ("/interface/l2tp-server/server", "The L2TP server", "l2tp-server", 1701), ("/interface/sstp-server/server", "The SSTP server", "sstp-server", 443),
        ("/interface/ovpn-server/server", "The OpenVPN server", "ovpn-server", 1194), ("/interface/pptp-server/server", "The PPTP server", "pptp-server", 1723),
    ];

    /// <summary>Those that the policy names, else all.</summary>
    public static ImmutableArray<Tunnel> Of(PlanContext context)
    {
        var all = All(context);
        var names = context.Policy.VpnTunnels;
        foreach (var name in names.Where(name => !all.Any(tunnel => tunnel.Name == name)))
            context.Say("vpn-tunnels", $"the policy names {name}, which is no tunnel of this router that is switched on");
        return names.IsEmpty ? all : [.. all.Where(tunnel => names.Contains(tunnel.Name))];
    }

    private static ImmutableArray<Tunnel> All(PlanContext context) => [.. WireGuard(context), .. Ipsec(context.Live), .. Clients(context), .. Servers(context.Live)];

    private static IEnumerable<Tunnel> WireGuard(PlanContext context)
    {
        foreach (var peer in InboundServices.DiallingWireGuard(context.Live, context.Wans))
            yield return new Tunnel("WireGuard", peer["interface"] ?? "", peer, peer["endpoint-address"], []);
        foreach (var name in InboundServices.DialledWireGuard(context.Live, context.Wans).Select(peer => peer["interface"]).Distinct(StringComparer.Ordinal))
        {
            if (context.Live.Menu("/interface/wireguard").FirstOrDefault(row => row["name"] == name) is { } row)
                yield return new Tunnel("WireGuard", name ?? "", row, null, [new("udp", row.Number("listen-port", 13231))]);
        }
    }

    private static IEnumerable<Tunnel> Ipsec(RouterModel model)
    {
        foreach (var peer in model.Menu("/ip/ipsec/peer").Where(peer => !peer.Flag("disabled") && !peer.Flag("dynamic")))
        {
            var anyone = peer["address"] is null or "" or "0.0.0.0/0" or "::/0";
            yield return new Tunnel("IPsec", peer["name"] ?? peer["address"] ?? "", peer, anyone || peer.Flag("passive") ? null : peer["address"]!.Split('/')[0], s_ipsec);
        }
    }

    private static IEnumerable<Tunnel> Clients(PlanContext context) =>
        from known in s_clients
        from row in context.Live.Menu(known.Menu)
        where !row.Flag("disabled") && row["connect-to"] is { Length: > 0 } && context.Wans.All(wan => wan.Interface != row["name"])
        select new Tunnel(known.Word, row["name"] ?? "", row, row["connect-to"]!.Split(':')[0], []);

    private static IEnumerable<Tunnel> Servers(RouterModel model) =>
        from known in s_servers
        from row in model.Menu(known.Menu)
        where row["enabled"] is null ? row["disabled"] is "no" or "false" : row.Flag("enabled")
        select new Tunnel(known.Word, known.Name, row, null, Ports(known.Name, known.Port, row));

    private static ImmutableArray<TunnelPort> Ports(string name, int usual, ConfigItem row) => name switch
    {
        "l2tp-server" => row["use-ipsec"] is "yes" or "true" or "required" ? [new("udp", usual), .. s_ipsec] : [new("udp", usual)],
        "ovpn-server" => [new(row["protocol"] ?? "tcp", row.Number("port", usual))],
        "pptp-server" => [new("tcp", usual), new("gre", 0)],
        _ => [new("tcp", row.Number("port", usual))],
    };
}
