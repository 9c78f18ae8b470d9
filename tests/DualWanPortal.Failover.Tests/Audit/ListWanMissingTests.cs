using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

public class ListWanMissingTests
{
    private static RouterRows TwoWans(string version = "7.21") => new RouterRows(version).Lan().Dhcp("ether1", "203.0.113", 1).Dhcp("ether2", "198.51.100", 2, "standby");

    private static RouterRows DropNew(RouterRows rows) => rows.Add("/ip/firewall/filter", ("chain", "forward"), ("action", "drop"), ("connection-state", "new"), ("connection-nat-state", "!dstnat"), ("in-interface-list", "WAN"));

    private static Finding[] Found(RouterRows rows) => [.. Auditor.Judge(rows.Model).Where(finding => finding.Rule == "list-wan-missing")];

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void BackupNotOnTheList_Fires(string version)
    {
        var finding = Assert.Single(Found(DropNew(TwoWans(version).WanList("ether1").Masquerade())));
        Assert.Equal((Severity.High, "ether2/WAN"), (finding.Severity, finding.Subject));
        Assert.Equal(["/interface list member add list=WAN interface=ether2"], finding.Fix);
        Assert.Contains("neither translated nor filtered", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void BothOnTheList_Silent(string version) => Assert.Empty(Found(DropNew(TwoWans(version).WanList("ether1", "ether2").Masquerade())));

    [Fact]
    public void NestedList_Silent() =>
        Assert.Empty(Found(DropNew(TwoWans().Add("/interface/list", ("name", "ISP2")).Add("/interface/list/member", ("list", "ISP2"), ("interface", "ether2"))
            .Add("/interface/list", ("name", "WAN"), ("include", "ISP2")).Add("/interface/list/member", ("list", "WAN"), ("interface", "ether1")).Masquerade())));

    [Fact]
    public void ListThatNothingUses_Silent() =>
        Assert.Empty(Found(TwoWans().WanList("ether1").Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"))));

    [Fact]
    public void ServedByRulesOfItsOwn_Silent() =>
        Assert.Empty(Found(DropNew(TwoWans().WanList("ether1").Masquerade())
            .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", "ether2"))
            .Add("/ip/firewall/filter", ("chain", "forward"), ("action", "drop"), ("connection-state", "new"), ("connection-nat-state", "!dstnat"), ("in-interface", "ether2"))));

    [Fact]
    public void FilterRuleOfItsOwnOnlyForPart_StillFires() =>
        Assert.Single(Found(DropNew(TwoWans().WanList("ether1"))
            .Add("/ip/firewall/filter", ("chain", "forward"), ("action", "drop"), ("connection-state", "new"), ("connection-nat-state", "!dstnat"), ("in-interface", "ether2"), ("protocol", "udp"))));

    [Fact]
    public void DropAllButLan_Silent() =>
        Assert.Empty(Found(TwoWans().WanList("ether1").Add("/ip/firewall/filter", ("chain", "input"), ("action", "drop"), ("in-interface-list", "WAN"))
            .Add("/ip/firewall/filter", ("chain", "input"), ("action", "drop"), ("in-interface-list", "!LAN"))));

    [Fact]
    public void AcceptAllThatIsNotWan_FiresBecauseItOpensTheBackup() =>
        Assert.Contains("stands open", Assert.Single(Found(TwoWans().WanList("ether1").Add("/ip/firewall/filter", ("chain", "input"), ("action", "accept"), ("in-interface-list", "!WAN"))
            .Add("/ip/firewall/filter", ("chain", "input"), ("action", "accept"), ("protocol", "icmp")))).Message, StringComparison.Ordinal);

    [Fact]
    public void PppoePortInsteadOfSession_FiresForTheSession() =>
        Assert.Equal("pppoe-out1/WAN", Assert.Single(Found(DropNew(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Pppoe("pppoe-out1", "ether2", 2, "standby").WanList("ether1", "ether2")))).Subject);

    [Fact]
    public void StillABridgePort_FixTakesItOutFirst() =>
        Assert.Equal(["/interface bridge port remove [find interface=\"ether2\"]", "/interface list member add list=WAN interface=ether2"],
            Assert.Single(Found(Bridged())).Fix);

    private static RouterRows Bridged() => new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).WanList("ether1").Masquerade().Ether("ether2")
        .Add("/interface/bridge/port", ("bridge", "bridge"), ("interface", "ether2"))
        .Add("/interface/list", ("name", "ISPs")).Add("/interface/list/member", ("list", "ISPs"), ("interface", "ether2"))
        .Add("/ip/dhcp-client", ("interface", "ether2"), ("add-default-route", "yes"), ("default-route-distance", "2"), ("invalid", "true"));

    [Fact]
    public void SingleWan_Silent() => Assert.Empty(Found(DropNew(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).WanList().Masquerade())));

    [Fact]
    public void LanList_IsNoWanList() =>
        Assert.Empty(Found(TwoWans().WanList("ether1", "ether2").Masquerade().Add("/ip/firewall/filter", ("chain", "forward"), ("action", "drop"), ("in-interface-list", "LAN"))));
}
