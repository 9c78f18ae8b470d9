using static DualWanPortal.Simulation.Tests.Routing.RoutingFacts;

namespace DualWanPortal.Simulation.Tests.Routing;

public class LyingDefaultTests
{
    [Fact]
    public void Reference_4_2_TargetScopeTooLarge_WithoutItsPin_IsActiveByTheOtherWan()
    {
        var verdicts = V7.Select([Connected("10.112.0.0/24", "ether2"), Static("0.0.0.0/0", "8.8.8.8", target: 30, check: "ping"), Static("0.0.0.0/0", "10.112.0.1", distance: 2)], "ether2");

        Assert.True(verdicts[1].Active);
        Assert.Equal("10.112.0.1%ether2", verdicts[1].Exits());
        Assert.False(verdicts[2].Active);
    }

    [Fact]
    public void Reference_4_2_ExactTargetScope_WithoutItsPin_IsInactive()
    {
        var verdicts = V7.Select([Connected("10.112.0.0/24", "ether2"), Static("0.0.0.0/0", "8.8.8.8", target: 11, check: "ping"), Static("0.0.0.0/0", "10.112.0.1", distance: 2)], "ether2");

        Assert.False(verdicts[1].Reachable);
        Assert.True(verdicts[2].Active);
    }

    [Fact]
    public void Reference_4_2_TwoDefaultsByCanariesWithoutPins_KeepNobodyAlive()
    {
        var verdicts = V7.Select([Connected("10.112.0.0/24", "ether2"), Static("0.0.0.0/0", "8.8.8.8", target: 30), Static("0.0.0.0/0", "8.8.4.4", distance: 2, target: 30)], "ether2");

        Assert.All(verdicts[1..], verdict => Assert.False(verdict.Reachable));
    }
}
