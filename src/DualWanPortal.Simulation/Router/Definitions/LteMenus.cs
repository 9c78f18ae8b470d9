using System.Collections.Immutable;
using static DualWanPortal.Simulation.Router.Definitions.Field;
using static DualWanPortal.Simulation.Router.Definitions.VersionedMenu;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>The mobile modem and its access points (reference 3.5).</summary>
internal static class LteMenus
{
    public static ImmutableArray<VersionedMenu> All { get; } =
    [
        Fixed("/interface/lte",
        [
            State("default-name"), Text("name").Needed(), Text("mtu", "1500"), Many("apn-profiles", "default"), Text("network-mode"), Text("band", ""), Text("nr-band", "").V7(),
            Text("operator"), Text("pin"), Flag("allow-roaming", "true"), Text("modem-init"), Flag("sms-read", "true").Since(7, 13), Disabled, Comment,
        ]).Flags("running", "inactive"),
        Table("/interface/lte/apn",
        [
            Text("name").Needed(), Text("apn", "internet"), Flag("add-default-route", "true"), Number("default-route-distance", "2", 0, 255), Flag("use-peer-dns", "true"),
            Flag("use-network-apn", "true"), OneOf("ip-type", "auto", "auto", "ipv4", "ipv6", "ipv4-ipv6"), OneOf("authentication", "none", "none", "pap", "chap"), Text("user", ""),
            Text("password", ""), Text("passthrough-interface"), Text("passthrough-mac"), Comment,
        ]).Flags("default"),
    ];
}
