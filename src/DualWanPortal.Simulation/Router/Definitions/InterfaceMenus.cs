using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Interfaces, bridges, VLANs and interface lists (reference 3.6).</summary>
internal static class InterfaceMenus
{
    private static readonly MenuField s_arp = OneOf("arp", "enabled", "enabled", "disabled", "proxy-arp", "local-proxy-arp", "reply-only");

    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Fixed("/interface",
        [
            Text("name").Needed(), .. States("type", "default-name"), Text("mtu", "1500"), .. States("actual-mtu", "mac-address", "l2mtu", "last-link-up-time", "last-link-down-time",
                "max-l2mtu", "link-downs"),
            .. Links.InterfaceCounters.Names.Select(name => State(name)), Disabled, Comment,
        ]).Flags("dynamic", "running", "slave", "inactive"),
        Fixed("/interface/ethernet",
        [
            State("default-name"), Text("name").Needed(), Text("mtu", "1500"), Text("l2mtu", "1598"), Text("mac-address"), State("orig-mac-address"), s_arp,
            Text("arp-timeout", "auto"), Flag("auto-negotiation", "true"), Many("advertise"), Text("speed"), Text("bandwidth", "unlimited/unlimited"),
            OneOf("rx-flow-control", "off", "off", "on", "auto"), OneOf("tx-flow-control", "off", "off", "on", "auto"), OneOf("loop-protect", "default", "default", "on", "off"),
            Flag("disable-running-check", null), Disabled, Comment,
        ]).Flags("running", "slave"),
        Table("/interface/bridge",
        [
            Text("name").Needed(), Text("mtu", "auto"), s_arp, Text("arp-timeout", "auto"), Text("admin-mac"), Flag("auto-mac", "true"), Text("ageing-time", "5m"),
            OneOf("protocol-mode", "rstp", "none", "stp", "rstp", "mstp"), Flag("fast-forward", "true"), Flag("igmp-snooping"), Flag("vlan-filtering"), Number("pvid", "1", 1, 4094),
            Text("priority", "0x8000"), Text("port-cost-mode").Since(7, 13), State("mac-address"), Disabled, Comment,
        ]).Flags("dynamic", "running"),
        Table("/interface/bridge/port",
        [
            Reference("bridge", "/interface/bridge").Needed(), Interface("interface").Needed(), Number("pvid", "1", 1, 4094), Text("priority", "0x80"), Text("path-cost"),
            Text("horizon", "none"), Text("edge", "auto"), Flag("hw", "true"), OneOf("frame-types", "admit-all", "admit-all", "admit-only-untagged-and-priority-tagged", "admit-only-vlan-tagged"),
            Flag("ingress-filtering", "true"), Flag("trusted"), State("status"), Disabled, Comment,
        ]).Ordered().Flags("dynamic", "inactive", "hw-offload"),
        Table("/interface/bridge/vlan",
        [Reference("bridge", "/interface/bridge").Needed(), Many("vlan-ids").Needed(), Many("tagged", ""), Many("untagged", ""), Disabled, Comment]).Flags("dynamic"),
        Settings("/interface/bridge/settings", [Flag("use-ip-firewall"), Flag("use-ip-firewall-for-vlan"), Flag("use-ip-firewall-for-pppoe"), Flag("allow-fast-path", "true")]),
        Table("/interface/vlan",
        [
            Text("name").Needed(), Text("mtu", "1500"), s_arp, Number("vlan-id", "1", 1, 4095), Interface("interface").Needed(), Flag("use-service-tag"), State("mac-address"),
            Disabled, Comment,
        ]).Flags("running"),
        Table("/interface/list", [Text("name").Needed(), Many("include", ""), Many("exclude", ""), Comment]).Flags("builtin", "dynamic"),
        Table("/interface/list/member",
        [Reference("list", "/interface/list").Needed(), Interface("interface").Needed(), Disabled, Comment]).Flags("dynamic"),
        Settings("/interface/detect-internet",
        [
            Text("detect-interface-list", "none"), Text("internet-interface-list", "none"), Text("lan-interface-list", "none"), Text("wan-interface-list", "none"),
        ]),
        Table("/interface/veth", [Text("name").Needed(), Text("address", ""), Text("gateway", ""), Disabled, Comment]).From(7, 4).Flags("running"),
    ];
}
