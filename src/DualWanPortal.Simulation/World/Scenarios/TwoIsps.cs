using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.World.Scenarios;

/// <summary>Two providers with static addresses: once built right, once with the usual mistakes.</summary>
internal static class TwoIsps
{
    private const string FirstGateway = "203.0.113.1";
    private const string SecondGateway = "198.51.100.1";

    public static ImmutableArray<ConfigItem> Right(RouterOsVersion version) =>
    [
        .. Base("two-isps"), .. SiteParts.Members("ether1", "ether2"), .. SiteParts.Firewall(version), .. SiteParts.Dns(),
        .. SiteParts.Recursive("WAN1", FirstGateway, 1, version, "8.8.8.8", "1.1.1.1"),
        .. SiteParts.Recursive("WAN2", SecondGateway, 11, version, "8.8.4.4", "1.0.0.1"),
    ];

    /// <summary>The backup is on no list and so has neither NAT nor firewall; both default routes have the same distance; nothing checks them.</summary>
    public static ImmutableArray<ConfigItem> WithMistakes(RouterOsVersion version) =>
    [
        .. Base("two-isps-broken"), .. SiteParts.Members("ether1"), .. SiteParts.Firewall(version), .. SiteParts.Dns("8.8.8.8"),
        ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", FirstGateway), ("distance", "1"), ("comment", "ISP1")),
        ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", SecondGateway), ("distance", "1"), ("comment", "ISP2")),
    ];

    private static IEnumerable<ConfigItem> Base(string identity) =>
    [
        .. SiteParts.Ports("ether1", "ether2"), .. SiteParts.Inside(identity, "ether3", "ether4", "ether5"),
        ConfigItem.Of("/ip/address", ("address", "203.0.113.2/24"), ("interface", "ether1"), ("network", "203.0.113.0"), ("comment", "ISP1")),
        ConfigItem.Of("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2"), ("network", "198.51.100.0"), ("comment", "ISP2")),
    ];
}
