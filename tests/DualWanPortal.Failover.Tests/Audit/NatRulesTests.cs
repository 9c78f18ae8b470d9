using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>nat-fixed-src, nat-cond-mark, nat-broad, nat-shadowed, nat-in-one-wan.</summary>
public class NatRulesTests
{
    private const string Masquerade = "add action=masquerade chain=srcnat out-interface-list=WAN";

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void NatFixedSrc_OnASession_Fires(string version) =>
        Assert.Contains("pppoe-out1", Exported.Dynamic(version).With(Masquerade, Masquerade.Replace("out-interface-list=WAN", "out-interface=ether1") + "\nadd action=src-nat chain=srcnat out-interface=pppoe-out1 to-addresses=198.51.100.77").One("nat-fixed-src").Title, StringComparison.Ordinal);

    [Fact]
    public void NatFixedSrc_OnAStaticAddress_Silent() =>
        Assert.Empty(Exported.Plain(Exported.V7).With(Masquerade, "add action=src-nat chain=srcnat out-interface=ether1 to-addresses=203.0.113.2\nadd action=src-nat chain=srcnat out-interface=ether2 to-addresses=198.51.100.2").Found("nat-fixed-src"));

    [Fact]
    public void NatFixedSrc_LeaseScriptKeepsIt_Silent() =>
        Assert.Empty(Exported.Dynamic(Exported.V7).With(Masquerade, Masquerade + "\nadd action=src-nat chain=srcnat comment=line out-interface=ether1 to-addresses=203.0.113.77")
            .With("add disabled=no interface=ether1", """add disabled=no interface=ether1 script="/ip firewall nat set [find comment=line] to-addresses=\$\"lease-address\"" """).Found("nat-fixed-src"));

    private static Exported Marked(string version, params string[] nat) => Exported.Plain(version).With(Masquerade, string.Join('\n', nat))
        .And("/ip firewall mangle", "add action=mark-connection chain=prerouting in-interface=bridge new-connection-mark=c1 nth=2,1", "add action=mark-connection chain=prerouting connection-mark=no-mark in-interface=bridge new-connection-mark=c2");

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void NatCondMark_EachWanItsMark_Fires(string version) =>
        Assert.Equal(["ether1", "ether2"], Marked(version, "add action=masquerade chain=srcnat connection-mark=c1 out-interface=ether1", "add action=masquerade chain=srcnat connection-mark=c2 out-interface=ether2").Found("nat-cond-mark").Select(finding => finding.Subject));

    [Fact]
    public void NatCondMark_RuleForAllBehind_Silent() =>
        Assert.Empty(Marked(Exported.V7, "add action=masquerade chain=srcnat connection-mark=c1 out-interface=ether1", Masquerade).Found("nat-cond-mark"));

    [Fact]
    public void NatCondMark_EveryMarkServed_Silent() =>
        Assert.Empty(Marked(Exported.V7, [.. from wan in new[] { "ether1", "ether2" } from mark in new[] { "c1", "c2", "no-mark" } select $"add action=masquerade chain=srcnat connection-mark={mark} out-interface={wan}"]).Found("nat-cond-mark"));

    [Theory]
    [InlineData("add action=masquerade chain=srcnat", 1)]
    [InlineData("add action=masquerade chain=srcnat src-address=192.168.88.0/24", 1)]
    [InlineData("add action=masquerade chain=srcnat disabled=yes", 0)]
    [InlineData("add action=masquerade chain=srcnat dst-address=192.168.88.0/24 src-address=192.168.88.0/24", 0)]
    [InlineData("add action=masquerade chain=srcnat out-interface=ether2", 0)]
    public void NatBroad_NoWayOut_Fires(string rule, int findings)
    {
        Assert.Equal(findings, Exported.Plain(Exported.V7).With(Masquerade, $"{Masquerade}\n{rule}").Found("nat-broad").Length);
        Assert.Equal(findings, Exported.Plain(Exported.V6).With(Masquerade, $"{Masquerade}\n{rule}").Found("nat-broad").Length);
    }

    [Theory]
    [InlineData("add action=accept chain=srcnat src-address=192.168.88.0/24", "add action=src-nat chain=srcnat out-interface=ether1 src-address=192.168.88.9 to-addresses=203.0.113.9", 1)]
    [InlineData("add action=src-nat chain=srcnat out-interface=ether1 src-address=192.168.88.9 to-addresses=203.0.113.9", "add action=accept chain=srcnat src-address=192.168.88.0/24", 0)]
    [InlineData("add action=masquerade chain=srcnat out-interface-list=WAN", "add action=src-nat chain=srcnat out-interface=ether1 to-addresses=203.0.113.9", 1)]
    [InlineData("add action=masquerade chain=srcnat out-interface-list=WAN", "add action=masquerade chain=srcnat out-interface=ether1", 0)]
    [InlineData("add action=accept chain=srcnat dst-address=10.0.0.0/8", "add action=src-nat chain=srcnat out-interface=ether1 to-addresses=203.0.113.9", 0)]
    [InlineData("add action=accept chain=srcnat protocol=!tcp", "add action=src-nat chain=srcnat out-interface=ether1 to-addresses=203.0.113.9", 0)]
    public void NatShadowed_WiderRuleBefore_Fires(string first, string second, int findings)
    {
        Assert.Equal(findings, Exported.Plain(Exported.V7).With(Masquerade, $"{first}\n{second}\nadd action=masquerade chain=srcnat out-interface=ether2").Found("nat-shadowed").Length);
        Assert.Equal(findings, Exported.Plain(Exported.V6).With(Masquerade, $"{first}\n{second}\nadd action=masquerade chain=srcnat out-interface=ether2").Found("nat-shadowed").Length);
    }

    [Theory]
    [InlineData(Exported.V6, "in-interface=ether1")]
    [InlineData(Exported.V7, "in-interface=ether1")]
    [InlineData(Exported.V7, "dst-address=203.0.113.2")]
    public void NatInOneWan_ForwardOnTheFirstOnly_Fires(string version, string by)
    {
        var finding = Exported.Plain(version).And("/ip firewall nat", $"add action=dst-nat chain=dstnat dst-port=443 {by} protocol=tcp to-addresses=192.168.88.10").One("nat-in-one-wan");
        Assert.Equal("ether2", finding.Subject);
        Assert.Contains("tcp/443", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in-interface-list=WAN")]
    [InlineData("dst-address-type=local")]
    [InlineData("in-interface=bridge")]
    public void NatInOneWan_BothOrInside_Silent(string by) =>
        Assert.Empty(Exported.Plain(Exported.V7).And("/ip firewall nat", $"add action=dst-nat chain=dstnat dst-port=443 {by} protocol=tcp to-addresses=192.168.88.10").Found("nat-in-one-wan"));

    [Fact]
    public void NatInOneWan_OneRuleEach_Silent() =>
        Assert.Empty(Exported.Plain(Exported.V6).And("/ip firewall nat", "add action=dst-nat chain=dstnat dst-address=203.0.113.2 dst-port=443 protocol=tcp to-addresses=192.168.88.10", "add action=dst-nat chain=dstnat dst-address=198.51.100.2 dst-port=443 protocol=tcp to-addresses=192.168.88.10").Found("nat-in-one-wan"));
}
