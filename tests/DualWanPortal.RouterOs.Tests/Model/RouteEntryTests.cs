using System.Net;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Tests.Model;

/// <summary>Reference 3.1 and 4.2: row shapes of both dialects.</summary>
public sealed class RouteEntryTests
{
    private static RouteEntry Route(params (string, string)[] values) => new(ConfigItem.Of("/ip/route", values));

    [Theory]
    [InlineData("203.0.113.1%ether1", "ether1")]
    [InlineData("pppoe-out1", "pppoe-out1")]
    [InlineData("203.0.113.1%ether1,198.51.100.1%ether2", "ether1|ether2")]
    [InlineData("", "")]
    public void ImmediateInterfaces_V7ImmediateGateway_AreRead(string immediate, string interfaces) =>
        Assert.Equal(interfaces, string.Join('|', Route(("immediate-gw", immediate)).ImmediateInterfaces));

    [Theory]
    [InlineData("1.2.3.0 reachable via  ether1", "ether1", false)]
    [InlineData("ether1 reachable", "ether1", false)]
    [InlineData("1.2.3.0 unreachable", "", true)]
    [InlineData("8.8.8.8 recursive via 10.1.1.1 ether1", "ether1", false)]
    [InlineData("1.2.3.0 reachable via  ether2 WAN two", "ether2 WAN two", false)]
    [InlineData("192.0.2.1 unreachable,198.51.100.1 reachable via  ether2", "ether2", false)]
    public void GatewayStatus_V6Sentence_GivesInterfaceAndReachability(string status, string interfaces, bool inactive)
    {
        var route = Route(("gateway-status", status));
        Assert.Equal(interfaces, string.Join('|', route.ImmediateInterfaces));
        Assert.Equal(inactive, route.Inactive);
    }

    [Fact]
    public void Flags_Sparse_AbsentIsFalse()
    {
        var sparse = Route(("dst-address", "0.0.0.0/0"), ("gateway", "192.0.2.1"), ("active", "true"), ("dynamic", "true"), ("dhcp", "true"));
        Assert.True(sparse is { Active: true, Dynamic: true, FromDhcp: true, Inactive: false, Disabled: false, Ecmp: false, Blackhole: false, FromVpn: false, FromModem: false });
        var full = Route(("active", "false"), ("inactive", "false"), ("blackhole", "false"), ("disabled", "false"), ("ecmp", "false"));
        Assert.True(full is { Active: false, Inactive: false, Blackhole: false, Disabled: false, Ecmp: false });
    }

    [Fact]
    public void Defaults_OfARowThatSaysLittle_AreThoseOfRouterOs()
    {
        var route = Route(("gateway", "192.0.2.1"));
        Assert.True(route is { IsDefault: true, Distance: 1, Scope: 30, TargetScope: 10, CheckGateway: "none", Table: "main" });
        Assert.Equal("wan2", Route(("routing-mark", "wan2")).Table);
        Assert.Equal("wan2", Route(("routing-table", "wan2")).Table);
        Assert.Equal("wan2", Route(("routing-table", "main"), ("routing-mark", "wan2")).Table);
        Assert.True(Route(("type", "blackhole")).Blackhole);
        Assert.True(Route(("blackhole", "")).Blackhole);
    }

    [Fact]
    public void Gateways_EveryForm_IsTakenApart()
    {
        var gateways = Route(("gateway", "192.0.2.1,192.0.2.2%ether2,192.0.2.3@main,pppoe-out1,ether1@vrf1")).Gateways;
        Assert.Equal(
            [
                (IPAddress.Parse("192.0.2.1"), null, null),
                (IPAddress.Parse("192.0.2.2"), "ether2", null),
                (IPAddress.Parse("192.0.2.3"), null, "main"),
                (null, "pppoe-out1", null),
                (null, "ether1", "vrf1"),
            ],
            gateways.Select(gateway => (gateway.Address, gateway.Interface, gateway.Table)));
    }
}
