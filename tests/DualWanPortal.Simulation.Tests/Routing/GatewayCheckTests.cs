using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Routing;

public class GatewayCheckTests
{
    [Fact]
    public void Reference_4_3_ModelA_NeedsTwentyToThirtySeconds() => Assert.InRange(SecondsToFail(RouterProfile.V718), 19, 31);

    [Fact]
    public void Reference_4_3_ModelB_NeedsElevenToTwentyOneSeconds() => Assert.InRange(SecondsToFail(RouterProfile.V721), 10, 22);

    [Fact]
    public void Reference_4_3_ModelBTunedTo2s_NeedsThreeToFiveSeconds()
    {
        var seconds = SecondsToFail(RouterProfile.V721, ConfigItem.Of("/routing/settings", ("check-gateway-ping-interval", "2s"), ("check-gateway-ping-timeout", "1s"), ("check-gateway-ping-count", "2")));
        Assert.InRange(seconds, 2, 5.1);
    }

    [Fact]
    public void Reference_4_3_Recovery_ComesWithTheFirstAnswer()
    {
        var site = Site(RouterProfile.V721);
        site.Break("ether1", "gateway-silent");
        site.Wait(40);
        Assert.Equal("true", Default(site)["inactive"]);
        Assert.Equal("203.0.113.1%ether1", Default(site)["immediate-gw"]);
        site.ClearFaults();
        site.Wait(10.5);
        Assert.Equal("true", Default(site)["active"]);
        Assert.Equal("false", Default(site)["inactive"]);
    }

    [Fact]
    public void Reference_4_3_OneMissAlone_ChangesNothing()
    {
        var site = Site(RouterProfile.V718);
        for (var round = 0; round < 10; round++)
        {
            site.Break("ether1", "gateway-silent");
            site.Wait(10);
            site.ClearFaults();
            site.Wait(10);
            Assert.Equal("true", Default(site)["active"]);
        }
    }

    [Fact]
    public void Reference_4_3_UpstreamDead_IsNotSeenByACheckOfTheFirstHop()
    {
        var site = Site(RouterProfile.V721);
        site.Break("ether1", "upstream-dead");
        site.Wait(120);
        Assert.Equal("true", Default(site)["active"]);
    }

    [Fact]
    public void Reference_3_1_V6Rows_WordTheGatewayStatus()
    {
        var site = Sites.Settled("two-isps", RouterProfile.V649);
        var route = site.Route("WAN1-default1");
        Assert.Equal("8.8.8.8 recursive via 203.0.113.1 ether1", route["gateway-status"]);
        Assert.Equal("true", route["active"]);
        Assert.Equal("203.0.113.1 reachable via  ether1", site.Route("WAN1-canary1")["gateway-status"]);
        Assert.Null(route["immediate-gw"]);
        Assert.Null(route["inactive"]);
        var connected = site.Router["/ip/route"].Rows.Single(row => row["dst-address"] == "203.0.113.0/24");
        Assert.Equal(("ether1 reachable", "203.0.113.2", "true"), (connected["gateway-status"], connected["pref-src"], connected["connect"]));

        site.Break("ether1", "cable-out");
        Assert.Equal("8.8.8.8 unreachable", route["gateway-status"]);
        Assert.Null(route["active"]);
    }

    [Fact]
    public void Reference_3_1_V7Rows_TellStandbyFromDown()
    {
        var site = Sites.Settled("two-isps");
        var standby = site.Route("WAN2-default1");
        Assert.Equal(("false", "false", "198.51.100.1%ether2"), (standby["active"], standby["inactive"], standby["immediate-gw"]));
        site.Break("ether2", "cable-out");
        Assert.Equal(("false", "true", ""), (standby["active"], standby["inactive"], standby["immediate-gw"]));
        var blackhole = site.Route("WAN2-canary1-hold");
        Assert.Equal("true", blackhole["active"]);
        site.Router["/ip/route"].Set(standby, byHand: true, ("disabled", "true"));
        Assert.Equal(("false", "false"), (standby["active"], standby["inactive"]));
    }

    private static double SecondsToFail(RouterProfile profile, params ConfigItem[] more)
    {
        var site = Site(profile, more);
        site.Break("ether1", "gateway-silent");
        for (var seconds = 0.0; seconds < 60; seconds += 0.1)
        {
            if (Default(site)["inactive"] == "true")
                return seconds;
            site.Wait(0.1);
        }
        return 60;
    }

    private static SimulatedSite Site(RouterProfile profile, params ConfigItem[] more)
    {
        var site = SimulatedSite.FromExport("check",
        [
            ConfigItem.Of("/ip/address", ("address", "203.0.113.2/24"), ("interface", "ether1")),
            ConfigItem.Of("/ip/route", ("gateway", "203.0.113.1"), ("check-gateway", "ping"), ("comment", "main")), .. more,
        ], null, profile, new SimulationClock(Sites.Start));
        site.Wait(3);
        return site;
    }

    private static MenuRow Default(SimulatedSite site) => site.Route("main");
}
