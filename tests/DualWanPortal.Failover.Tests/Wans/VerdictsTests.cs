using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Wans;

public class VerdictsTests
{
    private static RouterVerdict Judge(RouterRows rows, params ProbeResult[] probes) => Verdicts.Judge(rows.Model, WanDetection.Find(rows.Model), probes, Probe.Noon);

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void Judge_AllWell_WorkingOnPrimary(string version)
    {
        var verdict = Judge(new RouterRows(version).Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby"));
        Assert.Equal((RouterState.Working, "ether1"), (verdict.State, verdict.ActiveWan));
        Assert.All(verdict.Wans, wan => Assert.Equal(WanState.Working, wan.State));
        Assert.Contains("as far as the router can tell", verdict.Wans[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_CableOut_OnBackupWithTheReason()
    {
        var verdict = Judge(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1, status: "searching...", running: false).Lte("lte1", 2));
        Assert.Equal((RouterState.OnBackup, "lte1", "On lte1 because ether1 has no link"), (verdict.State, verdict.ActiveWan, verdict.Why));
        Assert.Equal(WanState.Down, verdict.Wans[0].State);
        Assert.Contains(verdict.Evidence, line => line.Text == "/interface name=ether1 type=ether running=false");
    }

    [Theory]
    [InlineData(true, "Traffic is held on ether2 until 2026-03-01 06:00 UTC; else it would be on ether1")]
    [InlineData(false, "Traffic is held on ether2 until somebody releases it; else it would be on ether1")]
    public void Judge_Held_RolesAreThoseOfWithoutTheHold(bool ends, string why)
    {
        var normal = WanDetection.Find(new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby").Model);
        var held = new RouterRows().Lan().Static("ether1", "203.0.113", 2, "standby").Static("ether2", "198.51.100", 1).Model;
        var verdict = Verdicts.Judge(held, normal, [], Probe.Noon, new HeldOn("ether2", ends ? new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero) : null));
        Assert.Equal((RouterState.OnBackup, "ether2", why), (verdict.State, verdict.ActiveWan, verdict.Why));
        Assert.Equal([("ether1", WanRole.Primary), ("ether2", WanRole.Backup)], verdict.Wans.Select(wan => (wan.Link.Interface, wan.Link.Role)));
    }

    [Fact]
    public void Judge_HeldWanIsDead_SaysThatTrafficHadToLeaveIt()
    {
        var normal = WanDetection.Find(new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby").Model);
        var held = new RouterRows().Lan().Static("ether1", "203.0.113", 2).Static("ether2", "198.51.100", 1, "failed").Model;
        var verdict = Verdicts.Judge(held, normal, [], Probe.Noon, new HeldOn("ether2", null));
        Assert.Equal((RouterState.Degraded, "On ether1 although traffic is held on ether2 until somebody releases it, because the gateway 198.51.100.1 of ether2 does not answer"), (verdict.State, verdict.Why));
    }

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void Judge_GatewaySilent_SaysWhichGateway(string version) =>
        Assert.Equal("On ether2 because the gateway 203.0.113.1 of ether1 does not answer",
            Judge(new RouterRows(version).Lan().Static("ether1", "203.0.113", 1, "failed").Static("ether2", "198.51.100", 2)).Why);

    [Fact]
    public void Judge_RecursiveCheckFailed_SaysWhichHost() =>
        Assert.Equal("On ether2 because 1.1.1.1 behind ether1 does not answer (recursive check)", Judge(WanDetectionTests.Recursive("failed", "active")).Why);

    [Fact]
    public void Judge_TwoCanariesFailed_NamesBoth()
    {
        var rows = WanDetectionTests.Recursive("failed", "active").Pin("9.9.9.9", "203.0.113.1").Default("9.9.9.9", "ether1", 1, "failed");
        Assert.Equal("On ether2 because 1.1.1.1 and 9.9.9.9 behind ether1 do not answer (recursive check)", Judge(rows).Why);
    }

    [Fact]
    public void Judge_LeaseLost_SaysSo() =>
        Assert.Equal("On lte1 because ether1 has lost its DHCP lease (searching...)", Judge(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1, status: "searching...").Lte("lte1", 2)).Why);

    [Fact]
    public void Judge_PppoeDown_SaysSo() =>
        Assert.Equal("On ether2 because the PPPoE session pppoe-out1 is down", Judge(new RouterRows().Lan().Pppoe("pppoe-out1", "ether1", 1, up: false).Dhcp("ether2", "198.51.100", 2)).Why);

    [Fact]
    public void Judge_PppoePortWithoutLink_CableIsTheCause() =>
        Assert.Equal("On ether2 because ether1 has no link", Judge(new RouterRows().Lan().Pppoe("pppoe-out1", "ether1", 1, up: false, portRunning: false).Dhcp("ether2", "198.51.100", 2)).Why);

    [Fact]
    public void Judge_InterfaceDisabled_SaysSo() =>
        Assert.Equal("On ether2 because ether1 is disabled", Judge(new RouterRows().Lan().Static("ether1", "203.0.113", 1, "unresolved", running: false).Static("ether2", "198.51.100", 2)
            .Change("/interface", ("name", "ether1"), ("disabled", "true"))).Why);

    [Fact]
    public void Judge_EqualDistancesOnV7_DegradedWithBothActive()
    {
        var verdict = Judge(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Dhcp("ether2", "198.51.100", 1));
        Assert.Equal((RouterState.Degraded, "ether1"), (verdict.State, verdict.ActiveWan));
        Assert.Equal(["ether2"], verdict.AlsoActive);
        Assert.Equal("On ether1 and ether2 at once because both defaults have distance 1: v7 merges them", verdict.Why);
    }

    [Fact]
    public void Judge_TwoCanariesOfOneWanMerged_IsNotTwoWans()
    {
        // reference 5 B: two targets per WAN at one distance become ECMP over the same neighbour.
        var verdict = Judge(WanDetectionTests.Recursive().Pin("9.9.9.9", "203.0.113.1").Default("9.9.9.9", "ether1", 1));
        Assert.Equal(RouterState.Working, verdict.State);
        Assert.Empty(verdict.AlsoActive);
    }

    [Fact]
    public void Judge_EqualDistancesOnV6OtherPicked_SaysThatOneIsPicked() =>
        Assert.Equal("On ether2: both defaults have distance 1 and RouterOS v6 picks one of them",
            Judge(new RouterRows("6.49.18").Lan().Static("ether1", "203.0.113", 1, "standby").Static("ether2", "198.51.100", 1)).Why);

    [Fact]
    public void Judge_V6GatewayListWithOneDead_TheOtherCarries()
    {
        var rows = new RouterRows("6.49.18").Lan().Ether("ether1").Ether("ether2")
            .Add("/ip/address", ("address", "203.0.113.2/24"), ("interface", "ether1")).Add("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2"))
            .Add("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "203.0.113.1,198.51.100.1"), ("check-gateway", "ping"), ("active", "true"),
                ("gateway-status", "203.0.113.1 unreachable,198.51.100.1 reachable via  ether2"));
        var verdict = Judge(rows);
        Assert.Equal("ether2", verdict.ActiveWan);
        Assert.Equal(WanState.Down, verdict.Wans.Single(wan => wan.Link.Interface == "ether1").State);
    }

    [Fact]
    public void Judge_ActiveRouteButNothingComesBack_TheProbeWins()
    {
        var verdict = Judge(new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby"), Probe.By("ether1", 0), Probe.By("ether2", 5));
        Assert.Equal(RouterState.Down, verdict.State);
        Assert.Equal("The router shows ether1 but nothing gets through ether1: 1.1.1.1 does not answer", verdict.Why);
        Assert.Equal(WanState.Down, verdict.Wans[0].State);
    }

    [Fact]
    public void Judge_OneSilentTargetOfTwo_IsNoFault()
    {
        var verdict = Judge(new RouterRows().Lan().Static("ether1", "203.0.113", 1), Probe.By("ether1", 0), Probe.By("ether1", 5, target: "9.9.9.9"));
        Assert.Equal(WanState.Working, verdict.Wans[0].State);
        Assert.Equal(0, verdict.Wans[0].LossPercent);
    }

    [Theory]
    [InlineData(10, WanState.Working)]
    [InlineData(9, WanState.Working)]
    [InlineData(8, WanState.Degraded)]
    [InlineData(1, WanState.Degraded)]
    [InlineData(0, WanState.Down)]
    public void Judge_Loss_DegradesFromTwentyPercent(int received, WanState state) =>
        Assert.Equal(state, Judge(new RouterRows().Lan().Static("ether1", "203.0.113", 1), Probe.By("ether1", received, 10)).Wans[0].State);

    [Fact]
    public void Judge_StaleProbe_DoesNotCount()
    {
        var verdict = Judge(new RouterRows().Lan().Static("ether1", "203.0.113", 1), Probe.By("ether1", 0, minutesAgo: 6));
        Assert.Equal(WanState.Working, verdict.Wans[0].State);
        Assert.Null(verdict.Wans[0].LossPercent);
    }

    [Fact]
    public void Judge_BackupDead_RouterDegraded()
    {
        var verdict = Judge(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Lte("lte1", 2, up: false));
        Assert.Equal((RouterState.Degraded, "ether1"), (verdict.State, verdict.ActiveWan));
        Assert.Contains("lte1 cannot take over", verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_BothDead_DownWithBothReasons()
    {
        var verdict = Judge(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1, status: "searching...", running: false).Lte("lte1", 2, up: false));
        Assert.Equal((RouterState.Down, (string?)null), (verdict.State, verdict.ActiveWan));
        Assert.Equal("No default route is active: ether1 has no link, lte1 has no session with its mobile network", verdict.Why);
    }

    [Fact]
    public void Judge_RoutesNotRead_UnknownNeverDown()
    {
        var rows = new RouterRows().Add("/ip/dhcp-client", ("interface", "ether1"), ("add-default-route", "yes"));
        var verdict = Judge(rows);
        Assert.Equal(RouterState.Unknown, verdict.State);
        Assert.Equal(WanState.Unknown, Assert.Single(verdict.Wans).State);
    }

    [Fact]
    public void Judge_WanWithoutDefaultAndProbe_Unknown() =>
        Assert.Equal(WanState.Unknown, Judge(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).WanList("ether1", "ether2")
            .Add("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2"))).Wans[1].State);

    [Fact]
    public void Judge_NetwatchTookTheDefaultOut_SaysWhichHost()
    {
        var rows = new RouterRows().Lan().WanList("ether1", "ether2").Static("ether1", "203.0.113", 1, "disabled").Static("ether2", "198.51.100", 2)
            .Change("/ip/route", ("gateway", "203.0.113.1"), ("comment", "primary-default"))
            .Add("/tool/netwatch", ("host", "1.1.1.1"), ("status", "down"), ("down-script", "/ip route disable [find comment=primary-default]"));
        Assert.Equal("On ether2 because netwatch took ether1 out: 1.1.1.1 does not answer", Judge(rows).Why);
    }

    [Fact]
    public void Judge_DefaultLeaksThroughTheOtherWan_IsToldApart()
    {
        var rows = WanDetectionTests.Recursive().Change("/ip/route", ("gateway", "1.1.1.1"), ("immediate-gw", "198.51.100.1%ether2"));
        Assert.Equal("On ether2 because the default route of ether1 leaves by ether2 instead", Judge(rows).Why);
    }

    [Fact]
    public void Judge_SlaveOfABridge_SaysSo() =>
        Assert.Equal("ether2 is still a port of bridge, where its DHCP client cannot work",
            Judge(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).WanList("ether1", "ether2").Ether("ether2").Add("/interface/bridge/port", ("bridge", "bridge"), ("interface", "ether2"))
                .Add("/ip/dhcp-client", ("interface", "ether2"), ("add-default-route", "yes"), ("default-route-distance", "2"), ("invalid", "true"), ("status", "stopped"))).Wans[1].Why);

    [Fact]
    public void Judge_PublicAddress_IsTheOneOnTheWan() => Assert.Equal("203.0.113.77", Judge(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1)).Wans[0].PublicAddress);
}
