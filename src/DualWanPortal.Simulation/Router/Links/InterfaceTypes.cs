using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Links;

/// <summary>Which menu holds which type of interface, and what an interface rides on (reference 3.6).</summary>
internal static class InterfaceTypes
{
    public static ImmutableArray<(string Menu, string Type)> Menus { get; } =
    [
        ("/interface/ethernet", "ether"), ("/interface/lte", "lte"), ("/interface/bridge", "bridge"), ("/interface/vlan", "vlan"), ("/interface/pppoe-client", "pppoe-out"),
        ("/interface/bonding", "bond"), ("/interface/wireguard", "wg"), ("/interface/gre", "gre"), ("/interface/ipip", "ipip"), ("/interface/eoip", "eoip"), ("/interface/l2tp-client", "l2tp-out"),
        ("/interface/sstp-client", "sstp-out"), ("/interface/pptp-client", "pptp-out"), ("/interface/ovpn-client", "ovpn-out"), ("/interface/wireless", "wlan"), ("/interface/wifi", "wifi"),
        ("/interface/wifiwave2", "wifi"), ("/interface/veth", "veth"), ("/interface/vxlan", "vxlan"), ("/interface/macvlan", "macvlan"), ("/interface/vrrp", "vrrp"),
        ("/interface/6to4", "6to4-tunnel"), ("/interface/ppp-client", "ppp-out"),
    ];

    /// <summary>The interface that must run for this one to run.</summary>
    public static string? Parent(string type, MenuRow row) => type is "vlan" or "pppoe-out" or "macvlan" or "vrrp" ? row["interface"] : null;

    /// <summary>Up only while something outside says so: a carrier, a session, a registration.</summary>
    public static bool NeedsSignal(string type) => type is "ether" or "pppoe-out" or "lte";

    /// <summary>Dialled tunnels to far ends that this world does not have: they stay down.</summary>
    public static bool NeverComesUp(string type) => type is "l2tp-out" or "sstp-out" or "pptp-out" or "ovpn-out" or "ppp-out";

    public static bool IsPointToPoint(string type) => type is "pppoe-out" or "lte" or "wg" or "gre" or "ipip" or "6to4-tunnel" || NeverComesUp(type);

    /// <summary>The type that a port's factory name tells.</summary>
    public static string OfPortName(string name) =>
        name.StartsWith("lte", StringComparison.Ordinal) ? "lte"
        : name.StartsWith("wlan", StringComparison.Ordinal) ? "wlan"
        : name.StartsWith("wifi", StringComparison.Ordinal) ? "wifi"
        : "ether";
}
