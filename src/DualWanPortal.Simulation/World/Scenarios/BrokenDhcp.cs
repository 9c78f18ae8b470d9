using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.World.Scenarios;

/// <summary>Two leases as a beginner leaves them: equal distances, no check, and the second WAN on no list, so without NAT and firewall.</summary>
internal static class BrokenDhcp
{
    public static ImmutableArray<ConfigItem> Items(RouterOsVersion version) =>
    [
        .. SiteParts.Ports("ether1", "ether2"), .. SiteParts.Inside("broken", "ether3", "ether4", "ether5"),
        ConfigItem.Of("/ip/dhcp-client", ("interface", "ether1"), ("comment", "defconf"), ("disabled", "no")),
        ConfigItem.Of("/ip/dhcp-client", ("interface", "ether2"), ("disabled", "no")),
        .. SiteParts.Members("ether1"), .. SiteParts.Firewall(version), .. SiteParts.Dns(""),
    ];
}
