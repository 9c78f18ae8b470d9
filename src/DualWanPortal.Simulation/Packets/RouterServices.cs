using System.Globalization;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Packets;

/// <summary>What the router itself answers to: its services with their allowed addresses, its resolver, WireGuard, echo requests (reference 1.10).</summary>
internal sealed class RouterServices(SimulatedRouter router)
{
    public bool Listens(Packet packet) => packet.Protocol switch
    {
        "icmp" => true,
        "tcp" => Service(packet) || (packet.DestinationPort == 53 && Resolver),
        "udp" => (packet.DestinationPort == 53 && Resolver) || WireGuard(packet),
        _ => false,
    };

    private bool Resolver => router["/ip/dns"].Settings.Flag("allow-remote-requests");

    private bool Service(Packet packet) => router["/ip/service"].Rows.Any(row => !row.Disabled && row["port"] == Text(packet.DestinationPort)
        && (row["address"] is not { Length: > 0 } allowed || allowed.Split(',').Any(range => AddressRange.Parse(range)?.Contains(packet.Source) == true)));

    private bool WireGuard(Packet packet) => router.Find("/interface/wireguard")?.Rows.Any(row => !row.Disabled && row["listen-port"] == Text(packet.DestinationPort)) == true;

    private static string Text(int? port) => port?.ToString(CultureInfo.InvariantCulture) ?? "";
}
