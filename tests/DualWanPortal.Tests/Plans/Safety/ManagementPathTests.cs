using System.Net;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Tests.Plans.Safety;

public sealed class ManagementPathTests
{
    private static readonly RouterModel s_router = RouterModel.FromItems(
    [
        ConfigItem.Of("/ip/route", ("dst-address", "192.168.88.0/24"), ("gateway", "bridge"), ("active", "true")),
        ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "192.0.2.1"), ("active", "true")),
    ]);

    [Theory]
    [InlineData("/ip/service", "services")]
    [InlineData("/user", "users")]
    [InlineData("/ip/address", "address")]
    [InlineData("/interface/bridge/port", "bridge")]
    public void Check_StepOnTheWayIn_Warns(string menu, string says)
    {
        var check = ManagementPath.Check(PlanOf(menu), s_router, null);
        Assert.Equal(CheckVerdict.Warning, check.Verdict);
        Assert.Contains(says, check.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_PortalOnTheSameMachine_ComesInByNoWan() => Assert.Equal(CheckVerdict.Passed, ManagementPath.Check(PlanOf("/ip/route"), s_router, IPAddress.Loopback).Verdict);

    [Fact]
    public void Check_PortalNotSeen_IsUnknown() => Assert.Equal(CheckVerdict.Unknown, ManagementPath.Check(PlanOf("/ip/route"), s_router, null).Verdict);

    private static Plan PlanOf(string menu) => new([new PlanStep
    {
        Kind = StepKind.Change, Why = "",
        Do = new RouterCommand(menu, "set", [KeyValuePair.Create("comment", "x")], [KeyValuePair.Create("distance", "2")]),
        Undo = new RouterCommand(menu, "set", [KeyValuePair.Create("comment", "x")], [KeyValuePair.Create("distance", "1")]),
    }], [], "");
}
