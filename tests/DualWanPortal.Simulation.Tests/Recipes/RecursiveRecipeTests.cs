using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Recipes;

/// <summary>Reference 5 B: default routes through hosts beyond the provider.</summary>
public class RecursiveRecipeTests
{
    private const string Seven = """
        /ip/route/add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10 target-scope=10 comment=host1
        /ip/route/add dst-address=8.8.4.4/32 gateway=10.112.0.1 scope=10 target-scope=10 comment=host2
        /ip/route/add dst-address=0.0.0.0/0 gateway=8.8.8.8 distance=1 target-scope=11 check-gateway=ping comment=one
        /ip/route/add dst-address=0.0.0.0/0 gateway=8.8.4.4 distance=2 target-scope=11 check-gateway=ping comment=two
        """;

    private static readonly string s_six = Seven.Replace("/ip/route/add", "/ip route add", StringComparison.Ordinal).Replace("target-scope=11", "target-scope=10", StringComparison.Ordinal);

    private const string Holds = """

        /ip/route/add dst-address=8.8.8.8/32 blackhole distance=20 comment=hold1
        /ip/route/add dst-address=8.8.4.4/32 blackhole distance=20 comment=hold2
        """;

    private static readonly string s_holdsOfSix = Holds.Replace("/ip/route/add", "/ip route add", StringComparison.Ordinal).Replace("blackhole distance", "type=blackhole distance", StringComparison.Ordinal);

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.12")]
    [InlineData("7.21")]
    public void Reference_5_B_Recursive_SurvivesEveryDeathOfTheFirstWan(string profile)
    {
        foreach (var fault in (string[])["cable-out", "upstream-dead", "gateway-silent", "icmp-blocked"])
        {
            var site = Site(profile);
            Assert.Equal("ether1", site.Carrier());
            site.Break("ether1", fault);
            site.Until("ether2", fault == "cable-out" ? 0.1 : 31);
            site.ClearFaults();
            site.Until("ether1", 31);
        }
    }

    [Fact]
    public void Reference_5_B_DefaultTargetScope_LeavesV7WithoutDefaultRoute()
    {
        // 5.x 2.
        var site = RecipeBench.Static(RouterProfile.V721, Seven.Replace(" target-scope=11", "", StringComparison.Ordinal));
        Assert.Equal(("true", ""), (site.Route("one")["inactive"], site.Route("one")["immediate-gw"]));
        Assert.Null(site.Carrier());
        site.Type("/ip/route/set [find comment=one or comment=two] target-scope=11");
        Assert.Equal("ether1", site.Carrier());
    }

