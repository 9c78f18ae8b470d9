using System.Globalization;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Packets;

/// <summary>What the router itself answers to: its services with their allowed addresses, its resolver, its tunnel servers, echo requests (reference 1.10).</summary>
internal sealed class RouterServices(SimulatedRouter router)
{
    private static readonly (string Menu, int Port)[] s_tunnels = [("/interface/sstp-server/server", 443), ("/interface/ovpn-server/server", 1194), ("/interface/pptp-server/server", 1723)];

    public bool Listens(Packet packet) => packet.Protocol switch
    {
        "icmp" or "icmpv6" => true,
        "tcp" => Service(packet) || (packet.DestinationPort == 53 && Resolver) || s_tunnels.Any(known => Serves(known.Menu, known.Port, packet)),
        "udp" => (packet.DestinationPort == 53 && Resolver) || WireGuard(packet) || Ipsec(packet) || (packet.DestinationPort == 1701 && Enabled("/interface/l2tp-server/server").Any()),
        _ => false,
    };

    private bool Resolver => router["/ip/dns"].Settings.Flag("allow-remote-requests");

    private bool Service(Packet packet) => router["/ip/service"].Rows.Any(row => !row.Disabled && row["port"] == Text(packet.DestinationPort)
        && (row["address"] is not { Length: > 0 } allowed || allowed.Split(',').Any(range => AddressRange.Parse(range)?.Contains(packet.Source) == true)));

    private bool WireGuard(Packet packet) => router.Find("/interface/wireguard")?.Rows.Any(row => !row.Disabled && row["listen-port"] == Text(packet.DestinationPort)) == true;

    private bool Serves(string menu, int port, Packet packet) =>
        Enabled(menu).Any(row => (row["port"] is { Length: > 0 } own ? own : Text(port)) == Text(packet.DestinationPort));

    /// <summary>Servers that are switched on: a settings row says <c>enabled</c>, a table of newer versions <c>disabled</c>.</summary>
    private IEnumerable<MenuRow> Enabled(string menu) => router.Find(menu)?.Rows.Where(row => row["enabled"] is null ? row["disabled"] is "no" or "false" : row.Flag("enabled")) ?? [];

    private bool Ipsec(Packet packet) => packet.DestinationPort is 500 or 4500
        && (router.Find("/ip/ipsec/peer")?.Rows.Any(row => !row.Disabled) == true || Enabled("/interface/l2tp-server/server").Any(row => row["use-ipsec"] is "yes" or "true" or "required"));

    private static string Text(int? port) => port?.ToString(CultureInfo.InvariantCulture) ?? "";
}
