using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>PPPoE, PPP profiles and WireGuard (reference 3.4, 3.10).</summary>
internal static class TunnelMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Table("/interface/pppoe-client",
        [
            Text("name").Needed(), Text("max-mtu", "auto"), Text("max-mru", "auto"), Text("mrru", "disabled"), Interface("interface").Needed(), Text("user", ""), Text("password", ""),
            Reference("profile", "/ppp/profile", "default"), Text("keepalive-timeout", "10"), Text("service-name", ""), Text("ac-name", ""), Flag("add-default-route"),
            Number("default-route-distance", "1", 0, 255), Flag("dial-on-demand"), Flag("use-peer-dns"), Many("allow", "pap,chap,mschap1,mschap2"), Text("host-uniq"),
            Flag("disabled", "true"), Comment,
        ]).Flags("running", "invalid"),
        Table("/ppp/profile",
        [
            Text("name").Needed(), Text("local-address"), Text("remote-address"), Text("bridge"), Text("dns-server"), Text("use-ipv6", "true"), Text("use-mpls", "default"),
            Text("use-compression", "default"), Text("use-encryption", "default"), Text("only-one", "default"), Text("change-tcp-mss", "default"), Text("use-upnp", "default"),
            Text("interface-list"), Text("address-list", ""), Text("on-up", ""), Text("on-down", ""), Text("rate-limit"), Text("idle-timeout"), Text("session-timeout"), Comment,
        ]).Flags("default"),
        Table("/ppp/secret",
        [
            Text("name").Needed(), Text("service", "any"), Text("caller-id", ""), Text("password", ""), Reference("profile", "/ppp/profile", "default"), Text("local-address"),
            Text("remote-address"), Text("routes", ""), Disabled, Comment,
        ]),
        Table("/interface/wireguard",
        [
            Text("name").Needed(), Text("mtu", "1420"), Port("listen-port", "13231"), Text("private-key"), State("public-key"), Text("vrf").Since(7, 21), Disabled, Comment,
        ]).V7().Flags("running"),
        Table("/interface/wireguard/peers",
        [
            Reference("interface", "/interface/wireguard").Needed(), Text("name").Since(7, 15), Text("public-key").Needed(), Text("private-key", "").Since(7, 12), Text("preshared-key", ""),
            Many("allowed-address", ""), Text("endpoint-address", ""), Port("endpoint-port", "0"), Text("persistent-keepalive"), Flag("is-responder").Since(7, 15).Until(7, 16),
            Flag("responder").Since(7, 17), Many("client-address", "").Since(7, 12), Text("client-dns", "").Since(7, 12), Text("client-endpoint", "").Since(7, 12),
            Text("client-keepalive").Since(7, 12), Text("client-listen-port").Since(7, 12), Text("client-allowed-address").Since(7, 21),
            .. States("current-endpoint-address", "current-endpoint-port", "rx", "tx", "last-handshake"), Disabled, Comment,
        ]).V7().Ordered().Flags("dynamic"),
        Table("/interface/l2tp-client", [Text("name").Needed(), Text("connect-to").Needed(), Text("user", ""), Text("password", ""), Flag("use-ipsec"), Text("ipsec-secret", ""),
            Reference("profile", "/ppp/profile", "default"), Flag("add-default-route"), Flag("disabled", "true"), Comment]).Flags("running"),
        Settings("/interface/l2tp-server/server",
        [
            Flag("enabled"), Text("max-mtu", "1450"), Text("max-mru", "1450"), Text("mrru", "disabled"), Many("authentication", "pap,chap,mschap1,mschap2"), Text("keepalive-timeout", "30"),
            Text("max-sessions", "unlimited"), Text("default-profile", "default-encryption"), Text("use-ipsec", "no"), Text("ipsec-secret", ""), Text("caller-id-type", "ip-address"), Flag("allow-fast-path"),
        ]),
    ];
}
