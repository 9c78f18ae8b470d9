using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.RouterOs.Model;
using static DualWanPortal.Failover.Tests.Audit.ExportText;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>VPN, inbound services, telling and keeping.</summary>
public class OperatingRuleTests
{
    private const string Wg = "/interface wireguard\nadd listen-port=13231 name=wg1\n/interface wireguard peers\n";
    private const string Forward = "/ip firewall nat\nadd action=dst-nat chain=dstnat in-interface-list=WAN protocol=tcp dst-port=443 to-addresses=192.168.88.9\n";
    private const string Behind = "/ip address\nset [find interface=ether2] address=";

    [Theory]
    [InlineData("add interface=wg1 public-key=\"k=\" allowed-address=10.0.0.0/24 endpoint-address=vpn.example.net persistent-keepalive=25s\n", 1)]
    [InlineData("add interface=wg1 public-key=\"k=\" allowed-address=10.0.0.0/24 endpoint-address=vpn.example.net\n", 0)]
    [InlineData("add interface=wg1 public-key=\"k=\" allowed-address=10.0.0.0/24 endpoint-address=vpn.example.net persistent-keepalive=25s\n/system script\nadd name=clear source=\"/ip firewall connection remove [find protocol=udp]\"\n/tool netwatch\nadd host=8.8.8.8 up-script=clear\n", 0)]
    public void FbNoFlush_TunnelThatIsKeptAlive(string peers, int findings) => Assert.Equal(findings, Judge("fb-no-flush", Wg + peers).Length);

    [Theory]
    [InlineData("add action=dst-nat chain=dstnat in-interface-list=WAN protocol=udp dst-port=5060 to-addresses=192.168.88.9\n", 1)]
    [InlineData("add action=dst-nat chain=dstnat in-interface-list=WAN protocol=udp dst-port=6000 to-addresses=192.168.88.9\n", 0)]
    public void FbNoFlush_Telephones(string rule, int findings) => Assert.Equal(findings, Judge("fb-no-flush", "/ip firewall nat\n" + rule, V6).Length);

    [Theory]
    [InlineData("add interface=wg1 public-key=\"k=\" allowed-address=10.0.0.2/32\n", 1)]
    [InlineData("add interface=wg1 public-key=\"k=\" allowed-address=10.0.0.2/32 endpoint-address=vpn.example.net\n", 0)]
    [InlineData("add interface=wg1 public-key=\"k=\" allowed-address=10.0.0.2/32 disabled=yes\n", 0)]
    [InlineData("add interface=wg1 public-key=\"k=\" allowed-address=10.0.0.2/32\n/ip cloud\nset ddns-enabled=yes\n", 0)]
    public void WgOneEndpoint_PeersThatDial(string peers, int findings) => Assert.Equal(findings, Judge("wg-one-endpoint", Wg + peers).Length);

    [Theory]
    [InlineData(Behind + "192.168.1.2/24\n", "", 1)]
    [InlineData(Behind + "192.168.1.2/24\n", "persistent-keepalive=25s", 0)]
    [InlineData("", "", 0)]
    public void WgNoKeepalive_BehindNat(string address, string keepalive, int findings) =>
        Assert.Equal(findings, Judge("wg-no-keepalive", Wg + $"add interface=wg1 public-key=\"k=\" allowed-address=10.0.0.0/24 endpoint-address=vpn.example.net {keepalive}\n" + address).Length);

    private const string DhcpWan = "/ip address\nremove [find interface=ether2]\n/ip dhcp-client\nadd disabled=no interface=ether2 default-route-distance=2\n";

    [Theory]
    [InlineData(DhcpWan + Forward, 1)]
    [InlineData(Forward, 0)]
    [InlineData(DhcpWan, 0)]
    [InlineData(DhcpWan + Forward + "/ip cloud\nset ddns-enabled=yes\n", 0)]
    [InlineData(DhcpWan + Forward + "/system scheduler\nadd name=ddns interval=5m on-event=\"/tool fetch url=https://www.duckdns.org/update\"\n", 0)]
    public void DdnsNone_InboundOnAChangingAddress(string lines, int findings) => Assert.Equal(findings, Judge("ddns-none", lines).Length);

