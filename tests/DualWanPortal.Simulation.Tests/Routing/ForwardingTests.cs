using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>Reference 4.1 and 4.2 on the rows of a router that lives.</summary>
public class ForwardingTests
{
    [Fact]
    public void Reference_4_1_Lookup_TakesTheLongestPrefixWhateverItsDistance()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add dst-address=0.0.0.0/0 gateway=10.111.0.1 distance=1
            /ip/route/add dst-address=104.0.0.0/8 gateway=10.112.0.1 distance=200
            """);
        Assert.Equal("ether2", site.Carrier());
        Assert.Equal("ether1", Exit(site, "9.9.9.9"));
    }

    [Fact]
    public void Reference_4_1_DisabledRoute_IsNoCandidate()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add gateway=10.111.0.1 distance=1 disabled=yes comment=one
            /ip/route/add gateway=10.112.0.1 distance=2 comment=two
            """);
        Assert.Equal(("false", "false", "true"), (site.Route("one")["active"], site.Route("one")["inactive"], site.Route("two")["active"]));
    }

    [Theory]
    [InlineData("7.21", "blackhole", "timeout")]
    [InlineData("6.49", "type=blackhole", "timeout")]
    [InlineData("6.49", "type=unreachable", "net unreachable")]
    [InlineData("6.49", "type=prohibit", "net unreachable")]
    public void Reference_4_1_RouteType_SaysWhetherOneIsTold(string profile, string type, string status)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, $"""
            /ip route add gateway=10.111.0.1
            /ip route add dst-address=9.9.9.0/24 {type}
            """);
        Assert.Equal(status, site.Ping("9.9.9.9"));
        var outcome = site.Running.Clients.Connect("bridge", Ipv4.Parse("192.168.88.10")!.Value, Ipv4.Parse("9.9.9.9")!.Value, "tcp", 443);
        Assert.False(outcome.Answered);
        Assert.Contains(status == "timeout" ? "blackhole" : "net unreachable", outcome.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_4_1_EqualRoutes_ShareConnectionsByPairOfAddresses()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add gateway=10.111.0.1 comment=one
            /ip/route/add gateway=10.112.0.1 comment=two
            """);
        Assert.Equal(("true", "10.111.0.1%ether1", "true", "10.112.0.1%ether2"), (site.Route("one")["ecmp"], site.Route("one")["immediate-gw"], site.Route("two")["ecmp"], site.Route("two")["immediate-gw"]));
        var exits = Enumerable.Range(1, 100).Select(host => Exit(site, $"104.18.7.{host}")).ToArray();
        Assert.InRange(exits.Count(exit => exit == "ether1"), 25, 75);
        Assert.Equal(exits, Enumerable.Range(1, 100).Select(host => Exit(site, $"104.18.7.{host}")));
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_4_1_Distances_OfRoutesThatNobodyNumbered(string profile)
    {
        var site = RecipeBench.Leased(RouterProfile.Named(profile)!, "/ip route add dst-address=10.9.0.0/16 gateway=192.168.88.9", RecipeBench.Dhcp("ether1"), RecipeBench.Pppoe("pppoe-out1", "ether2", ("add-default-route", "yes")));
        var routes = site.Router["/ip/route"].Rows;
        Assert.Equal("0", routes.Single(row => row["dst-address"] == "192.168.88.0/24")["distance"]);
        Assert.Equal("1", routes.Single(row => row["dst-address"] == "10.9.0.0/16")["distance"]);
        Assert.All(routes.Where(row => row["dst-address"] == "0.0.0.0/0"), row => Assert.Equal("1", row["distance"]));
        var lte = Sites.Settled("fibre-lte", RouterProfile.Named(profile));
        Assert.Equal("2", lte.Router["/interface/lte/apn"].Rows[0]["default-route-distance"]);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_4_1_DisabledInterface_TakesItsRoutesAlongAndBack(string profile)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, """
            /ip route add gateway=10.111.0.1 distance=1 comment=one
            /ip route add gateway=10.112.0.1 distance=2 comment=two
            """);
        site.Type("/interface disable ether1");
        Assert.Equal("ether2", site.Carrier());
        Assert.NotEqual("true", Connected(site)["active"]);
        Assert.NotEqual("true", site.Route("one")["active"]);
        Assert.False(site.Router["/ip/address"].Rows.Single(row => row["address"] == "10.111.0.2/24").Disabled);
        site.Type("/interface enable ether1");
        Assert.Equal(("true", "true", "ether1"), (Connected(site)["active"], site.Route("one")["active"], site.Carrier()));
    }

    [Fact]
    public void Reference_4_1_ProviderBehindASwitch_DiesWithoutALinkEvent()
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/ip/route/add gateway=10.111.0.1 comment=one");
        site.Break("ether1", "gateway-silent");
        site.Wait(300);
        Assert.Equal(("true", "true"), (site.Route("one")["active"], site.Router["/interface"].Named("ether1")!["running"]));
        Assert.DoesNotContain(site.Log(), line => line.Contains("link down", StringComparison.Ordinal));
    }

    [Fact]
    public void Reference_4_2_TargetScopes_OfEachLevelStandInTheRows()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10 comment=host
            /ip/route/add dst-address=0.0.0.0/0 gateway=8.8.8.8 target-scope=11 comment=one
            """);
        Assert.Equal(("10", "5"), (Connected(site)["scope"], Connected(site)["target-scope"]));
        Assert.Equal(("10", "10", "10.111.0.1%ether1"), (site.Route("host")["scope"], site.Route("host")["target-scope"], site.Route("host")["immediate-gw"]));
        Assert.Equal(("30", "11", "10.111.0.1%ether1"), (site.Route("one")["scope"], site.Route("one")["target-scope"], site.Route("one")["immediate-gw"]));
    }

    [Fact]
    public void Reference_4_2_V7CheckOfOneRoute_LeavesItsTwinAlone()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add dst-address=0.0.0.0/0 gateway=10.111.0.1 check-gateway=ping comment=checked
            /ip/route/add dst-address=10.9.0.0/16 gateway=10.111.0.1 comment=plain
            """);
        site.Break("ether1", "gateway-silent");
        site.Wait(40);
        Assert.Equal(("true", "true"), (site.Route("checked")["inactive"], site.Route("plain")["active"]));

        var old = RecipeBench.Static(RouterProfile.V649, """
            /ip route add dst-address=0.0.0.0/0 gateway=10.111.0.1 check-gateway=ping comment=checked
            /ip route add dst-address=10.9.0.0/16 gateway=10.111.0.1 comment=plain
            """);
        old.Break("ether1", "gateway-silent");
        old.Wait(40);
        Assert.Equal((null, null), (old.Route("checked")["active"], old.Route("plain")["active"]));
    }

    [Fact]
    public void Reference_4_2_RouterItself_NeedsADefaultRouteInMain()
    {
        const string Table = """
            /routing/table/add name=second fib
            /ip/route/add gateway=10.112.0.1 routing-table=second
            /ip/firewall/mangle/add chain=output dst-address=9.9.9.9 action=mark-routing new-routing-mark=second passthrough=no
            """;
        var site = RecipeBench.Static(RouterProfile.V721, Table);
        Assert.Equal("no route to host", site.Ping("9.9.9.9"));
        site.Type("/ip/route/add gateway=10.111.0.1");
        Assert.Equal("answered", site.Ping("9.9.9.9"));
    }

    private static MenuRow Connected(SimulatedSite site) => site.Router["/ip/route"].Rows.Single(row => row["dst-address"] == "10.111.0.0/24");

    private static string? Exit(SimulatedSite site, string destination) =>
        site.Running.Policy.Decide(new Packet { Source = Ipv4.Parse("192.168.88.10")!.Value, Destination = Ipv4.Parse(destination)!.Value, InInterface = "bridge" }).Hop?.Interface;
}
