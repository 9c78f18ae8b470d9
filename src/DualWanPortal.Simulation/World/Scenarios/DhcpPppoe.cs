using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.World.Scenarios;

/// <summary>Cable with a lease on ether1, DSL with PPPoE on ether2.</summary>
internal static class DhcpPppoe
{
    public static ImmutableArray<ConfigItem> Items(RouterOsVersion version) =>
    [
        .. SiteParts.Ports("ether1", "ether2"),
        ConfigItem.Of("/interface/pppoe-client", ("name", "pppoe-out1"), ("interface", "ether2"), ("user", "branch@isp.example"), ("password", "practice"), ("add-default-route", "no"),
            ("use-peer-dns", "no"), ("comment", "DSL"), ("disabled", "no")),
        .. SiteParts.Inside("dhcp-pppoe", "ether3", "ether4", "ether5"),
        ConfigItem.Of("/ip/dhcp-client", ("interface", "ether1"), ("add-default-route", "no"), ("use-peer-dns", "no"),
            ("script", SiteParts.LeaseScript("cable", 2)), ("comment", "cable"), ("disabled", "no")),
        .. SiteParts.Members("ether1", "pppoe-out1"), .. SiteParts.Firewall(version), .. SiteParts.Dns(),
        .. SiteParts.Recursive("cable", "203.0.113.1", 1, version, "8.8.8.8", "1.1.1.1"),
        .. SiteParts.Recursive("dsl", "pppoe-out1", 11, version, "8.8.4.4", "1.0.0.1"),
    ];
}