    [Theory]
    [InlineData("add name=hq address=192.0.2.1/32 local-address=203.0.113.2\n", 1)]
    [InlineData("add name=hq address=192.0.2.1/32\n", 0)]
    [InlineData("add name=hq address=192.0.2.1/32 local-address=203.0.113.2\nadd name=hq2 address=192.0.2.1/32 local-address=198.51.100.2\n", 0)]
    [InlineData("add name=hq address=192.0.2.1/32 local-address=203.0.113.2 disabled=yes\n", 0)]
    public void IpsecPinned_ByLocalAddress(string peers, int findings) => Assert.Equal(findings, Judge("ipsec-pinned", "/ip ipsec peer\n" + peers).Length);

    [Theory]
    [InlineData(Behind + "100.70.1.2/10\n" + Forward, Severity.Medium)]
    [InlineData(Behind + "192.168.1.2/24\n" + Forward, Severity.Low)]
    public void InboundCgnat_AddressNobodyReaches_Fires(string lines, Severity severity) => Assert.Equal(severity, Assert.Single(Judge("inbound-cgnat", lines)).Severity);

    [Theory]
    [InlineData(Forward)]
    [InlineData(Behind + "192.168.1.2/24\n")]
    [InlineData(Behind + "192.168.1.2/24\n/ip firewall nat\nadd action=dst-nat chain=dstnat dst-address=192.168.1.2 protocol=tcp dst-port=443 to-addresses=192.168.88.9\n")]
    public void InboundCgnat_PublicOrKnownToBeBehind_Silent(string lines) => Assert.Empty(Judge("inbound-cgnat", lines));

    private const string Pppoe = "/interface pppoe-client\nadd add-default-route=yes default-route-distance=3 disabled=no interface=ether3 name=pppoe-out1 user=u\n/interface list member\nadd list=WAN interface=pppoe-out1\n";

    [Theory]
    [InlineData(Pppoe + "/ppp profile\nset *0 change-tcp-mss=no name=default\n", V7, 1)]
    [InlineData(Pppoe + "/ppp profile\nset *0 change-tcp-mss=no name=default\n/ip firewall mangle\nadd action=change-mss chain=forward new-mss=clamp-to-pmtu out-interface=pppoe-out1 protocol=tcp tcp-flags=syn\n", V6, 0)]
    [InlineData(Pppoe, V7, 0)]
    public void MssClamp_ProfileThatDoesNot(string lines, string version, int findings) => Assert.Equal(findings, Judge("mss-clamp", lines, version).Length);

    [Theory]
    [InlineData("", 1)]
    [InlineData("/tool netwatch\nadd host=8.8.8.8 down-script=\":log error down\"\n", 1)]
    [InlineData("/tool netwatch\nadd host=8.8.8.8 down-script=\"/tool e-mail send to=a@example.net subject=down\"\n", 0)]
    [InlineData("/tool netwatch\nadd host=8.8.8.8 disabled=yes down-script=\"/tool e-mail send to=a@example.net subject=down\"\n", 1)]
    [InlineData("/system logging\nadd topics=info action=remote\n", 0)]
    [InlineData("/system logging action\nadd name=central target=remote remote=192.0.2.5\n/system logging\nadd topics=info action=central\n", 0)]
    [InlineData("/system scheduler\nadd name=tell interval=1m on-event=\"/tool fetch url=https://example.net\"\n", 0)]
    public void NotifyNone_WhatTells(string lines, int findings) => Assert.Equal(findings, Judge("notify-none", lines, V6).Length);

    [Theory]
    [InlineData("", 1)]
    [InlineData("/system logging\nadd topics=error action=disk\n", 0)]
    public void LogMemory_WhereTheLogGoes(string lines, int findings) => Assert.Equal(findings, Judge("log-memory", lines).Length);

    [Theory]
    [InlineData("/ip cloud\nset update-time=no\n", 1)]
    [InlineData("/ip cloud\nset update-time=no\n/system ntp client\nset enabled=yes\n", 0)]
    [InlineData("", 0)]
    public void NtpNone_NeitherNtpNorCloud(string lines, int findings) => Assert.Equal(findings, Judge("ntp-none", lines).Length);

    [Theory]
    [InlineData("", 1)]
    [InlineData("/system scheduler\nadd name=b interval=1d on-event=\"/export file=daily\"\n", 0)]
    public void BackupNone_SchedulerSaves(string lines, int findings) => Assert.Equal(findings, Judge("backup-none", lines).Length);

