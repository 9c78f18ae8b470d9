using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>What <c>check-gateway</c> asks, and what it does not (reference 4.3).</summary>
public class CheckedGatewayTests
{
    [Fact]
    public void Reference_4_3_InterfaceGateway_IsAcceptedAndNeverTested()
    {
        var site = RecipeBench.Leased(RouterProfile.V721, "/ip/route/add gateway=pppoe-out1 check-gateway=ping comment=one", RecipeBench.Pppoe("pppoe-out1", "ether1"), RecipeBench.Dhcp("ether2", ("default-route-distance", "5")));
        site.Break("pppoe-out1", "upstream-dead");
        site.Wait(120);
        Assert.Equal(("true", "pppoe-out1"), (site.Route("one")["active"], site.Route("one")["immediate-gw"]));
    }

    [Fact]
    public void Reference_4_3_GatewayForcedToAnInterface_IsTested()
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/ip/route/add gateway=10.111.0.1%ether1 check-gateway=ping comment=one");
        site.Break("ether1", "gateway-silent");
        site.Wait(25);
        Assert.Equal(("true", "10.111.0.1%ether1"), (site.Route("one")["inactive"], site.Route("one")["immediate-gw"]));
    }

    [Fact]
    public void Reference_4_3_Bfd_NeedsASessionAndIsNoProbe()
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/ip/route/add gateway=10.111.0.1 check-gateway=bfd comment=one");
        site.Break("ether1", "gateway-silent");
        site.Wait(120);
        Assert.Equal("true", site.Route("one")["active"]);
    }

    [Fact]
    public void Reference_4_3_EcmpMemberThatFails_DropsOutAndTheOtherCarriesOn()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add gateway=10.111.0.1 check-gateway=ping comment=one
            /ip/route/add gateway=10.112.0.1 check-gateway=ping comment=two
            """);
        site.Break("ether1", "gateway-silent");
        site.Wait(25);
        Assert.Equal(("true", "true", "false"), (site.Route("one")["inactive"], site.Route("two")["active"], site.Route("two")["ecmp"]));
        Assert.Equal("ether2", site.Carrier());
    }

    [Fact]
    public void Reference_4_3_V6RouteWithTwoGateways_LosesTheDeadOne()
    {
        var site = RecipeBench.Static(RouterProfile.V649, "/ip route add gateway=10.111.0.1,10.112.0.1 check-gateway=ping comment=one");
        site.Break("ether1", "gateway-silent");
        site.Wait(40);
        Assert.Equal(("true", "10.111.0.1 unreachable,10.112.0.1 reachable via  ether2"), (site.Route("one")["active"], site.Route("one")["gateway-status"]));
        Assert.Equal("ether2", site.Carrier());
    }

    [Fact]
    public void Reference_4_3_RoutesOverTheSameGateway_ShareOneProbe()
    {
        // Added seconds apart: two probes would find out seconds apart.
        var site = RecipeBench.Static(RouterProfile.V721, "/ip/route/add gateway=10.111.0.1 check-gateway=ping comment=one");
        site.Wait(3.7);
        site.Type("/ip/route/add dst-address=10.9.0.0/16 gateway=10.111.0.1 check-gateway=ping comment=two");
        site.Break("ether1", "gateway-silent");
        while (site.Route("one")["active"] == "true")
            site.Wait(0.1);
        Assert.Equal("true", site.Route("two")["inactive"]);
    }

    [Fact]
    public void Reference_4_3_FlappingLine_FlapsTheRouteWithoutDamping()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add gateway=10.111.0.1 check-gateway=ping comment=one
            /ip/route/add gateway=10.112.0.1 distance=2
            """);
        var changes = 0;
        var before = site.Carrier();
        for (var round = 0; round < 6; round++)
        {
            site.Break("ether1", "gateway-silent");
            site.Wait(25);
            changes += Changed();
            site.ClearFaults();
            site.Wait(11);
            changes += Changed();
        }
        Assert.Equal(12, changes);

        int Changed() => site.Carrier() is var now && now == before ? 0 : (before = now) is null ? 0 : 1;
    }

    [Fact]
    public void Reference_4_3_RecursiveRoute_AsksTheCanaryItself()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add dst-address=8.8.8.8/32 gateway=10.111.0.1 scope=10 comment=host
            /ip/route/add gateway=8.8.8.8 target-scope=11 check-gateway=ping comment=one
            """);
        site.Break("ether1", "icmp-blocked");
        site.Wait(25);
        Assert.Equal(("true", "true"), (site.Route("one")["inactive"], site.Route("host")["active"]));
    }

    [Theory]
    [InlineData("7.18", "true")]
    [InlineData("7.21", "false")]
    public void Reference_4_3_SlowAnswer_CountsOnlyWhereTheTimeoutIsTenSeconds(string profile, string active)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, "/ip/route/add gateway=10.111.0.1 check-gateway=ping comment=one");
        site.Break("ether1", "latency:1500");
        site.Wait(60);
        Assert.Equal(active, site.Route("one")["active"]);
    }
}
