using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>DHCP client and server, address pools (reference 3.3, Appendix A).</summary>
internal static class DhcpMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Table("/ip/dhcp-client",
        [
            Text("name").Since(7, 22), Interface("interface").Needed(), OneOf("add-default-route", "yes", "yes", "no", "special-classless"),
            Number("default-route-distance", "1", 0, 255), Many("default-route-tables", "default").Since(7, 18), Flag("use-peer-dns", "true"), Flag("use-peer-ntp", "true"),
            Many("dhcp-options", "hostname,clientid") with { CanBeOff = true }, OneOf("check-gateway", "none", "none", "arp", "ping", "bfd").Since(7, 19), Flag("allow-reconfigure").Since(7, 19),
            Number("dscp", "0", 0, 63).Since(7, 20), Number("vlan-priority", "0", 0, 7).Since(7, 20), OneOf("use-broadcast", "both", "always", "never", "both").Since(7, 20),
            Text("script", ""), .. States("status", "address", "netmask", "gateway", "dhcp-server", "primary-dns", "secondary-dns", "primary-ntp", "secondary-ntp", "expires-after", "caps-managers"),
            Disabled, Comment,
        ]).Flags("dynamic", "invalid"),
        Table("/ip/dhcp-client/option", [Text("name").Needed(), Number("code", null, 0, 255).Needed(), Text("value", "")]),
        Table("/ip/dhcp-server",
        [
            Text("name").Needed(), Interface("interface").Needed(), Text("address-pool", "static-only"), Duration("lease-time", "30m"), Text("authoritative", "yes"),
            Text("lease-script", ""), Text("server-address"), Text("relay"), Text("bootp-support", "static"), Flag("use-radius"), Flag("add-arp"), Disabled, Comment,
        ]).Flags("dynamic", "invalid"),
        Table("/ip/dhcp-server/network",
        [
            Prefix("address").Needed(), Text("gateway", ""), Text("netmask"), Many("dns-server", ""), Flag("dns-none"), Many("ntp-server", ""), Text("domain", ""),
            Many("wins-server", ""), Text("next-server"), Text("boot-file-name"), Many("dhcp-option", ""), Text("dhcp-option-set"), Comment,
        ]).Flags("dynamic"),
        Table("/ip/dhcp-server/lease",
        [
            Text("address"), Text("mac-address"), Text("client-id"), Text("server", "all"), Text("address-lists", ""), Text("lease-time"), Text("dhcp-option", ""), Flag("block-access", null),
            .. States("status", "expires-after", "last-seen", "active-address", "active-mac-address", "active-server", "host-name"), Disabled, Comment,
        ]).Flags("dynamic", "blocked", "radius"),
        Settings("/ip/dhcp-server/config", [Text("store-leases-disk", "5m"), Text("accounting", "yes")]),
        Table("/ip/pool", [Text("name").Needed(), Many("ranges").Needed(), Text("next-pool", "none"), Comment]),
    ];
}