    [Fact]
    public void Secret_InClear_NamedAndNeverRepeated()
    {
        var finding = Assert.Single(Judge("secret", "/ppp secret\nadd name=worker password=hunter2horse\n/interface wireless security-profiles\nset [ find default=yes ] wpa2-pre-shared-key=correcthorse\n", V6));
        Assert.Contains("password of /ppp/secret", finding.Message, StringComparison.Ordinal);
        Assert.All(finding.Evidence, line => Assert.NotNull(line.Line));
        var everything = finding.Title + finding.Message + string.Join('\n', finding.Evidence.Select(line => line.Text)) + string.Join('\n', finding.Fix);
        Assert.DoesNotContain("hunter2", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("correcthorse", everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password=*****")]
    [InlineData("password=REDACTED")]
    [InlineData("password=\"\"")]
    [InlineData("comment=password")]
    public void Secret_Blanked_Silent(string value) => Assert.Empty(Judge("secret", $"/ppp secret\nadd name=worker {value}\n"));

    [Theory]
    [InlineData("/system scheduler\nadd name=safety interval=10m on-event=\"/system backup load name=before password=\\\"\\\"\"\n", 1)]
    [InlineData("/ip route\nadd dst-address=8.8.8.8/32 type=blackhole comment=\"dwp:drill 7\"\n", 1)]
    [InlineData("/system scheduler\nadd name=rollback disabled=yes on-event=\"/system backup load name=before\"\n", 0)]
    [InlineData("/system scheduler\nadd name=daily interval=1d on-event=\"/system backup save name=daily\"\n", 0)]
    public void Leftover_RollbackOrDrill(string lines, int findings) => Assert.Equal(findings, Judge("leftover", lines).Length);

    [Theory]
    [InlineData(V6, 1)]
    [InlineData("7.12", 1)]
    [InlineData("7.18.2", 0)]
    public void OldVersion_ByVersion(string version, int findings) => Assert.Equal(findings, Judge("old-version", "", version).Length);

    private const string V6Filter = "/ipv6 firewall filter\nadd action=accept chain=input connection-state=established,related\nadd action=drop chain=input in-interface-list=WAN\nadd action=accept chain=forward connection-state=established,related\nadd action=drop chain=forward in-interface-list=WAN\n";
    private const string V6Both = "/ipv6 dhcp-client\nadd interface=ether1 pool-name=a request=prefix\nadd interface=ether2 pool-name=b request=prefix\n";

    [Theory]
    [InlineData(V6Both, "is open")]
    [InlineData(V6Both + "/ipv6 firewall filter\nadd action=drop chain=input in-interface-list=WAN\n", "is open")]
    [InlineData("/ipv6 dhcp-client\nadd interface=ether1 pool-name=a request=prefix\n" + V6Filter, "has no failover")]
    public void V6NoFailover_OpenOrAlone_Fires(string lines, string title) => Assert.Contains(title, Assert.Single(Judge("v6-no-failover", lines)).Title, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(V6Both + V6Filter)]
    [InlineData(V6Both + "/ipv6 settings\nset disable-ipv6=yes\n")]
    [InlineData("/ipv6 address\nadd address=fe80::1/64 interface=ether1\n")]
    public void V6NoFailover_OffOrFilteredOnBoth_Silent(string lines) => Assert.Empty(Judge("v6-no-failover", lines));

    [Theory]
    [InlineData("home", "false", 1)]
    [InlineData("advanced", "true", 0)]
    public void DeviceMode_LiveRouter(string mode, string allowed, int findings)
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby")
            .Add("/system/scheduler", ("name", "watch"), ("interval", "1m"), ("on-event", ":log info x")).Add("/system/device-mode", ("mode", mode), ("scheduler", allowed), ("fetch", allowed), ("email", allowed));
        RouterModel Model(ImmutableHashSet<string>? read) => RouterModel.FromItems(rows.Items, rows.Version, null, null, read);
        var live = Auditor.Judge(Model([.. rows.Items.Select(item => item.Menu)])).Where(finding => finding.Rule == "device-mode");
        Assert.Equal(findings, live.Count());
        Assert.DoesNotContain(Auditor.Judge(Model(null)), finding => finding.Rule == "device-mode");
    }
}
