using DualWanPortal.Failover.Audit;
using static DualWanPortal.Failover.Tests.Audit.ExportText;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>What the chains let in, judged by following packets.</summary>
public class FirewallRuleTests
{
    private const string Established = "/ip firewall filter\nadd action=accept chain=input connection-state=established,related\n";
    private const string DropIn = "/ip firewall filter\nadd action=drop chain=input in-interface=";
    private const string DropForward = "/ip firewall filter\nadd action=drop chain=forward connection-state=new connection-nat-state=!dstnat in-interface=";

    [Theory]
    [InlineData(V6)]
    [InlineData(V7)]
    public void InNoDrop_NoFilter_FiresOnceForBoth(string version)
    {
        var finding = Assert.Single(Bare("in-no-drop", "", version));
        Assert.Equal(Severity.High, finding.Severity);
        Assert.Contains("ether1 and ether2", finding.Message, StringComparison.Ordinal);
        Assert.Contains("/ip firewall filter add chain=input action=drop in-interface-list=WAN", finding.Fix);
        Assert.NotEmpty(finding.Evidence);
    }

    [Theory]
    [InlineData("add action=drop chain=input in-interface-list=!LAN")]
    [InlineData("add action=drop chain=input in-interface-list=WAN")]
    [InlineData("add action=drop chain=input")]
    [InlineData("add action=reject chain=input connection-state=new in-interface=!bridge")]
    [InlineData("add action=drop chain=input src-address=!192.168.88.0/24")]
    [InlineData("add action=drop chain=input src-address-list=!ours\n/ip firewall address-list\nadd list=ours address=192.168.88.0/24")]
    [InlineData("add action=jump chain=input jump-target=wan in-interface-list=WAN\nadd action=accept chain=wan protocol=icmp\nadd action=drop chain=wan")]
    [InlineData("add action=jump chain=input jump-target=lan\nadd action=drop chain=input\nadd action=accept chain=lan in-interface=bridge\nadd action=return chain=lan")]
    [InlineData("add action=add-src-to-address-list address-list=seen chain=input in-interface-list=WAN\nadd action=drop chain=input src-address-list=seen")]
    [InlineData("add action=accept chain=input dst-address=127.0.0.1\nadd action=drop chain=input in-interface-list=WAN")]
    [InlineData("add action=accept chain=input src-address=192.0.2.7\nadd action=accept chain=input ipsec-policy=in,ipsec\nadd action=drop chain=input in-interface-list=WAN")]
    public void InNoDrop_WhateverDropsStrangers_Silent(string rules) => Assert.Empty(Bare("in-no-drop", Established + rules + "\n"));

    [Theory]
    [InlineData("add action=drop chain=input in-interface-list=WAN disabled=yes")]
    [InlineData("add action=drop chain=input connection-state=invalid")]
    [InlineData("add action=drop chain=input in-interface-list=WAN src-address-list=banned")]
    [InlineData("add action=drop chain=input in-interface-list=WAN connection-limit=30,32 protocol=tcp")]
    [InlineData("add action=accept chain=input\nadd action=drop chain=input in-interface-list=WAN")]
    [InlineData("add action=drop chain=output")]
    [InlineData("add action=jump chain=input jump-target=wan\nadd action=return chain=wan\nadd action=drop chain=wan")]
    [InlineData("add action=drop chain=input in-interface=ether1 protocol=udp\nadd action=drop chain=input in-interface=ether2 protocol=udp")]
    public void InNoDrop_DropsThatMissStrangers_Fires(string rules) => Assert.Single(Bare("in-no-drop", Established + rules + "\n"));

    [Fact]
    public void InNoDrop_EachServiceClosedByItself_Medium() =>
        Assert.Equal(Severity.Medium, Assert.Single(Bare("in-no-drop", Established + "add action=drop chain=input in-interface-list=WAN protocol=tcp dst-port=21-23,80,8291,8728-8729\n")).Severity);

    [Fact]
    public void InNoDrop_DroppedInRaw_Silent() =>
        Assert.Empty(Bare("in-no-drop", Established + "/ip firewall raw\nadd action=drop chain=prerouting in-interface-list=WAN protocol=tcp\nadd action=drop chain=prerouting in-interface-list=WAN protocol=udp\n"));

