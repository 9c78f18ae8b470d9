using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Routers;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Tests.Shell;

namespace DualWanPortal.Tests.Routers;

public sealed class PathLegsTests
{
    [Fact]
    public void Legs_WanWorks_AreAllGood()
    {
        var legs = PathLegs.Of(Read(Snapshots.Model()), Snapshots.Wan("ether1", WanRole.Primary, WanState.Working, loss: 0), "1.1.1.1");
        Assert.Equal(["ether1", "203.0.113.1", "1.1.1.1", "Internet"], legs.Select(leg => leg.Title));
        Assert.All(legs, leg => Assert.Equal(LegState.Good, leg.State));
    }

    [Fact]
    public void Legs_CableOut_BreaksAtThePortAndSaysNothingBeyond()
    {
        var legs = PathLegs.Of(Read(Snapshots.Model(running: false)), Snapshots.Wan("ether1", WanRole.Primary, WanState.Down, address: "203.0.113.7"), null);
        Assert.Equal((LegState.Broken, "no link"), (legs[0].State, legs[0].Detail));
        Assert.All(legs.Skip(1), leg => Assert.Equal(LegState.Unknown, leg.State));
        Assert.Equal("beyond the break", legs[2].Detail);
    }

    [Fact]
    public void Legs_UpstreamDead_BreakAtTheProbeAndNotBefore()
    {
        var legs = PathLegs.Of(Read(Snapshots.Model()), Snapshots.Wan("ether1", WanRole.Primary, WanState.Down, loss: 100), "1.1.1.1");
        Assert.Equal([LegState.Good, LegState.Good, LegState.Broken, LegState.Unknown], legs.Select(leg => leg.State));
    }

    [Fact]
    public void Legs_NoLease_BreakAtTheGateway()
    {
        var legs = PathLegs.Of(Read(Snapshots.Model()), Snapshots.Wan("ether1", WanRole.Primary, WanState.Down, address: null), null);
        Assert.Equal((LegState.Broken, "no lease"), (legs[1].State, legs[1].Detail));
    }

    [Fact]
    public void Legs_GatewayCheckFailed_SayThatItDoesNotAnswer()
    {
        var legs = PathLegs.Of(Read(Snapshots.Model(inactive: true)), Snapshots.Wan("ether1", WanRole.Primary, WanState.Down), null);
        Assert.Equal((LegState.Broken, "does not answer the check"), (legs[1].State, legs[1].Detail));
    }

    [Fact]
    public void Legs_RecursiveCheckFailed_BreakAtTheCheckedHostAndNotAtTheGateway()
    {
        var legs = PathLegs.Of(Read(Snapshots.Model(inactive: true, gateway: "8.8.8.8")), Snapshots.Wan("ether1", WanRole.Primary, WanState.Down), "8.8.8.8");
        Assert.Equal([LegState.Good, LegState.Unknown, LegState.Broken, LegState.Unknown], legs.Select(leg => leg.State));
        Assert.Equal("8.8.8.8", legs[2].Title);
    }

    [Fact]
    public void Legs_VerdictSaysWorking_NeverContradictIt() =>
        Assert.DoesNotContain(PathLegs.Of(Read(Snapshots.Model(inactive: true)), Snapshots.Wan("ether1", WanRole.Primary, WanState.Working, loss: 0), "1.1.1.1"), leg => leg.State == LegState.Broken);

    [Fact]
    public void Legs_RouterUnreachable_AreAllUnknown()
    {
        var router = Read(Snapshots.Model()) with { Reachable = false };
        Assert.All(PathLegs.Of(router, Snapshots.Wan("ether1", WanRole.Primary, WanState.Down, loss: 100), "1.1.1.1"), leg => Assert.Equal(LegState.Unknown, leg.State));
    }

    private static RouterSnapshot Read(RouterModel model) => Snapshots.Router(1, "Mill", RouterState.Working) with { Model = model };
}
