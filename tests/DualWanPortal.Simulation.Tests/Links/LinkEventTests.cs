using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Links;

/// <summary>The table of reference 4.4, event by event.</summary>
public class LinkEventTests
{
    [Fact]
    public void Reference_4_4_LinkDownAndUp_AreCountedLoggedAndHeard()
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/ip/route/add gateway=10.111.0.1");
        var row = site.Router["/interface"].Named("ether1")!;
        var (interfaces, routes) = (site.At().Run("/interface/listen"), site.At().Run("/ip/route/listen"));
        var downs = int.Parse(row["link-downs"]!, System.Globalization.CultureInfo.InvariantCulture);
        site.Break("ether1", "cable-out");
        Assert.Equal(("false", downs + 1), (row["running"], int.Parse(row["link-downs"]!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.NotNull(row["last-link-down-time"]);
        Assert.Contains("interface,info ether1 link down", site.Log());
        Assert.Contains(interfaces.Rows, heard => heard["name"] == "ether1" && heard.GetValueOrDefault("running") != "true");
        Assert.Contains(routes.Rows, heard => heard["dst-address"] == "0.0.0.0/0" && heard.GetValueOrDefault("inactive") == "true");
        site.ClearFaults();
        site.Wait(3);
        Assert.Contains("interface,info ether1 link up (speed 1G, full duplex)", site.Log());
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_4_4_LinkDown_EndsTheSessionOverIt(string profile)
    {
        var site = Sites.Settled("dhcp-pppoe", RouterProfile.Named(profile));
        site.Break("pppoe-out1", "cable-out");
        site.Wait(35);
        Assert.Equal("false", site.Router["/interface"].Named("pppoe-out1")!["running"]);
        Assert.DoesNotContain(site.Router["/ip/address"].Rows, row => row["interface"] == "pppoe-out1");
        site.ClearFaults();
        site.Wait(20);
        Assert.Equal("true", site.Router["/interface"].Named("pppoe-out1")!["running"]);
        Assert.Contains(site.Log(), line => line.Contains("pppoe-out1: connected", StringComparison.Ordinal));
    }

    [Fact]
    public void Reference_4_4_InterfaceDisabled_IsAsLinkDownAndSaysSo()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "", RecipeBench.Dhcp("ether1"), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        site.Type("/interface/disable ether1");
        Assert.Equal(("true", "false"), (site.Router["/interface"].Named("ether1")!["disabled"], site.Router["/interface"].Named("ether1")!["running"]));
        Assert.Equal("searching...", site.Router["/ip/dhcp-client"].Rows[0]["status"]);
        Assert.Equal("ether2", site.Carrier());
        site.Type("/interface/enable ether1");
        Assert.Equal("bound", site.Router["/ip/dhcp-client"].Rows[0]["status"]);
    }

    [Fact]
    public void Reference_4_4_NewSessionAddress_BreaksRoutesOverTheOldFarEnd()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "/interface/list/member/add list=WAN interface=pppoe-out1", RecipeBench.Pppoe("pppoe-out1", "ether1", ("add-default-route", "yes")), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        var far = site.Router["/ip/address"].Rows.Single(row => row["interface"] == "pppoe-out1")["network"];
        site.Type($"/ip/route/add dst-address=104.0.0.0/8 gateway={far} comment=fixed");
        Assert.Equal("true", site.Route("fixed")["active"]);
        site.Break("pppoe-out1", "gateway-change");
        site.Wait(30);
        var addressed = site.Router["/ip/address"].Rows.Single(row => row["interface"] == "pppoe-out1");
        Assert.NotEqual(far, addressed["network"]);
        Assert.NotEqual("true", site.Route("fixed")["active"]);
        Assert.Equal("true", site.Router["/ip/route"].Rows.Single(row => row["gateway"] == "pppoe-out1" && row["dst-address"] == "0.0.0.0/0")["active"]);
    }

    [Fact]
    public void Reference_4_4_GatewayWithoutArp_LosesPacketsAndKeepsTheRoute()
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/ip/route/add gateway=10.111.0.1 comment=one");
        site.Break("ether1", "gateway-silent");
        site.Wait(60);
        Assert.Equal("true", site.Route("one")["active"]);
        Assert.Equal("host unreachable", site.Ping("9.9.9.9"));
        Assert.Null(site.Carrier());
    }
}