    [Theory]
    [InlineData("6.49", "10")]
    [InlineData("6.49", "11")]
    [InlineData("7.21", "11")]
    public void Reference_5_B_TargetScope_ThatWorksOnEachVersion(string profile, string target)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, s_six.Replace("target-scope=10 check", $"target-scope={target} check", StringComparison.Ordinal));
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 31);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_B_TargetScope30_LiesWhenTheFirstWanIsGone(string profile)
    {
        // 5.x 3: the canary resolves through the plain default of the other WAN and its check is answered there.
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, """
            /ip route add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10 comment=host1
            /ip route add dst-address=0.0.0.0/0 gateway=8.8.8.8 distance=2 target-scope=30 check-gateway=ping comment=one
            /ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 distance=1 comment=two
            """);
        site.Break("ether1", "cable-out");
        site.Wait(120);
        Assert.Contains(site.Router.Profile.Version.IsV6 ? "recursive via 10.112.0.1 ether2" : "10.112.0.1%ether2", site.Route("one")[site.Router.Profile.Version.IsV6 ? "gateway-status" : "immediate-gw"], StringComparison.Ordinal);
        site.Type("/ip route set [find comment=one] target-scope=11");
        Assert.Equal(site.Router.Profile.Version.IsV6 ? "8.8.8.8 unreachable" : "", site.Route("one")[site.Router.Profile.Version.IsV6 ? "gateway-status" : "immediate-gw"]);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_B_Blackhole_KeepsTheCanaryOffTheOtherWan(string profile)
    {
        // 5.x 12.
        var leaking = Site(profile);
        leaking.Break("ether1", "cable-out");
        leaking.Wait(30);
        Assert.Equal("answered", leaking.Ping("8.8.8.8"));
        var held = Site(profile, holds: true);
        Assert.Equal("answered", held.Ping("8.8.8.8"));
        held.Break("ether1", "cable-out");
        held.Wait(30);
        Assert.Equal("timeout", held.Ping("8.8.8.8"));
        Assert.Equal("ether2", held.Carrier());
        held.ClearFaults();
        held.Until("ether1", 31);
    }

    [Fact]
    public void Reference_5_B_TwoCanariesOnV7_AreOneWanThatNeedsBothToFail()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Seven + """

            /ip/route/add dst-address=1.1.1.1/32 gateway=10.111.0.1 scope=10 target-scope=10 comment=host1b
            /ip/route/add dst-address=0.0.0.0/0 gateway=1.1.1.1 distance=1 target-scope=11 check-gateway=ping comment=oneB
            """);
        Assert.Equal(("true", "true", "10.111.0.1%ether1", "10.111.0.1%ether1"), (site.Route("one")["ecmp"], site.Route("oneB")["ecmp"], site.Route("one")["immediate-gw"], site.Route("oneB")["immediate-gw"]));
        // One canary alone goes silent: its host route leads nowhere.
        site.Type("/ip/route/set [find comment=host1] disabled=yes");
        Assert.Equal(("true", "ether1"), (site.Route("one")["inactive"], site.Carrier()));
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 31);
    }

    [Fact]
    public void Reference_5_B_TwoCanariesOnV6_NeedDistancesOfTheirOwn()
    {
        var site = RecipeBench.Static(RouterProfile.V649, s_six.Replace("distance=2", "distance=3", StringComparison.Ordinal) + """

            /ip route add dst-address=1.1.1.1/32 gateway=10.111.0.1 scope=10 comment=host1b
            /ip route add dst-address=0.0.0.0/0 gateway=1.1.1.1 distance=2 check-gateway=ping comment=oneB
            """);
        Assert.Equal(("true", null), (site.Route("one")["active"], site.Route("oneB")["active"]));
        site.Type("/ip route set [find comment=host1] disabled=yes");
        Assert.Equal((null, "true", "ether1"), (site.Route("one")["active"], site.Route("oneB")["active"], site.Carrier()));
    }

    [Theory]
    [InlineData("6.49", "target-scope=10", "target-scope=10")]
    [InlineData("7.21", "target-scope=11", "target-scope=12")]
    public void Reference_5_B_VirtualHop_CarriesManyRoutes(string profile, string second, string third)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, $"""
            /ip route add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10
            /ip route add dst-address=1.1.1.1/32 gateway=10.111.0.1 scope=10
            /ip route add dst-address=10.1.1.1/32 gateway=8.8.8.8 scope=10 {second} check-gateway=ping comment=hop1
            /ip route add dst-address=10.1.1.1/32 gateway=1.1.1.1 scope=10 {second} check-gateway=ping distance=2 comment=hop2
            /ip route add dst-address=0.0.0.0/0 gateway=10.1.1.1 {third} comment=one
            /ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 distance=2 comment=two
            """);
        Assert.Equal("ether1", site.Carrier());
        site.Break("ether1", "upstream-dead");
        site.Until("ether2", 31);
        site.ClearFaults();
        site.Until("ether1", 11);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_B_LeaseBesideTheRecursiveRoute_WinsUnlessItsDistanceIsHigh(string profile)
    {
        // 5.x 10: the default route of the lease has distance 1 too.
        var site = RecipeBench.Leased(RouterProfile.Named(profile)!, "", RecipeBench.Dhcp("ether1"), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        var gateway = site.Router["/ip/dhcp-client"].Rows[0]["gateway"];
        site.Type($"""
            /ip route add dst-address=8.8.8.8/32 gateway={gateway} scope=10
            /ip route add dst-address=0.0.0.0/0 gateway=8.8.8.8 distance=1 target-scope=11 check-gateway=ping comment=one
            """);
        site.Break("ether1", "upstream-dead");
        site.Wait(120);
        Assert.Null(site.Carrier());
        site.Type("/ip dhcp-client set [find interface=ether1] default-route-distance=210");
        Assert.Equal("ether2", site.Carrier());
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_B_DialledWan_TakesTheInterfaceAsGatewayOfTheHostRoute(string profile)
    {
        var site = RecipeBench.Leased(RouterProfile.Named(profile)!, """
            /interface list member add list=WAN interface=pppoe-out1
            /ip route add dst-address=8.8.8.8/32 gateway=pppoe-out1 scope=10 comment=host1
            /ip route add dst-address=0.0.0.0/0 gateway=8.8.8.8 distance=1 target-scope=11 check-gateway=ping comment=one
            """, RecipeBench.Pppoe("pppoe-out1", "ether1"), RecipeBench.Dhcp("ether2", ("default-route-distance", "2")));
        Assert.Equal("pppoe-out1", site.Carrier());
        site.Break("pppoe-out1", "upstream-dead");
        site.Until("ether2", 31);
        site.ClearFaults();
        site.Until("pppoe-out1", 31);
        site.Break("ether1", "cable-out");
        Assert.Equal("ether2", site.Carrier());
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_B_EthernetPortAsGateway_AsksTheWireForEveryDestination(string profile)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, """
            /ip route add dst-address=8.8.8.8/32 gateway=ether1 scope=10 comment=host1
            /ip route add dst-address=0.0.0.0/0 gateway=8.8.8.8 distance=1 target-scope=11 check-gateway=ping comment=one
            /ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 distance=2 comment=two
            """);
        site.Wait(40);
        Assert.Equal("host unreachable", site.Ping("8.8.8.8"));
        Assert.Equal("ether2", site.Carrier());
    }

    [Fact]
    public void Reference_5_B_TwinModems_AreToldApartByTheInterface()
    {
        // 5.x 13: both modems are 192.168.1.1.
        var site = SimulatedSite.FromExport("twins",
        [
            RouterOs.Model.ConfigItem.Of("/ip/address", ("address", "192.168.1.2/24"), ("interface", "ether1")), RouterOs.Model.ConfigItem.Of("/ip/address", ("address", "192.168.1.3/24"), ("interface", "ether2")),
            RouterOs.Model.ConfigItem.Of("/ip/route", ("dst-address", "8.8.8.8/32"), ("gateway", "192.168.1.1"), ("scope", "10"), ("comment", "vague")),
            RouterOs.Model.ConfigItem.Of("/ip/route", ("dst-address", "8.8.4.4/32"), ("gateway", "192.168.1.1%ether2"), ("scope", "10"), ("comment", "exact")),
        ], null, RouterProfile.V721, new SimulationClock(Sites.Start));
        site.Wait(30);
        Assert.Equal("192.168.1.1%ether1,192.168.1.1%ether2", site.Route("vague")["immediate-gw"]);
        Assert.Equal("192.168.1.1%ether2", site.Route("exact")["immediate-gw"]);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_B_CanaryThatIsTheResolver_DiesWithItsWan(string profile)
    {
        // 5.x 4.
        var site = Site(profile, holds: true);
        site.Type("/ip dns set servers=8.8.8.8");
        site.Break("ether1", "cable-out");
        site.Wait(30);
        Assert.Equal("ether2", site.Carrier());
        Assert.NotNull(site.Refused(":local a [:resolve www.example.com]"));
        site.Type("/ip dns set servers=8.8.8.8,9.9.9.9");
        Assert.Null(site.Refused(":local a [:resolve www.example.com]"));
    }

    private static SimulatedSite Site(string profile, bool holds = false) =>
        RecipeBench.Static(RouterProfile.Named(profile)!, profile == "6.49" ? s_six + (holds ? s_holdsOfSix : "") : Seven + (holds ? Holds : ""));
}
