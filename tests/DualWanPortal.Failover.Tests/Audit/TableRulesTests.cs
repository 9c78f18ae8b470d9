using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>tab-no-fallback, tab-empty.</summary>
public class TableRulesTests
{
    private static Exported Balanced(string version, string check = "check-gateway=ping ", string rule = "add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=to_1")
    {
        var export = Exported.Plain(version);
        export = version.StartsWith('6') ? export : export.And("/routing table", "add fib name=to_1");
        return export.And("/ip route", $"add {check}gateway=203.0.113.1 {(version.StartsWith('6') ? "routing-mark" : "routing-table")}=to_1").And("/ip firewall mangle", rule);
    }

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void TabNoFallback_RouteIsNeverTakenOut_Fires(string version) =>
        Assert.Equal(Severity.Critical, Balanced(version, check: "").With("check-gateway=ping distance=1 ", "distance=1 ").One("tab-no-fallback").Severity);

    [Theory]
    [InlineData(Exported.V6, 0)]
    [InlineData(Exported.V7, 1)]
    public void TabNoFallback_OnlyTheRouteInMainIsChecked_CountsForBothOnV6(string version, int findings) => Assert.Equal(findings, Balanced(version, check: "").Found("tab-no-fallback").Length);

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void TabNoFallback_CheckedAndMainRescues_Silent(string version) => Assert.Empty(Balanced(version).Found("tab-no-fallback"));

    [Fact]
    public void TabNoFallback_MainKnowsTheSameWanOnly_Fires() =>
        Assert.Contains("no default by another WAN", Balanced(Exported.V7).Without("add check-gateway=ping distance=2").One("tab-no-fallback").Message, StringComparison.Ordinal);

    [Fact]
    public void TabNoFallback_OnlySomeHosts_IsNotCritical() =>
        Assert.Equal(Severity.High, Balanced(Exported.V7, "", "add action=mark-routing chain=prerouting new-routing-mark=to_1 src-address-list=voice").One("tab-no-fallback").Severity);

    [Fact]
    public void TabNoFallback_SecondWanInTheTable_Silent() =>
        Assert.Empty(Balanced(Exported.V7, "").And("/ip route", "add distance=2 gateway=198.51.100.1 routing-table=to_1").Found("tab-no-fallback"));

    [Fact]
    public void TabNoFallback_OnlyAnswers_Silent() =>
        Assert.Empty(Balanced(Exported.V7, "", "add action=mark-routing chain=output connection-mark=c1 new-routing-mark=to_1")
            .And("/ip firewall mangle", "add action=mark-connection chain=input in-interface=ether1 new-connection-mark=c1").Found("tab-no-fallback"));

    [Theory]
    [InlineData("lookup-only-in-table", 1)]
    [InlineData("lookup", 0)]
    public void TabNoFallback_RuleThatLooksNowhereElse_FiresMildly(string action, int findings) =>
        Assert.Equal(findings, Balanced(Exported.V7, rule: "add action=accept chain=prerouting").And("/routing rule", $"add action={action} src-address=192.168.88.128/25 table=to_1").Found("tab-no-fallback").Count(finding => finding.Severity == Severity.Medium));

    [Fact]
    public void TabNoFallback_RuleForTheOwnAddress_Silent() =>
        Assert.Empty(Balanced(Exported.V7, "", "add action=accept chain=prerouting").And("/routing rule", "add action=lookup-only-in-table src-address=203.0.113.2/32 table=to_1").Found("tab-no-fallback"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void TabEmpty_MarkWithoutRoutes_Fires(string version) => Assert.Equal("to_9", Balanced(version).And("/ip firewall mangle", "add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=to_9").One("tab-empty").Subject);

    [Fact]
    public void TabEmpty_NothingSelectsTheTable_Fires() => Assert.Contains("have no effect", Balanced(Exported.V7, rule: "add action=accept chain=prerouting").One("tab-empty").Message, StringComparison.Ordinal);

    [Fact]
    public void TabEmpty_RuleSelectsTheTable_Silent() =>
        Assert.Empty(Balanced(Exported.V7, rule: "add action=accept chain=prerouting").And("/routing rule", "add action=lookup src-address=192.168.88.9/32 table=to_1").Found("tab-empty"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void TabEmpty_MarkedTableWithRoutes_Silent(string version) => Assert.Empty(Balanced(version).Found("tab-empty"));
}