    [Fact]
    public void InNoDrop_OnlyAtNight_SaysNothing() => Assert.Empty(Bare("in-no-drop", Established + "add action=drop chain=input in-interface-list=WAN time=20h-6h,mon\n"));

    [Theory]
    [InlineData(V6)]
    [InlineData(V7)]
    public void InBackupOpen_DropNamesThePrimary_Critical(string version)
    {
        var finding = Assert.Single(Bare("in-backup-open", Established + DropIn + "ether1\n", version));
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Contains("ether2", finding.Title, StringComparison.Ordinal);
        Assert.Empty(Bare("in-no-drop", Established + DropIn + "ether1\n", version));
    }

    [Fact]
    public void InBackupOpen_BothNamed_Silent() => Assert.Empty(Bare("in-backup-open", Established + DropIn + "ether1\n" + DropIn + "ether2\n"));

    [Fact]
    public void FwdNoDrop_OnlyInvalidDropped_MediumForAPrivateLan() =>
        Assert.Equal(Severity.Medium, Assert.Single(Bare("fwd-no-drop", "/ip firewall filter\nadd action=drop chain=forward connection-state=invalid\n")).Severity);

    [Fact]
    public void FwdNoDrop_PublicLan_High() =>
        Assert.Equal(Severity.High, Assert.Single(Bare("fwd-no-drop", "/ip address\nadd address=192.0.2.1/24 interface=ether3\n")).Severity);

    [Theory]
    [InlineData("add action=drop chain=forward connection-state=new connection-nat-state=!dstnat in-interface-list=WAN")]
    [InlineData("add action=accept chain=forward in-interface=bridge\nadd action=accept chain=forward connection-nat-state=dstnat\nadd action=drop chain=forward")]
    [InlineData("add action=drop chain=forward in-interface-list=WAN out-interface=bridge connection-nat-state=!dstnat")]
    [InlineData("add action=drop chain=forward dst-address=192.168.88.0/24 in-interface-list=WAN")]
    public void FwdNoDrop_Dropped_Silent(string rule) => Assert.Empty(Bare("fwd-no-drop", "/ip firewall filter\nadd action=accept chain=forward connection-state=established,related\n" + rule + "\n"));

