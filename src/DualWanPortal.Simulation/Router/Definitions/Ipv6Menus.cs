using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>IPv6 is kept as it is told: an imported router must not lose it. What acts on it is <see cref="Ipv6.Ipv6Stack"/>.</summary>
internal static class Ipv6Menus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Settings("/ipv6/settings",
        [
            Flag("disable-ipv6").V7(), Flag("forward", "true"), Text("accept-redirects", "yes-if-forwarding-disabled"), Text("accept-router-advertisements", "yes-if-forwarding-disabled"),
            Number("max-neighbor-entries", "8192"),
        ]),
        Table("/ipv6/address",
        [Text("address"), Text("from-pool"), Interface("interface").Needed(), Flag("eui-64"), Flag("advertise", "true"), Flag("no-dad"), Disabled, Comment]).Flags("dynamic", "invalid", "global", "link-local"),
        Table("/ipv6/route",
        [
            Text("dst-address", "::/0"), Text("gateway"), Number("distance", "1", 1, 255), Number("scope", "30", 0, 255), Number("target-scope", "10", 0, 255), Text("routing-table", "main").V7(), State("immediate-gw").V7(), State("gateway-status").V6(),
            OneOf("type", null, "unicast", "blackhole", "prohibit", "unreachable").V6(), Switch("blackhole").V7(),
            OneOf("check-gateway", null, "none", "arp", "ping", "bfd"), Disabled, Comment,
        ]).Flags("dynamic", "inactive", "active", "connect", "static", "ecmp"),
        Table("/ipv6/dhcp-client",
        [
            Interface("interface").Needed(), Many("request", ""), Flag("add-default-route"), Number("default-route-distance", "1", 0, 255), Text("pool-name"), Number("pool-prefix-length", "64"),
            Flag("use-peer-dns", "true"), Text("script", ""), Disabled, Comment,
            OneOf("check-gateway", null, "none", "arp", "ping", "bfd").Since(7, 19), .. States("status", "prefix", "address"),
        ]).Flags("dynamic", "invalid"),
        Table("/ipv6/firewall/filter",
        [
            Text("chain").Needed(), Text("action", "accept"), .. Texts("protocol", "src-address", "dst-address", "src-address-list", "dst-address-list", "src-port", "dst-port"),
            Interface("in-interface"), Interface("out-interface"), Reference("in-interface-list", "/interface/list"), Reference("out-interface-list", "/interface/list"), Many("connection-state"),
            .. Texts("hop-limit", "icmp-options", "ipsec-policy", "headers", "reject-with", "jump-target", "limit"), Flag("log"), Text("log-prefix", ""), Disabled, Comment,
        ]).Ordered().Flags("dynamic", "invalid"),
        Fixed("/ipv6/firewall/connection",
        [
            .. States("protocol", "src-address", "src-port", "dst-address", "dst-port", "reply-src-address", "reply-src-port", "reply-dst-address", "reply-dst-port", "tcp-state", "timeout",
                "connection-mark", "orig-packets", "orig-bytes", "repl-packets", "repl-bytes", "orig-rate", "repl-rate"),
        ]).Flags("seen-reply", "assured", "confirmed", "fasttrack", "srcnat", "dstnat"),
        Table("/ipv6/firewall/address-list", [Text("list").Needed(), Text("address").Needed(), Text("timeout"), Disabled, Comment]).Flags("dynamic"),
        Table("/ipv6/nd", [Text("interface", "all"), Flag("advertise-dns", "true"), Flag("managed-address-configuration"), Flag("other-configuration"), Disabled, Comment]).Flags("default", "invalid"),
    ];
}
