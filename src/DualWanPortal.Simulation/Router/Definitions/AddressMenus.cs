using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>Addresses and neighbours (reference 3.6, 3.15).</summary>
internal static class AddressMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Table("/ip/address",
        [
            Text("address").Needed(), Address("network"), Interface("interface").Needed(), State("actual-interface"), Address("broadcast"), Address("netmask"), State("vrf").Since(7, 20), Disabled, Comment,
        ]).Flags("dynamic", "invalid", "slave"),
        Table("/ip/arp",
        [
            Address("address").Needed(), Text("mac-address"), Interface("interface").Needed(), Flag("published"), State("status"), Disabled, Comment,
        ]).Flags("dynamic", "complete", "dhcp", "invalid"),
        Fixed("/ip/neighbor",
        [
            .. States("interface", "address", "address4", "mac-address", "identity", "platform", "version", "board", "uptime", "age", "discovered-by", "interface-name",
                "system-description", "system-caps"),
        ]),
        Settings("/ip/neighbor/discovery-settings",
        [
            Text("discover-interface-list", "static"), Text("lldp-med-net-policy-vlan", "disabled"), Many("protocol", "cdp,lldp,mndp"), Text("mode", "tx-and-rx").V7(),
        ]),
        Table("/ip/vrf", [Text("name").Needed(), Many("interfaces", "none"), Disabled, Comment]).V7(),
    ];
}
