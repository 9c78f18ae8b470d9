using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Services of the router itself and its stack's settings (reference 1.10, 3.9, 3.15).</summary>
internal static class ServiceMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Fixed("/ip/service",
        [
            State("name"), Port("port"), Many("address", ""), Text("certificate"), OneOf("tls-version", null, "any", "only-1.2"), Text("vrf").V7(), Number("max-sessions", "20", 1, 1000).Since(7, 16), Disabled,
        ]).Flags("dynamic", "invalid"),
        Settings("/ip/cloud",
        [
            OneOf("ddns-enabled", "auto", "auto", "yes", "no").Since(7, 17), OneOf("ddns-enabled", "no", "yes", "no").Since(7, 0).Until(7, 16), Flag("ddns-enabled").V6(), Duration("ddns-update-interval", "none"),
            Flag("update-time", "true"), Text("back-to-home-vpn", "revoked-and-disabled").Since(7, 12), .. States("public-address", "public-address-ipv6", "dns-name", "status", "warning"),
        ]),
        Settings("/ip/settings",
        [
            Flag("ip-forward", "true"), Flag("send-redirects", "true"), Flag("accept-source-route"), Flag("accept-redirects"), Flag("secure-redirects", "true"),
            OneOf("rp-filter", "no", "no", "loose", "strict"), Flag("tcp-syncookies"), Number("max-neighbor-entries", "8192"), Duration("arp-timeout", "30s"), Number("icmp-rate-limit", "10"),
            Text("icmp-rate-mask", "0x1818"), Flag("route-cache", "true").Until(7, 12), Flag("allow-fast-path", "true"),
            OneOf("ipv4-multipath-hash-policy", "l3", "l3", "l4", "l3-inner").Since(7, 16), Text("tcp-timestamps", "random-offset").Since(7, 17),
            Flag("icmp-errors-use-inbound-interface-address").Since(7, 17), State("ipv4-fast-path-active", "true"), State("ipv4-fasttrack-active", "false"),
        ]),
        Settings("/ip/upnp", [Flag("enabled"), Flag("allow-disable-external-interface"), Flag("show-dummy-rule", "true")]),
        Table("/ip/upnp/interfaces", [Interface("interface").Needed(), OneOf("type", "internal", "internal", "external"), Text("forced-ip"), Disabled]).Flags("dynamic"),
        Settings("/snmp", [Flag("enabled"), Text("contact", ""), Text("location", ""), Text("trap-community", "public"), Text("trap-version", "1")]),
        Table("/certificate",
        [
            Text("name").Needed(), Text("common-name"), Text("subject-alt-name"), Text("days-valid", "365"), Text("key-size", "2048"), Many("key-usage"), Flag("trusted", "false"),
            .. States("fingerprint", "invalid-before", "invalid-after", "ca"),
        ]).Flags("private-key", "authority", "issued", "expired", "crl"),
    ];
}
