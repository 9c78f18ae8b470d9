using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.World.Scenarios;

/// <summary>Fibre with a lease on ether1, a mobile modem behind it.</summary>
internal static class FibreLte
{
    public static ImmutableArray<ConfigItem> Items(RouterOsVersion version) =>
    [
        .. SiteParts.Ports("ether1"), ConfigItem.Of("/interface/lte", ("default-name", "lte1"), ("name", "lte1"), ("apn-profiles", "default")),
        ConfigItem.Of("/interface/lte/apn", ("default", "yes"), ("name", "default"), ("apn", "internet"), ("add-default-route", "no"), ("use-peer-dns", "no")),
        .. SiteParts.Inside("fibre-lte", "ether2", "ether3", "ether4", "ether5"),
        ConfigItem.Of("/ip/dhcp-client", ("interface", "ether1"), ("add-default-route", "no"), ("use-peer-dns", "no"),
            ("script", SiteParts.LeaseScript("fibre", 2)), ("comment", "fibre"), ("disabled", "no")),
        .. SiteParts.Members("ether1", "lte1"), .. SiteParts.Firewall(version), .. SiteParts.Dns(),
        .. SiteParts.Recursive("fibre", "203.0.113.1", 1, version, "8.8.8.8", "1.1.1.1"),
        .. SiteParts.Recursive("lte", "lte1", 11, version, "8.8.4.4"),
    ];
}
