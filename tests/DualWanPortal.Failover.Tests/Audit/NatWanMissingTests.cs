using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

public class NatWanMissingTests
{
    private const string Rule = "nat-wan-missing";

    private static RouterRows TwoWans(string version = "7.21") => new RouterRows(version).Lan().Dhcp("ether1", "203.0.113", 1).Dhcp("ether2", "198.51.100", 2, "standby");

    private static RouterRows Nat(RouterRows rows, params ReadOnlySpan<(string Name, string Value)> values) => rows.Add("/ip/firewall/nat", [("chain", "srcnat"), ("action", "masquerade"), .. values]);

    private static Finding[] Found(RouterRows rows) => [.. Auditor.Judge(rows.Model).Where(finding => finding.Rule == Rule)];

    private static void Silent(RouterRows rows) => Assert.Empty(Found(rows));

    private static Finding Fires(RouterRows rows, string wan = "ether2")
    {
        var finding = Assert.Single(Found(rows));
        Assert.Equal((wan, Severity.Critical), (finding.Subject, finding.Severity));
        return finding;
    }

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void BackupNotOnTheList_Fires(string version)
    {
        var finding = Fires(TwoWans(version).WanList("ether1").Masquerade());
        Assert.Equal(["/interface list member add list=WAN interface=ether2"], finding.Fix);
        Assert.Contains(finding.Evidence, line => line.Text.Contains("out-interface-list=WAN", StringComparison.Ordinal));
        Assert.Contains("ether2", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void BothOnTheList_Silent(string version) => Silent(TwoWans(version).WanList("ether1", "ether2").Masquerade());

    [Fact]
    public void MemberDisabled_Fires() =>
        Fires(TwoWans().WanList("ether1").Add("/interface/list/member", ("list", "WAN"), ("interface", "ether2"), ("disabled", "true")).Masquerade());

    [Fact]
    public void RuleByInterfaceForOneOnly_Fires() =>
        Assert.Equal(["/ip firewall nat add chain=srcnat action=masquerade out-interface=ether2"], Fires(Nat(TwoWans(), ("out-interface", "ether1"))).Fix);

    [Fact]
    public void RuleByInterfaceForEach_Silent() => Silent(Nat(Nat(TwoWans(), ("out-interface", "ether1")), ("out-interface", "ether2")));

    [Fact]
    public void RuleDisabled_Fires() => Fires(Nat(Nat(TwoWans(), ("out-interface", "ether1")), ("out-interface", "ether2"), ("disabled", "true")));

    [Fact]
    public void MasqueradeWithoutInterface_Silent() => Silent(Nat(TwoWans()));

    [Fact]
    public void NestedList_Silent() =>
        Silent(TwoWans().Add("/interface/list", ("name", "ISP2")).Add("/interface/list/member", ("list", "ISP2"), ("interface", "ether2"))
            .Add("/interface/list", ("name", "WAN"), ("include", "ISP2")).Add("/interface/list/member", ("list", "WAN"), ("interface", "ether1")).Masquerade());

    [Fact]
    public void NestedListThatExcludes_Fires() =>
        Fires(TwoWans().Add("/interface/list", ("name", "ISP2")).Add("/interface/list/member", ("list", "ISP2"), ("interface", "ether2"))
            .Add("/interface/list", ("name", "uplinks")).Add("/interface/list/member", ("list", "uplinks"), ("interface", "ether1"))
            .Add("/interface/list/member", ("list", "uplinks"), ("interface", "ether2"))
            .Add("/interface/list", ("name", "WAN"), ("include", "uplinks"), ("exclude", "ISP2")).Masquerade());

    [Fact]
    public void NegatedLanList_Silent() => Silent(Nat(TwoWans(), ("out-interface-list", "!LAN")));

    [Fact]
    public void NegatedInterface_Fires() => Fires(Nat(TwoWans(), ("out-interface", "!ether2")));

    [Fact]
    public void SourceIsTheLan_Silent() => Silent(Nat(TwoWans(), ("src-address", "192.168.88.0/24")));

    [Fact]
    public void SourceIsAnotherLanOnTheBackup_Fires() =>
        Fires(Nat(Nat(TwoWans(), ("out-interface", "ether1")), ("out-interface", "ether2"), ("src-address", "10.0.0.0/24")));

    [Fact]
    public void SourceRange_Silent() => Silent(Nat(TwoWans(), ("src-address", "192.168.88.0-192.168.88.255")));

    [Fact]
    public void SourceList_DecidesByItsEntries()
    {
        Silent(Nat(TwoWans(), ("src-address-list", "inside")).Add("/ip/firewall/address-list", ("list", "inside"), ("address", "192.168.0.0/16")));
        Fires(Nat(Nat(TwoWans(), ("out-interface", "ether1")), ("src-address-list", "inside")).Add("/ip/firewall/address-list", ("list", "inside"), ("address", "10.0.0.0/8")));
    }

    [Fact]
    public void RuleForOneDestinationOnly_Fires() => Fires(Nat(Nat(TwoWans(), ("out-interface", "ether1")), ("out-interface", "ether2"), ("dst-address", "192.0.2.0/24")));

    [Fact]
    public void RuleForAllButOneDestination_Silent() => Silent(Nat(TwoWans(), ("dst-address", "!10.0.0.0/8")));

    [Fact]
    public void AcceptBefore_Fires() => Fires(TwoWans().WanList("ether1", "ether2").Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "accept"), ("out-interface", "ether2")).Masquerade());

