using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

public class DefEqualTests
{
    private static Finding[] Found(RouterRows rows) => [.. Auditor.Judge(rows.Model).Where(finding => finding.Rule == "def-equal")];

    private static RouterRows TwoDhcp(int second, string version = "7.21") => new RouterRows(version).Lan().Dhcp("ether1", "203.0.113", 1).Dhcp("ether2", "198.51.100", second);

    private static RouterRows TwoStatic(int second, string version = "7.21") => new RouterRows(version).Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", second);

    [Theory]
    [InlineData("7.21", "v7 merges")]
    [InlineData("6.49.18", "v6 uses one")]
    public void TwoDhcpAtTheSameDistance_Fires(string version, string word)
    {
        var finding = Assert.Single(Found(TwoDhcp(1, version)));
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Contains(word, finding.Message, StringComparison.Ordinal);
        Assert.Equal(["/ip dhcp-client set [find interface=\"ether2\"] default-route-distance=2"], finding.Fix);
        Assert.Equal(2, finding.Evidence.Length);
    }

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void TwoDhcpInOrder_Silent(string version) => Assert.Empty(Found(TwoDhcp(2, version)));

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void TwoStaticAtTheSameDistance_FixNamesTheRoute(string version) =>
        Assert.Equal(["/ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"198.51.100.1\" distance=1] distance=2"], Assert.Single(Found(TwoStatic(1, version))).Fix);

    [Fact]
    public void TwoStaticInOrder_Silent() => Assert.Empty(Found(TwoStatic(2)));

    [Fact]
    public void LeaseLostOnOne_StillFires() =>
        Assert.Single(Found(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Dhcp("ether2", "198.51.100", 1, status: "searching...")));

    [Fact]
    public void ExportWithClientsAtTheirDefault_Fires() =>
        Assert.Single(Found(new RouterRows("6.49.18").Add("/ip/dhcp-client", ("interface", "ether1")).Add("/ip/dhcp-client", ("interface", "ether2"))));

    [Fact]
    public void PppoeAndLteAtTheSameDistance_FixChangesTheApn() =>
        Assert.Equal(["/interface lte apn set [find name=\"default\"] default-route-distance=2"],
            Assert.Single(Found(new RouterRows().Lan().Pppoe("pppoe-out1", "ether1", 1).Lte("lte1", 1))).Fix);

    [Fact]
    public void PppoeAndLteAtTheirDefaults_Silent() => Assert.Empty(Found(new RouterRows().Lan().Pppoe("pppoe-out1", "ether1", 1).Lte("lte1", 2, "standby")));

    [Fact]
    public void ThreeEqual_EachGetsADistanceOfItsOwn() =>
        Assert.Equal(["/ip dhcp-client set [find interface=\"ether2\"] default-route-distance=2", "/ip dhcp-client set [find interface=\"ether3\"] default-route-distance=3"],
            Assert.Single(Found(TwoDhcp(1).Dhcp("ether3", "192.0.2", 1))).Fix);

    [Fact]
    public void EqualAboveTheLowest_Silent() => Assert.Empty(Found(TwoDhcp(2).Dhcp("ether3", "192.0.2", 2, "standby")));

    [Theory]
    [InlineData("per-connection-classifier", "both-addresses:2/0")]
    [InlineData("nth", "2,1")]
    public void BalancingByMangle_Silent(string matcher, string value) =>
        Assert.Empty(Found(TwoStatic(1).Add("/ip/firewall/mangle", ("chain", "prerouting"), ("action", "mark-connection"), ("new-connection-mark", "one"), (matcher, value))));

    [Fact]
    public void BalancingRuleDisabled_Fires() =>
        Assert.Single(Found(TwoStatic(1).Add("/ip/firewall/mangle", ("chain", "prerouting"), ("action", "mark-connection"), ("nth", "2,1"), ("disabled", "true"))));

    [Fact]
    public void GatewayListOnV6_Silent() =>
        Assert.Empty(Found(new RouterRows("6.49.18").Lan().Add("/ip/address", ("address", "203.0.113.2/24"), ("interface", "ether1")).Add("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2"))
            .Add("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "203.0.113.1,198.51.100.1"), ("distance", "1"))));

    [Fact]
    public void CommentSaysBalancing_Silent() => Assert.Empty(Found(TwoStatic(1).Change("/ip/route", ("gateway", "198.51.100.1"), ("comment", "ECMP on purpose"))));

    [Fact]
    public void OneDefaultDisabled_Silent() => Assert.Empty(Found(TwoStatic(1).Change("/ip/route", ("gateway", "198.51.100.1"), ("disabled", "true"))));

    [Fact]
    public void TwoCanariesOfOneWan_Silent() =>
        Assert.Empty(Found(Wans.WanDetectionTests.Recursive().Pin("9.9.9.9", "203.0.113.1").Default("9.9.9.9", "ether1", 1)));

    [Fact]
    public void RecursiveAtTheSameDistance_Fires() =>
        Assert.Single(Found(Wans.WanDetectionTests.Recursive().Change("/ip/route", ("gateway", "8.8.8.8"), ("distance", "1"))));

    [Fact]
    public void SameDistanceInMarkedTable_FiresForThatTable() =>
        Assert.Equal("office", Assert.Single(Found(TwoStatic(2).Add("/ip/route", ("gateway", "203.0.113.1"), ("routing-table", "office")).Add("/ip/route", ("gateway", "198.51.100.1"), ("routing-table", "office")))).Subject);

    [Fact]
    public void OneTableEach_Silent() =>
        Assert.Empty(Found(TwoStatic(2).Add("/ip/route", ("gateway", "203.0.113.1"), ("routing-table", "to1")).Add("/ip/route", ("gateway", "198.51.100.1"), ("routing-table", "to2"))));

    [Fact]
    public void ClientTables_DistanceOfMainCounts() =>
        Assert.Empty(Found(TwoDhcp(1).Change("/ip/dhcp-client", ("interface", "ether2"), ("default-route-tables", "main:5"))));
}