    [Fact]
    public void FwdNoDrop_NoRuleAtAll_IsToldOnceByInput()
    {
        Assert.Empty(Bare("fwd-no-drop", ""));
        Assert.Contains("neither for input nor for forward", Assert.Single(Bare("in-no-drop", "")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FwdBackupOpen_DropNamesThePrimary_Critical() => Assert.Equal(Severity.Critical, Assert.Single(Bare("fwd-backup-open", DropForward + "ether1\n")).Severity);

    [Fact]
    public void FwdBackupOpen_BothNamed_Silent() => Assert.Empty(Bare("fwd-backup-open", DropForward + "ether1\n" + DropForward + "ether2\n"));

    [Theory]
    [InlineData(V6)]
    [InlineData(V7)]
    public void MgmtExposed_NoFilter_NamesServicesAndWans(string version)
    {
        var finding = Assert.Single(Bare("mgmt-exposed", "/ip service\nset telnet disabled=yes\nset ssh port=2200\n", version));
        Assert.Equal(Severity.High, finding.Severity);
        Assert.Contains("ssh (2200)", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("telnet", finding.Message, StringComparison.Ordinal);
        Assert.Contains("/ip service set winbox address=192.168.88.0/24", finding.Fix);
    }

    [Fact]
    public void MgmtExposed_OneServiceOpenedOnOneWan_SaysWhich()
    {
        var finding = Assert.Single(Bare("mgmt-exposed", "/ip firewall filter\nadd action=accept chain=input in-interface=ether2 protocol=tcp dst-port=8291\n" + Filter));
        Assert.Contains("winbox (8291) by ether2", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Severity.Medium, finding.Severity);
    }

    [Theory]
    [InlineData("/ip service\nset telnet disabled=yes\nset ftp disabled=yes\nset www disabled=yes\nset ssh address=192.168.88.0/24\nset api disabled=yes\nset winbox address=192.168.88.0/24,192.0.2.7/32\nset api-ssl disabled=yes")]
    [InlineData(Filter)]
    [InlineData("/ip firewall filter\nadd action=accept chain=input src-address=192.0.2.0/24 dst-port=8291 protocol=tcp\nadd action=drop chain=input in-interface-list=WAN")]
    public void MgmtExposed_NarrowedOrClosed_Silent(string lines) => Assert.Empty(Bare("mgmt-exposed", lines + "\n"));

    [Fact]
    public void MgmtExposed_PatientGuesserPassesALimit_Fires() =>
        Assert.Single(Bare("mgmt-exposed", "/ip firewall filter\nadd action=accept chain=input protocol=tcp dst-port=22 connection-state=new limit=3,5\nadd action=drop chain=input in-interface-list=WAN\n"));

    [Fact]
    public void MgmtExposed_PortForwardedToAServer_IsNotTheRouters() =>
        Assert.Empty(Bare("mgmt-exposed", "/ip service\nset telnet,ftp,ssh,api,winbox,api-ssl disabled=yes\n/ip firewall nat\nadd action=dst-nat chain=dstnat in-interface-list=WAN protocol=tcp dst-port=80 to-addresses=192.168.88.9\n"));

    [Theory]
    [InlineData("set enabled=yes", 1)]
    [InlineData("set enabled=no", 0)]
    [InlineData("set enabled=yes\n/snmp community\nset [ find default=yes ] addresses=192.168.88.0/24", 0)]
    public void MgmtExposed_Snmp(string snmp, int findings) =>
        Assert.Equal(findings, Bare("mgmt-exposed", $"/ip service\nset telnet,ftp,www,ssh,api,winbox,api-ssl disabled=yes\n/snmp\n{snmp}\n").Length);

    [Theory]
    [InlineData("", 1)]
    [InlineData(Filter, 0)]
    [InlineData("/ip dns\nset allow-remote-requests=no\n", 0)]
    [InlineData("/ip firewall filter\nadd action=drop chain=input in-interface-list=WAN protocol=udp dst-port=53\n", 1)]
    [InlineData("/ip firewall filter\nadd action=drop chain=input in-interface-list=WAN protocol=udp dst-port=53\nadd action=drop chain=input in-interface-list=WAN protocol=tcp dst-port=53\n", 0)]
    public void DnsOpen_ByBothProtocols(string lines, int findings) => Assert.Equal(findings, Bare("dns-open", lines).Length);

    [Theory]
    [InlineData("add action=accept chain=input dst-port=8728 protocol=tcp src-address=192.0.2.7\n", 1)]
    [InlineData("add action=accept chain=input dst-port=8728 protocol=tcp src-address=192.168.88.0/24\n", 0)]
    [InlineData("add action=accept chain=input dst-port=8729 protocol=tcp src-address=192.0.2.7\n", 0)]
    [InlineData("add action=accept chain=input dst-port=8728 protocol=tcp src-address=192.0.2.7\n/ip service\nset api disabled=yes\n", 0)]
    public void ApiPlain_OpenedToSomebodyOutside(string lines, int findings) => Assert.Equal(findings, Bare("api-plain", "/ip firewall filter\n" + lines + Filter).Length);

    [Theory]
    [InlineData("add action=accept chain=forward in-interface=bridge\nadd action=drop chain=forward in-interface=bridge src-address=192.168.88.9\n", 1)]
    [InlineData("add action=drop chain=forward in-interface=bridge src-address=192.168.88.9\nadd action=accept chain=forward in-interface=bridge\n", 0)]
    [InlineData("add action=accept chain=forward in-interface=bridge limit=10,5\nadd action=drop chain=forward in-interface=bridge\n", 0)]
    [InlineData("add action=accept chain=forward in-interface=bridge\nadd action=accept chain=forward in-interface=bridge src-address=192.168.88.9\n", 0)]
    public void FwUnreachable_NarrowBehindWide(string rules, int findings) => Assert.Equal(findings, Bare("fw-unreachable", "/ip firewall filter\n" + rules).Length);
}
