using DualWanPortal.Simulation.Router.Routing;
using static DualWanPortal.Simulation.Tests.Routing.RoutingFacts;

namespace DualWanPortal.Simulation.Tests.Routing;

public class RouteSelectionTests
{
    private static readonly RouteFact s_wan1 = Connected("10.111.0.0/24", "ether1");
    private static readonly RouteFact s_wan2 = Connected("10.112.0.0/24", "ether2");

    [Fact]
    public void Reference_4_1_LowestDistance_IsActiveAndTheOtherStandsBy()
    {
        var verdicts = V7.Select([s_wan1, s_wan2, Static("0.0.0.0/0", "10.111.0.1"), Static("0.0.0.0/0", "10.112.0.1", distance: 2)]);

        Assert.True(verdicts[2].Active);
        Assert.Equal("10.111.0.1%ether1", verdicts[2].Exits());
        Assert.False(verdicts[3].Active);
        Assert.True(verdicts[3].Reachable);
    }

    [Fact]
    public void Reference_4_1_EqualDistance_IsEcmpOnV7AndTheFirstAloneOnV6()
    {
        RouteFact[] routes = [s_wan1, s_wan2, Static("0.0.0.0/0", "10.111.0.1"), Static("0.0.0.0/0", "10.112.0.1")];

        Assert.All(V7.Select(routes)[2..], verdict => Assert.True(verdict is { Active: true, Ecmp: true }));
        var v6 = V6.Select(routes);
        Assert.True(v6[2] is { Active: true, Ecmp: false });
        Assert.True(v6[3] is { Active: false, Reachable: true });
    }

    [Fact]
    public void Reference_4_1_TwoGatewaysInOneV6Route_AreEcmp()
    {
        var verdicts = V6.Select([s_wan1, s_wan2, Static("0.0.0.0/0", "10.111.0.1,10.112.0.1")]);

        Assert.True(verdicts[2] is { Active: true, Ecmp: true });
        Assert.Equal("10.111.0.1%ether1,10.112.0.1%ether2", verdicts[2].Exits());
    }

    [Fact]
    public void Reference_4_1_InterfaceDown_MakesItsRoutesUnreachableWithoutNextHop()
    {
        var verdicts = V7.Select([s_wan1, s_wan2, Static("0.0.0.0/0", "10.111.0.1"), Static("0.0.0.0/0", "10.112.0.1", distance: 2)], running: "ether2");

        Assert.True(verdicts[2] is { Reachable: false, Active: false });
        Assert.Equal("", verdicts[2].Exits());
        Assert.True(verdicts[3].Active);
    }

    [Fact]
    public void Reference_4_2_V7HostRouteScope10TargetScope11_Resolves()
    {
        var verdicts = V7.Select([s_wan1, Static("8.8.8.8", "10.111.0.1", scope: 10), Static("0.0.0.0/0", "8.8.8.8", target: 11)]);

        Assert.True(verdicts[2].Active);
        Assert.Equal("10.111.0.1%ether1", verdicts[2].Exits());
        Assert.True(verdicts[2].Hops[0].Recursive);
    }

    [Fact]
    public void Reference_4_2_V7HostRouteScope10TargetScope10_DoesNotResolve()
    {
        RouteFact[] routes = [s_wan1, Static("8.8.8.8", "10.111.0.1", scope: 10), Static("0.0.0.0/0", "8.8.8.8", target: 10)];

        Assert.True(V7.Select(routes)[2] is { Reachable: false });
        Assert.True((V7 with { CorrectsScope = false }).Select(routes)[2].Active);
        Assert.True(V6.Select(routes)[2].Active);
    }

    [Fact]
    public void Reference_4_2_TargetScope11_WorksOnBoth()
    {
        RouteFact[] routes = [s_wan1, Static("8.8.8.8", "10.111.0.1", scope: 10), Static("0.0.0.0/0", "8.8.8.8", target: 11)];

        Assert.True(V6.Select(routes)[2].Active);
        Assert.True(V7.Select(routes)[2].Active);
    }

    [Fact]
    public void Reference_4_2_TargetScope30_LeaksThroughTheOtherWan()
    {
        RouteFact[] routes =
        [
            s_wan1, s_wan2, Static("8.8.8.8", "10.111.0.1", scope: 10), Static("0.0.0.0/0", "8.8.8.8", target: 30), Static("0.0.0.0/0", "10.112.0.1", distance: 2, scope: 30),
        ];

        // On the way down nothing else is active yet but the other default, and it covers the canary.
        var verdicts = V7.Select(routes[..3].Append(Static("0.0.0.0/0", "8.8.8.8", distance: 2, target: 30)).Append(Static("0.0.0.0/0", "10.112.0.1", distance: 1)).ToArray(), running: "ether2");
        Assert.Equal("10.112.0.1%ether2", verdicts[3].Exits());
        Assert.Equal("10.111.0.1%ether1", V7.Select(routes)[3].Exits());
    }

    [Fact]
    public void Reference_4_2_Scope255_CountsAs254OnV7()
    {
        Assert.Equal(254, V7.EffectiveScope(Static("10.0.0.0/8", "10.111.0.1", scope: 255)));
        Assert.Equal(255, V6.EffectiveScope(Static("10.0.0.0/8", "10.111.0.1", scope: 255)));
        Assert.Equal(11, V7.EffectiveScope(Static("8.8.8.8", "10.111.0.1", scope: 10)));
        Assert.Equal(30, V7.EffectiveScope(Static("8.8.8.8", "10.111.0.1")));
    }

