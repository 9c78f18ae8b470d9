using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Tests.Text;

namespace DualWanPortal.RouterOs.Tests.Model;

public sealed class RouterModelTests
{
    [Fact]
    public void FromItems_ExportOfAHomeRouter_NamesItsLinks()
    {
        var model = Rows.Read(Rows.Fixture("home-7.21.1.rsc")).ToModel();
        Assert.Equal(("home", "C53UiG+5HPaxD2HPaxD", new RouterOsVersion(7, 21, 1)), (model.Identity, model.Board, model.Version));
        var pppoe = Assert.Single(model.PppoeClients);
        Assert.True(pppoe is { Name: "pppoe-out1", Interface: "ether5", AddsDefaultRoute: true, DefaultRouteDistance: 2, UsePeerDns: false, Disabled: false });
        Assert.True(model.Interface("pppoe-out1") is { Type: "pppoe-out", Parent: "ether5", IsPointToPoint: true, Running: null });
        var dhcp = Assert.Single(model.DhcpClients);
        Assert.True(dhcp is { Interface: "ether1-wan", AddsDefaultRoute: true, UsePeerDns: true, DefaultRouteDistance: 1, CheckGateway: "none", Status: null });
        Assert.Equal("ether1", model.Interface("ether1-wan")?.DefaultName);
        Assert.Equal(["ether1-wan", "pppoe-out1"], model.InterfacesOn("WAN").Order());
        Assert.DoesNotContain("pppoe-out1", model.InterfacesOn("inside"));
        Assert.Null(model.Interface("ether2"));
        Assert.Equal("9.9.9.9,1.1.1.1", model.Dns?["servers"]);
        Assert.True(model.RoutingTables.Single().Flag("fib"));
    }

    [Fact]
    public void FromItems_ExportOfAV6RouterWithLte_ReadsLinksAndMarks()
    {
        var model = Rows.Read(Rows.Fixture("home-6.49.18-crlf.rsc")).ToModel();
        var lte = Assert.Single(model.LteInterfaces);
        Assert.Equal(("lte1", "backup"), (lte.Name, lte.ApnProfiles.Single()));
        Assert.True(model.LteApns.Single() is { Name: "backup", AddsDefaultRoute: true, DefaultRouteDistance: 5, UsePeerDns: true });
        Assert.True(model.Interface("ether1") is { Type: "ether", DefaultName: "ether1" });
        Assert.True(model.Interface("gre1") is { Type: "gre", IsPointToPoint: true });
        Assert.True(model.IsOnList("ether2 WAN two", "WAN"));
        Assert.Equal(["main", "wan2", "main"], model.Routes.Select(route => route.Table));
        Assert.True(model.Routes[2].Blackhole);
        Assert.Equal("wan2", model.RoutingRules.Single().Table);
    }

    [Fact]
    public void Interfaces_LiveRows_JoinTheGeneralAndTheSpecificMenu()
    {
        var model = RouterModel.FromItems(
        [
            ConfigItem.Of("/interface", (".id", "*1"), ("name", "WAN"), ("default-name", "ether1"), ("type", "ether"), ("running", "true")),
            ConfigItem.Of("/interface", (".id", "*F"), ("name", "pppoe-out1"), ("type", "pppoe-out"), ("running", "false")),
            ConfigItem.Of("/interface", (".id", "*10"), ("name", "tun"), ("type", "gre-tunnel")),
            ConfigItem.Of("/interface/pppoe-client", (".id", "*F"), ("name", "pppoe-out1"), ("interface", "WAN"), ("add-default-route", "true"), ("running", "false")),
        ]);
        Assert.Equal(3, model.Interfaces.Length);
        Assert.True(model.Interface("WAN") is { Type: "ether", Running: true, Parent: null });
        Assert.True(model.Interface("pppoe-out1") is { Type: "pppoe-out", Running: false, Parent: "WAN" });
        Assert.True(model.Interface("tun") is { Type: "gre", IsPointToPoint: true });
        Assert.True(model.PppoeClients.Single() is { AddsDefaultRoute: true, Disabled: false, Running: false });
    }

    [Fact]
    public void FromItems_VersionOfResource_IsUsedWithoutHeader()
    {
        var model = RouterModel.FromItems([ConfigItem.Of("/system/resource", ("version", "7.21.1 (stable)"), ("board-name", "RB5009"))]);
        Assert.Equal((new RouterOsVersion(7, 21, 1), "RB5009"), (model.Version, model.Board));
    }

    [Fact]
    public void FromItems_NothingOrNonsense_GivesAnEmptyModel()
    {
        var model = RouterModel.FromItems(
        [
            ConfigItem.Of("/ip/route", ("gateway", ",,%@"), ("dst-address", "here"), ("distance", "near")),
            ConfigItem.Of("/ip/address", ("address", "300.1.1.1/99")),
            ConfigItem.Of("/interface/list", ("name", ""), ("include", ",")),
            ConfigItem.Of("/interface", ("name", "")),
        ]);
        Assert.Null(model.Version);
        Assert.Empty(model.Interfaces);
        Assert.Null(model.Routes.Single().Destination);
        Assert.Equal(1, model.Routes.Single().Distance);
        Assert.Null(model.Addresses.Single().Address);
    }
}
