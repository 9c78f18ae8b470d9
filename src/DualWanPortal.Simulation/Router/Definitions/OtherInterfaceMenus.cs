using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Interfaces that a real router's configuration may hold and that carry nothing here beyond being there, running and having addresses.</summary>
internal static class OtherInterfaceMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Links("/interface/bonding", [Many("slaves", ""), Text("mode", "balance-rr"), Text("primary", "none"), Text("link-monitoring", "mii"), Text("transmit-hash-policy", "layer-2")]),
        Links("/interface/vrrp", [Interface("interface").Needed(), Number("vrid", "1", 1, 255), Number("priority", "100", 1, 254), Duration("interval", "1s"), Text("on-master", ""), Text("on-backup", "")]),
        Links("/interface/macvlan", [Interface("interface").Needed(), Text("mode", "bridge")]).From(7, 12),
        Links("/interface/vxlan", [Number("vni", null, 1, 16777215).Needed(), Port("port", "8472")]).V7(),
        Links("/interface/gre", [Text("remote-address").Needed(), Text("local-address", "0.0.0.0"), Text("keepalive", "10s,10") with { CanBeOff = true }, Text("ipsec-secret")]),
        Links("/interface/ipip", [Text("remote-address").Needed(), Text("local-address", "0.0.0.0"), Text("keepalive", "10s,10") with { CanBeOff = true }, Text("ipsec-secret")]),
        Links("/interface/eoip", [Text("remote-address").Needed(), Text("local-address", "0.0.0.0"), Number("tunnel-id", "0", 0, 65535), Text("ipsec-secret")]),
        Links("/interface/6to4", [Text("remote-address", "0.0.0.0"), Text("local-address", "0.0.0.0")]),
        Dialled("/interface/sstp-client", "443"),
        Dialled("/interface/ovpn-client", "1194"),
        Dialled("/interface/pptp-client", null),
        Radios("/interface/wireless", [Text("ssid", "MikroTik"), Text("mode", "ap-bridge"), Text("band"), Text("frequency"), Text("security-profile", "default")]),
        Radios("/interface/wifi", [Text("configuration"), Text("security"), Text("channel"), Text("configuration.ssid"), Text("configuration.mode")]).From(7, 13),
    ];

    private static VersionedMenu Links(string path, ImmutableArray<MenuField> own) =>
        Table(path, [Text("name").Needed(), Mtu(path), .. own, Disabled, Comment]).Flags("running");

    private static MenuField Mtu(string path) => path switch
    {
        "/interface/vrrp" => Text("mtu", "1500").Until(7, 19),
        "/interface/bonding" or "/interface/macvlan" or "/interface/vxlan" => Text("mtu", "1500"),
        _ => Text("mtu", "auto"),
    };

    private static VersionedMenu Dialled(string path, string? port) =>
        Table(path,
        [
            Text("name").Needed(), Text("connect-to").Needed(), .. port is null ? [] : ImmutableArray.Create(Port("port", port)), Text("user", ""), Text("password", ""),
            Reference("profile", "/ppp/profile", "default"), Flag("add-default-route"), Flag("disabled", "true"), Comment,
        ]).Flags("running");

    private static VersionedMenu Radios(string path, ImmutableArray<MenuField> own) =>
        Table(path, [State("default-name"), Text("name").Needed(), .. own, Disabled, Comment]).Flags("running");
}