    [Fact]
    public void AcceptForVpnDestinationBefore_Silent() =>
        Silent(TwoWans().WanList("ether1", "ether2").Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "accept"), ("src-address", "192.168.88.0/24"), ("dst-address", "10.7.0.0/24")).Masquerade());

    [Fact]
    public void AcceptBehind_Silent() => Silent(TwoWans().WanList("ether1", "ether2").Masquerade().Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "accept")));

    [Fact]
    public void Jump_IsFollowed()
    {
        RouterRows Jump(string wan) => TwoWans().Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "jump"), ("jump-target", "out"))
            .Add("/ip/firewall/nat", ("chain", "out"), ("action", "masquerade"), ("out-interface", "ether1"))
            .Add("/ip/firewall/nat", ("chain", "out"), ("action", "masquerade"), ("out-interface", wan));
        Silent(Jump("ether2"));
        Fires(Jump("ether3"));
    }

    [Fact]
    public void ReturnBeforeMasqueradeInJumpedChain_Fires() =>
        Fires(TwoWans().Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "jump"), ("jump-target", "out"))
            .Add("/ip/firewall/nat", ("chain", "out"), ("action", "return"), ("out-interface", "ether2")).Add("/ip/firewall/nat", ("chain", "out"), ("action", "masquerade")));

    [Fact]
    public void JumpInCircles_Ends() =>
        Fires(Nat(TwoWans().Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "jump"), ("jump-target", "a")).Add("/ip/firewall/nat", ("chain", "a"), ("action", "jump"), ("jump-target", "a")), ("out-interface", "ether1")));

    [Fact]
    public void SrcNatToTheOtherWansAddress_Fires()
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby").Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "src-nat"), ("to-addresses", "203.0.113.2"));
        Assert.Contains("address of another WAN", Fires(rows).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SrcNatPerWan_Silent() =>
        Silent(new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby")
            .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "src-nat"), ("to-addresses", "203.0.113.2"), ("out-interface", "ether1"))
            .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "src-nat"), ("to-addresses", "198.51.100.2"), ("out-interface", "ether2")));

    [Fact]
    public void PublicLan_Silent() =>
        Silent(Nat(TwoWans().Change("/ip/address", ("interface", "bridge"), ("address", "192.0.2.1/24")), ("out-interface", "ether1")));

    [Fact]
    public void SecondLanKeptFromTheInternet_Silent() =>
        Silent(Nat(TwoWans().Add("/ip/address", ("address", "10.9.0.1/24"), ("interface", "vlan-cameras")), ("src-address", "192.168.88.0/24")));

    [Fact]
    public void NoNatAtAllBehindPrivateUpstream_Silent() => Silent(new RouterRows().Lan().Dhcp("ether1", "10.1.1", 1).Dhcp("ether2", "10.2.2", 2, "standby"));

    [Fact]
    public void NoNatAtAllOnPublicLines_FiresForBoth() =>
        Assert.Equal(["ether1", "ether2"], Found(TwoWans()).Select(finding => finding.Subject));

    [Fact]
    public void NatHangsOnAMark_SaysNotKnown()
    {
        var rows = Nat(Nat(TwoWans(), ("out-interface", "ether1")), ("out-interface", "ether2"), ("connection-mark", "two"))
            .Add("/ip/firewall/mangle", ("chain", "prerouting"), ("action", "mark-connection"), ("new-connection-mark", "two"));
        var finding = Assert.Single(Found(rows));
        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Contains("cannot be told", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NatHangsOnAMarkThatNothingSets_Fires() => Fires(Nat(Nat(TwoWans(), ("out-interface", "ether1")), ("out-interface", "ether2"), ("connection-mark", "two")));

    [Fact]
    public void ExportWithoutLanAddresses_StillJudged() =>
        Fires(new RouterRows("6.49.18").WanList("ether1").Masquerade().Add("/ip/dhcp-client", ("interface", "ether1")).Add("/ip/dhcp-client", ("interface", "ether2"), ("default-route-distance", "2")));

    [Fact]
    public void SingleWan_Silent() => Silent(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1));

    [Fact]
    public void PppoePortOnTheListInsteadOfTheSession_Fires() =>
        Fires(new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Pppoe("pppoe-out1", "ether2", 2, "standby").WanList("ether1", "ether2").Masquerade(), "pppoe-out1");
}
