using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Routes, tables, rules and the read-only views of routing (reference 3.1, 3.2).</summary>
internal static class RoutingMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Table("/ip/route",
        [
            Prefix("dst-address", "0.0.0.0/0"), Address("pref-src"), Text("gateway"), State("immediate-gw").V7(), State("local-address").V7(), State("gateway-status").V6(),
            OneOf("check-gateway", null, "none", "arp", "ping").V6(), OneOf("check-gateway", null, "none", "arp", "ping", "bfd").V7(), Number("distance", "1", 1, 255), Number("scope", "30", 0, 255), Number("target-scope", "10", 0, 255),
            Reference("routing-table", "/routing/table", "main").V7(), Text("routing-mark").V6(), Number("route-tag", null).V6(),
            OneOf("type", null, "unicast", "blackhole", "prohibit", "unreachable").V6(), Switch("blackhole").V7(), Text("vrf-interface"),
            Flag("suppress-hw-offload").V7().Until(7, 20),
            .. Texts("bgp-as-path", "bgp-atomic-aggregate", "bgp-communities", "bgp-local-pref", "bgp-med", "bgp-origin", "bgp-prepend").Select(field => field.V6()), Disabled, Comment,
        ]).Flags("dynamic", "inactive", "active", "connect", "static", "rip", "bgp", "ospf", "is-is", "dhcp", "vpn", "modem", "bgp-mpls-vpn", "hw-offloaded", "ecmp"),
        Table("/ip/route/rule",
        [
            Prefix("src-address"), Prefix("dst-address"), Text("routing-mark"), Interface("interface"), OneOf("action", "lookup", "lookup", "lookup-only-in-table", "drop", "unreachable"),
            Text("table", "main"), Disabled, Comment,
        ]).V6().Ordered().Flags("inactive"),
        Table("/routing/table", [Text("name").Needed(), Switch("fib"), Disabled, Comment]).V7().Flags("dynamic", "invalid", "used"),
        Table("/routing/rule",
        [
            Prefix("src-address"), Prefix("dst-address"), Text("routing-mark"), Interface("interface"),
            OneOf("action", "lookup", "lookup", "lookup-only-in-table", "unreachable", "drop").Until(7, 21),
            OneOf("action", "lookup", "lookup", "lookup-only-in-table", "unreachable", "drop", "mangle").Since(7, 22), Reference("table", "/routing/table"), Number("min-prefix", null, 0, 32),
            Text("chain").Since(7, 22), Text("realm").Since(7, 22), Reference("vrf", "/ip/vrf").Since(7, 22), Disabled, Comment,
        ]).V7().Ordered().Flags("dynamic", "inactive", "invalid"),
        Settings("/routing/settings",
        [
            Flag("single-process"), Text("connected-in-chain", "").Since(7, 19), Text("dynamic-in-chain", "").Since(7, 19), Duration("check-gateway-ping-interval", "10s").Since(7, 21),
            Duration("check-gateway-ping-timeout", "1s").Since(7, 21), Number("check-gateway-ping-count", "2", 1, 255).Since(7, 21),
            Many("policy-rules", "mangle,vrf-lookup,vrf-unreach,local,user,main").Since(7, 22),
        ]).From(7, 12),
        Fixed("/routing/nexthop",
        [
            .. States("address", "gw-state", "scope", "target-scope", "check-gateway", "gw-check-ok", "interface-ok", "hops", "routes", "immediate-address", "immediate-interface",
                "forwarding-nexthop"),
        ]).V7(),
        Fixed("/routing/route",
        [
            .. States("dst-address", "routing-table", "gateway", "immediate-gw", "distance", "scope", "target-scope", "contribution", "belongs-to", "afi", "pref-src", "local-address"),
        ]).V7().Flags("active", "connect", "static", "dhcp", "vpn", "modem", "ecmp", "disabled"),
        Table("/routing/bfd/configuration", [Many("interfaces", ""), Many("addresses", ""), Text("min-rx", "200ms"), Text("min-tx", "200ms"), Number("multiplier", "5"), Disabled, Comment.Since(7, 11)])
            .From(7, 10).Ordered(),
    ];
}
