using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Links;

public class LeaseTests
{
    [Fact]
    public void Reference_3_3_Bound_BringsAddressRouteAndResolvers()
    {
        var site = Site();
        var client = Client(site);
        Assert.Equal("searching...", client["status"]);
        site.Wait(1.5);
        Assert.Equal("requesting...", client["status"]);
        site.Wait(1);

        Assert.Equal("bound", client["status"]);
        Assert.Equal("203.0.113.100/25", client["address"]);
        Assert.Contains(site.Router["/ip/address"].Rows, row => row.Dynamic && row["address"] == "203.0.113.100/25" && row["interface"] == "ether1");
        var route = Default(site);
        Assert.Equal("203.0.113.1", route["gateway"]);
        Assert.Equal("203.0.113.1%ether1", route["immediate-gw"]);
        Assert.Equal("7", route["distance"]);
        Assert.Equal("true", route["dhcp"]);
        Assert.Equal("true", route["active"]);
        Assert.Equal("100.100.0.53,100.100.0.54", site.Router["/ip/dns"].Settings["dynamic-servers"]);
        Assert.Contains("dhcp,info dhcp-client on ether1 got IP address 203.0.113.100", site.Log());
    }

    [Fact]
    public void Reference_4_4_LinkDown_TakesAddressRouteAndResolversAway()
    {
        var site = Bound();
        site.Break("ether1", "cable-out");

        Assert.Equal("searching...", Client(site)["status"]);
        Assert.Null(Client(site)["address"]);
        Assert.DoesNotContain(site.Router["/ip/address"].Rows, row => row.Dynamic);
        Assert.DoesNotContain(site.Router["/ip/route"].Rows, row => row["dst-address"] == "0.0.0.0/0");
        Assert.Equal("", site.Router["/ip/dns"].Settings["dynamic-servers"]);
    }

    [Fact]
    public void Reference_4_4_UpstreamDead_ChangesNothingOnTheLink()
    {
        var site = Bound();
        site.Break("ether1", "upstream-dead");
        site.Wait(7200);
        Assert.Equal("bound", Client(site)["status"]);
        Assert.Equal("true", Default(site)["active"]);
    }

    [Fact]
    public void Reference_3_3_ServerSilent_StaysBoundUntilTheLeaseRunsOut()
    {
        var site = Bound();
        site.Break("ether1", "gateway-silent");
        site.Wait(1760);
        Assert.Equal("bound", Client(site)["status"]);
        site.Wait(60);
        Assert.Equal("renewing...", Client(site)["status"]);
        site.Wait(1500);
        Assert.Equal("rebinding...", Client(site)["status"]);
        site.Wait(400);
        Assert.Equal("searching...", Client(site)["status"]);
        Assert.Contains("dhcp,info dhcp-client on ether1 lost IP address 203.0.113.100 - lease expired", site.Log());
    }

    [Fact]
    public void Reference_4_4_GatewayChange_ReplacesTheRouteUnderANewId()
    {
        var site = Bound();
        var before = Default(site).Id;
        site.Break("ether1", "gateway-change");
        site.Wait(2);

        Assert.NotEqual(before, Default(site).Id);
        Assert.NotEqual("203.0.113.1", Default(site)["gateway"]);
        Assert.Equal("bound", Client(site)["status"]);
        Assert.Equal("ether1", site.Carrier());
        site.ClearFaults();
        site.Wait(2);
        Assert.Equal("203.0.113.1", Default(site)["gateway"]);
    }

    [Fact]
    public void Reference_4_4_LeaseLost_IsAsLinkDownForTheAddressUntilMended()
    {
        var site = Bound();
        site.Break("ether1", "lease-lost");
        site.Wait(30);
        Assert.Equal("searching...", Client(site)["status"]);
        Assert.Equal("true", site.Router["/interface"].Named("ether1")!["running"]);
        site.ClearFaults();
        site.Wait(10);
        Assert.Equal("bound", Client(site)["status"]);
    }

    [Fact]
    public void Changed_DistanceOfABoundClient_KeepsTheLease()
    {
        var site = Bound();
        site.Router["/ip/dhcp-client"].Set(Client(site), byHand: true, ("default-route-distance", "2"));
        Assert.Equal("bound", Client(site)["status"]);
        Assert.Equal("2", Default(site)["distance"]);
        site.Router["/ip/dhcp-client"].Set(Client(site), byHand: true, ("disabled", "true"));
        Assert.Equal("stopped", Client(site)["status"]);
        Assert.DoesNotContain(site.Router["/ip/route"].Rows, row => row["dst-address"] == "0.0.0.0/0");
    }

    [Fact]
    public void Reading_ExpiresAfter_CountsDown()
    {
        var site = Bound();
        site.Router.BeforeRead(site.Router["/ip/dhcp-client"]);
        Assert.Equal("59m32s", Client(site)["expires-after"]);
    }

    private static SimulatedSite Bound()
    {
        var site = Site();
        site.Wait(30);
        return site;
    }

    private static SimulatedSite Site() => SimulatedSite.FromExport("lease",
    [
        ConfigItem.Of("/ip/dhcp-client", ("interface", "ether1"), ("default-route-distance", "7"), ("disabled", "no")),
        ConfigItem.Of("/ip/address", ("address", "192.168.88.1/24"), ("interface", "ether2")),
        ConfigItem.Of("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", "ether1")),
    ], null, RouterProfile.V721, new SimulationClock(Sites.Start));

    private static MenuRow Client(SimulatedSite site) => site.Router["/ip/dhcp-client"].Rows[0];
    private static MenuRow Default(SimulatedSite site) => site.Router["/ip/route"].Rows.Single(row => row["dst-address"] == "0.0.0.0/0");
}
