using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Wans;

public class WanDetectionTests
{
    private static string Shape(RouterModel model) =>
        string.Join(" | ", WanDetection.Find(model).Select(wan => $"{wan.Interface} {wan.Kind} {wan.Role} {wan.Order} {wan.Gateway ?? "-"} {wan.Distance?.ToString() ?? "-"}"));

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void Find_TwoStatics_OrderedByDistance(string version) =>
        Assert.Equal("ether2 Static Primary 0 198.51.100.1 1 | ether1 Static Backup 1 203.0.113.1 2",
            Shape(new RouterRows(version).Lan().Static("ether1", "203.0.113", 2, "standby").Static("ether2", "198.51.100", 1).Model));

    [Fact]
    public void Find_DhcpAndLte_BothFoundWithTheirKind() =>
        Assert.Equal("ether1 Dhcp Primary 0 203.0.113.1 1 | lte1 Lte Backup 1 lte1 2",
            Shape(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Lte("lte1", 2, "standby").Model));

    [Fact]
    public void Find_LeaseLost_WanStaysInPlace() =>
        Assert.Equal("ether1 Dhcp Primary 0 - 1 | pppoe-out1 Pppoe Backup 1 pppoe-out1 2",
            Shape(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1, status: "searching...").Pppoe("pppoe-out1", "ether2", 2).Model));

    [Fact]
    public void Find_PppoeDown_WanStaysInPlaceWithItsPort()
    {
        var wans = WanDetection.Find(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Pppoe("pppoe-out1", "ether2", 2, up: false).Model);
        Assert.Equal(["ether1", "pppoe-out1"], wans.Select(wan => wan.Interface));
        Assert.Equal("ether2", wans[1].Port);
    }

    [Fact]
    public void Find_PppoeOverVlan_PortIsThePlug()
    {
        var rows = new RouterRows().Ether("ether1").Add("/interface/vlan", ("name", "vlan7"), ("interface", "ether1"), ("vlan-id", "7"))
            .Add("/interface/pppoe-client", ("name", "pppoe-out1"), ("interface", "vlan7"), ("add-default-route", "yes"));
        Assert.Equal("ether1", Assert.Single(WanDetection.Find(rows.Model)).Port);
    }

    [Fact]
    public void Find_RecursiveGateways_TracedToTheirHostRoutes() =>
        Assert.Equal("ether1 Static Primary 0 203.0.113.1 1 | ether2 Static Backup 1 198.51.100.1 2", Shape(Recursive().Model));

    [Fact]
    public void Find_RecursiveCanaryLeaksThroughTheOtherWan_ConfigurationDecides()
    {
        // reference 4.2: target-scope 30 lets the canary resolve through the other default; the WAN it belongs to is still the one it is pinned to.
        var rows = Recursive().Change("/ip/route", ("gateway", "1.1.1.1"), ("immediate-gw", "198.51.100.1%ether2"));
        Assert.Equal(["ether1", "ether2"], WanDetection.Find(rows.Model).Select(wan => wan.Interface));
    }

    [Fact]
    public void Find_ExportWithScriptedDhcp_GatewayBelongsToTheClientWhoseScriptNamesIt()
    {
        var rows = new RouterRows().WanList("ether1", "ether2")
            .Add("/ip/dhcp-client", ("interface", "ether1"), ("add-default-route", "no"), ("script", "/ip/route/set [find comment=\"isp-one\"] gateway=$\"gateway-address\""))
            .Add("/ip/dhcp-client", ("interface", "ether2"), ("add-default-route", "no"), ("script", "/ip/route/set [find comment=\"isp-two\"] gateway=$\"gateway-address\""))
            .Add("/ip/route", ("dst-address", "8.8.8.8/32"), ("gateway", "192.0.2.1"), ("scope", "10"), ("comment", "isp-two"))
            .Add("/ip/route", ("dst-address", "1.1.1.1/32"), ("gateway", "198.51.100.1"), ("scope", "10"), ("comment", "isp-one"))
            .Add("/ip/route", ("gateway", "8.8.8.8"), ("distance", "2"), ("target-scope", "11"), ("check-gateway", "ping"))
            .Add("/ip/route", ("gateway", "1.1.1.1"), ("distance", "1"), ("target-scope", "11"), ("check-gateway", "ping"));
        Assert.Equal("ether1 Dhcp Primary 0 198.51.100.1 1 | ether2 Dhcp Backup 1 192.0.2.1 2", Shape(rows.Model));
    }

    [Fact]
    public void Find_ExportWithoutScriptsOrAddresses_GatewaysAndClientsPairedInOrder()
    {
        var rows = new RouterRows("6.49.10").WanList("ether1", "ether2")
            .Add("/ip/dhcp-client", ("interface", "ether1"), ("add-default-route", "no"))
            .Add("/ip/dhcp-client", ("interface", "ether2"), ("add-default-route", "no"))
            .Add("/ip/route", ("distance", "1"), ("gateway", "192.0.2.1")).Add("/ip/route", ("distance", "2"), ("gateway", "198.51.100.1"));
        Assert.Equal("ether1 Dhcp Primary 0 192.0.2.1 1 | ether2 Dhcp Backup 1 198.51.100.1 2", Shape(rows.Model));
    }

    [Fact]
    public void Find_ExportWithStaticGatewaysOnClients_PairedWhenAsManyAsClients()
    {
        var rows = new RouterRows("6.49.18").Add("/ip/dhcp-client", ("interface", "ether1")).Add("/ip/dhcp-client", ("interface", "ether2"))
            .Add("/ip/route", ("gateway", "8.8.8.8"), ("distance", "1"), ("target-scope", "11")).Add("/ip/route", ("gateway", "1.1.1.1"), ("distance", "2"), ("target-scope", "11"))
            .Add("/ip/route", ("dst-address", "1.1.1.1/32"), ("gateway", "198.51.100.1"), ("scope", "10")).Add("/ip/route", ("dst-address", "8.8.8.8/32"), ("gateway", "203.0.113.1"), ("scope", "10"));
        Assert.Equal("ether1 Dhcp Primary 0 203.0.113.1 1 | ether2 Dhcp Backup 0 198.51.100.1 1", Shape(rows.Model));
    }

    [Fact]
    public void Find_PortRowOfARemovedBridge_DoesNotMakeALanPort() =>
        Assert.Equal(["ether1"], WanDetection.Find(new RouterRows().Static("ether1", "203.0.113", 1).Add("/interface/bridge/port", ("interface", "ether1")).Model).Select(wan => wan.Interface));

    [Fact]
    public void Find_IdenticalModems_EachDefaultGetsItsOwnInterface()
    {
        var rows = new RouterRows().Add("/ip/address", ("address", "192.168.1.2/24"), ("interface", "ether1")).Add("/ip/address", ("address", "192.168.1.3/24"), ("interface", "ether2"))
            .Add("/ip/route", ("gateway", "192.168.1.1%ether2"), ("distance", "2")).Add("/ip/route", ("gateway", "192.168.1.1"), ("distance", "1"));
        Assert.Equal(["ether1", "ether2"], WanDetection.Find(rows.Model).Select(wan => wan.Interface));
    }

    [Fact]
    public void Find_MarkedTablesOnly_LinksFoundWithoutDistance() =>
        Assert.Equal("ether1 Static Primary 0 203.0.113.1 - | ether2 Static Backup 0 198.51.100.1 -",
            Shape(new RouterRows().Lan().Add("/ip/address", ("address", "203.0.113.2/24"), ("interface", "ether1")).Add("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2"))
                .Add("/ip/route", ("gateway", "203.0.113.1"), ("routing-table", "to-one")).Add("/ip/route", ("gateway", "198.51.100.1"), ("routing-table", "to-two")).Model));

    [Fact]
    public void Find_WireGuardDefault_IsAWan() =>
        Assert.Contains(WanDetection.Find(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 2, "standby").Add("/interface/wireguard", ("name", "wg1")).Default("wg1", "wg1", 1, check: "none").Model),
            wan => wan is { Interface: "wg1", Kind: WanKind.WireGuard, Role: WanRole.Primary });

    [Fact]
    public void Find_WireGuardInMarkedTable_IsNoWan() =>
        Assert.Equal(["ether1"], WanDetection.Find(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Add("/interface/wireguard", ("name", "wg1"))
            .Default("wg1", "wg1", 1, check: "none", more: ("routing-table", "vpn")).Model).Select(wan => wan.Interface));

    [Fact]
    public void Find_LanBridgeAndItsPorts_AreNoWans()
    {
        var rows = new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).WanList("ether1")
            .Add("/ip/dhcp-client", ("interface", "bridge"), ("add-default-route", "yes")).Add("/ip/dhcp-client", ("interface", "ether5"), ("add-default-route", "yes"));
        Assert.Equal(["ether1"], WanDetection.Find(rows.Model).Select(wan => wan.Interface));
    }

    [Fact]
    public void Find_ManagementClientWithoutDefault_IsNoWan() =>
        Assert.Equal(["ether1"], WanDetection.Find(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).WanList("ether1")
            .Add("/ip/dhcp-client", ("interface", "ether4"), ("add-default-route", "no"), ("status", "bound")).Model).Select(wan => wan.Interface));

    [Fact]
    public void Find_ModemPageClientUnderPppoe_IsNoWan() =>
        Assert.Equal(["pppoe-out1"], WanDetection.Find(new RouterRows().Lan().Pppoe("pppoe-out1", "ether1", 1).WanList("ether1", "pppoe-out1")
            .Add("/ip/dhcp-client", ("interface", "ether1"), ("add-default-route", "no")).Model).Select(wan => wan.Interface));

    [Fact]
    public void Find_FactoryClientLeftUnderPppoeOverVlan_IsNoWan() =>
        Assert.Equal(["pppoe-out1"], WanDetection.Find(new RouterRows().Add("/interface/vlan", ("name", "vlan6"), ("interface", "ether1"), ("vlan-id", "6"))
            .Add("/interface/pppoe-client", ("name", "pppoe-out1"), ("interface", "vlan6"), ("add-default-route", "yes")).Add("/ip/dhcp-client", ("interface", "ether1"))
            .WanList("ether1", "pppoe-out1").Model).Select(wan => wan.Interface));

    [Fact]
    public void Find_SingleWan_GivesOne() => Assert.Single(WanDetection.Find(new RouterRows().Lan().WanList("ether1").Masquerade().Dhcp("ether1", "203.0.113", 1).Model));

    [Fact]
    public void Find_NothingConfigured_GivesNone() => Assert.Empty(WanDetection.Find(new RouterRows().Lan().Model));

    [Fact]
    public void Find_AddressOnWanListWithoutRoute_IsAWanWithoutDistance() =>
        Assert.Equal("ether1 Dhcp Primary 0 203.0.113.1 1 | ether2 Static Backup 1 - -",
            Shape(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).WanList("ether1", "ether2").Add("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2")).Model));

    [Fact]
    public void Find_EqualDistances_ShareAnOrder() =>
        Assert.Equal("ether1 Dhcp Primary 0 203.0.113.1 1 | ether2 Dhcp Backup 0 198.51.100.1 1",
            Shape(new RouterRows().Lan().Dhcp("ether2", "198.51.100", 1).Dhcp("ether1", "203.0.113", 1).Model));

    [Fact]
    public void Find_Evidence_NamesLinesAndNeverSecrets()
    {
        var wans = WanDetection.Find(new RouterRows().Lan().Pppoe("pppoe-out1", "ether1", 1).Model);
        var text = string.Join("\n", wans.SelectMany(wan => wan.Evidence).Select(line => line.Text));
        Assert.Contains("/interface/pppoe-client name=pppoe-out1 interface=ether1 add-default-route=yes", text, StringComparison.Ordinal);
        Assert.DoesNotContain("line-secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Fibre", "Fibre")]
    [InlineData("defconf", "ether1")]
    [InlineData("a comment that goes on and on about the history of this line", "ether1")]
    public void Find_Name_IsTheShortCommentOrTheInterface(string comment, string name) =>
        Assert.Equal(name, Assert.Single(WanDetection.Find(new RouterRows().Dhcp("ether1", "203.0.113", 1).Change("/interface", ("name", "ether1"), ("comment", comment)).Model)).Name);

    internal static RouterRows Recursive(string first = "active", string second = "standby") => new RouterRows().Lan().Ether("ether1").Ether("ether2")
        .Add("/ip/address", ("address", "203.0.113.2/24"), ("interface", "ether1")).Add("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2"))
        .Pin("1.1.1.1", "203.0.113.1").Pin("8.8.8.8", "198.51.100.1")
        .Default("1.1.1.1", "ether1", 1, first).Default("8.8.8.8", "ether2", 2, second);
}
