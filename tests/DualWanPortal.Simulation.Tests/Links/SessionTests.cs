using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Links;

public class SessionTests
{
    [Fact]
    public void Reference_3_4_Connected_HasAddressRouteAndRunningInterface()
    {
        var site = Pppoe();
        site.Wait(5);

        Assert.Equal("true", site.Router["/interface"].Named("pppoe-out1")!["running"]);
        var address = site.Router["/ip/address"].Rows.Single(row => row["interface"] == "pppoe-out1");
        Assert.EndsWith("/32", address["address"], StringComparison.Ordinal);
        Assert.Equal("203.0.113.1", address["network"]);
        var route = Default(site);
        Assert.Equal("pppoe-out1", route["gateway"]);
        Assert.Equal("pppoe-out1", route["immediate-gw"]);
        Assert.Equal("true", route["vpn"]);
        Assert.Contains("pppoe,ppp,info pppoe-out1: connected", site.Log());
    }

    [Fact]
    public void Reference_4_4_UpstreamSilent_EndsByKeepalive()
    {
        var site = Pppoe();
        site.Wait(5);
        site.Break("pppoe-out1", "gateway-silent");
        site.Wait(20);
        Assert.Equal("true", site.Router["/interface"].Named("pppoe-out1")!["running"]);
        site.Wait(20);
        Assert.Equal("false", site.Router["/interface"].Named("pppoe-out1")!["running"]);
        Assert.Contains("pppoe,ppp,info pppoe-out1: terminating... - peer is not responding", site.Log());
        site.ClearFaults();
        site.Wait(15);
        Assert.Equal("true", site.Router["/interface"].Named("pppoe-out1")!["running"]);
    }

    [Fact]
    public void Reference_4_4_Reconnect_BringsANewAddressAndANewRouteId()
    {
        var site = Pppoe();
        site.Wait(5);
        var (address, route) = (site.Router["/ip/address"].Rows.Single(row => row.Dynamic)["address"], Default(site).Id);
        site.Break("ether1", "gateway-change");
        site.Wait(5);
        Assert.NotEqual(address, site.Router["/ip/address"].Rows.Single(row => row.Dynamic)["address"]);
        Assert.NotEqual(route, Default(site).Id);
        Assert.Equal("ether1", site.Wans[0].Port);
        Assert.Equal("pppoe-out1", site.Carrier());
    }

    [Fact]
    public void Disabled_Client_HangsUpAndDialsAgainWhenEnabled()
    {
        var site = Pppoe();
        site.Wait(5);
        var client = site.Router["/interface/pppoe-client"].Rows[0];
        site.Router["/interface/pppoe-client"].Set(client, byHand: true, ("disabled", "true"));
        Assert.Equal("false", site.Router["/interface"].Named("pppoe-out1")!["running"]);
        Assert.Equal("true", site.Router["/interface"].Named("pppoe-out1")!["disabled"]);
        site.Router["/interface"].Set(site.Router["/interface"].Named("pppoe-out1")!, byHand: true, ("disabled", "false"));
        site.Wait(5);
        Assert.Equal("true", client["running"]);
        Assert.Equal("pppoe-out1", site.Carrier());
    }

    [Fact]
    public void Reference_3_5_Lte_HasAModemRouteOfDistanceTwo()
    {
        var site = SimulatedSite.FromExport("lte", [ConfigItem.Of("/interface/lte", ("default-name", "lte1"), ("name", "lte1"))], null, RouterProfile.V721, new SimulationClock(Sites.Start));
        site.Wait(6);
        var route = Default(site);
        Assert.Equal(("lte1", "2", "true", "true"), (route["gateway"], route["distance"], route["modem"], route["active"]));

        site.Break("lte1", "cable-out");
        Assert.Equal("false", site.Router["/interface"].Named("lte1")!["running"]);
        site.ClearFaults();
        site.Wait(6);
        Assert.Equal("true", Default(site)["active"]);
        var apns = site.Router["/interface/lte/apn"];
        apns.Set(apns.Rows[0], byHand: true, ("default-route-distance", "5"));
        Assert.Equal("5", Default(site)["distance"]);
    }

    private static SimulatedSite Pppoe() => SimulatedSite.FromExport("pppoe",
    [
        ConfigItem.Of("/interface/pppoe-client", ("name", "pppoe-out1"), ("interface", "ether1"), ("add-default-route", "yes"), ("disabled", "no")),
        ConfigItem.Of("/ip/address", ("address", "192.168.88.1/24"), ("interface", "ether2")),
        ConfigItem.Of("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", "pppoe-out1")),
    ], null, RouterProfile.V721, new SimulationClock(Sites.Start));

    private static MenuRow Default(SimulatedSite site) => site.Router["/ip/route"].Rows.Single(row => row["dst-address"] == "0.0.0.0/0");
}