    [Fact]
    public void Reference_4_2_CustomTable_ResolvesInMain()
    {
        var verdicts = V7.Select([s_wan1, Static("8.8.8.8", "10.111.0.1", scope: 10), Static("0.0.0.0/0", "8.8.8.8", target: 11, table: "to_ISP1")]);

        Assert.True(verdicts[2].Active);
        Assert.Equal("10.111.0.1%ether1", verdicts[2].Exits());
    }

    [Fact]
    public void Reference_4_2_V6CheckFailure_IsSharedByEveryRouteOfThatGateway()
    {
        RouteFact[] routes = [s_wan1, Static("0.0.0.0/0", "10.111.0.1", check: "ping"), Static("10.0.0.0/8", "10.111.0.1")];

        Assert.All(V6.Select(routes, "ether1", CheckKey.Of(routes[1], routes[1].Hops[0], V6)!.Value)[1..], verdict => Assert.False(verdict.Reachable));
        var v7 = V7.Select(routes, "ether1", CheckKey.Of(routes[1], routes[1].Hops[0], V7)!.Value);
        Assert.False(v7[1].Reachable);
        Assert.True(v7[2].Active);
    }

    [Fact]
    public void Reference_4_3_CheckFailed_KeepsTheImmediateGateway()
    {
        RouteFact[] routes = [s_wan1, Static("8.8.8.8", "10.111.0.1", scope: 10), Static("0.0.0.0/0", "8.8.8.8", target: 11, check: "ping")];

        var verdict = V7.Select(routes, "ether1", CheckKey.Of(routes[2], routes[2].Hops[0], V7)!.Value)[2];

        Assert.True(verdict is { Reachable: false, Active: false });
        Assert.Equal("10.111.0.1%ether1", verdict.Exits());
    }

    [Fact]
    public void Reference_5_B_Blackhole_HoldsTheCanaryAndDoesNotResolveTheDefault()
    {
        RouteFact[] routes = [s_wan1, s_wan2, Static("8.8.8.8", "10.111.0.1", scope: 10), Blackhole("8.8.8.8"), Static("0.0.0.0/0", "8.8.8.8", target: 11), Static("0.0.0.0/0", "10.112.0.1", distance: 2)];

        Assert.False(V7.Select(routes)[3].Active);
        var down = V7.Select(routes, running: "ether2");
        Assert.True(down[3].Active);
        Assert.False(down[4].Reachable);
        var forwarding = new ForwardingTable(down);
        Assert.Equal(RouteAction.Blackhole, Assert.Single(forwarding.Lookup("main", Ipv4.Parse("8.8.8.8")!.Value)).Route.Action);
        Assert.Equal("10.112.0.1%ether2", Assert.Single(forwarding.Lookup("main", Ipv4.Parse("9.9.9.9")!.Value)).Exits());
    }

    [Fact]
    public void Reference_5_B_VirtualHop_NeedsOneMoreScopeForEachLevel()
    {
        RouteFact[] routes = [s_wan1, Static("8.8.8.8", "10.111.0.1", scope: 10), Static("10.1.1.1", "8.8.8.8", scope: 10, target: 11), Static("0.0.0.0/0", "10.1.1.1", target: 12)];

        Assert.Equal("10.111.0.1%ether1", V7.Select(routes)[3].Exits());
        Assert.False(V7.Select([.. routes[..3], Static("0.0.0.0/0", "10.1.1.1", target: 11)])[3].Reachable);
        Assert.True(V6.Select([s_wan1, Static("8.8.8.8", "10.111.0.1", scope: 10), Static("10.1.1.1", "8.8.8.8", scope: 10), Static("0.0.0.0/0", "10.1.1.1")])[3].Active);
    }

    [Fact]
    public void Reference_5_B_SameGatewayOnBothPorts_ResolvesToBothUnlessForced()
    {
        RouteFact[] routes = [Connected("192.168.1.0/24", "ether1"), Connected("192.168.1.0/24", "ether2"), Static("8.8.8.8", "192.168.1.1", scope: 10), Static("8.8.4.4", "192.168.1.1%ether2", scope: 10)];

        var verdicts = V7.Select(routes);

        Assert.Equal("192.168.1.1%ether1,192.168.1.1%ether2", verdicts[2].Exits());
        Assert.Equal("192.168.1.1%ether2", verdicts[3].Exits());
    }

    [Fact]
    public void Reference_5_B_PointToPointHostRoute_ResolvesToTheInterface()
    {
        var verdicts = V7.Select([Static("8.8.4.4", "pppoe-out1", scope: 10), Static("0.0.0.0/0", "8.8.4.4", target: 11)], running: "pppoe-out1");

        Assert.Equal("pppoe-out1", verdicts[1].Exits());
        Assert.True(verdicts[1].Active);
    }

    [Fact]
    public void Select_V6RouteThatLeadsToItself_IsUnreachable()
    {
        Assert.False(V6.Select([s_wan1, Static("8.8.8.8", "8.8.8.8", scope: 10)])[1].Reachable);
    }
}
