namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>Whole configurations as people run them, in which an expert knows what there is to report and, as important, what not.</summary>
public class WholeSiteTests
{
    public static TheoryData<string, string, string[]> Sites() => new()
    {
        { nameof(FibreLeaseAndLte), FibreLeaseAndLte, ["chk-backup-none", "notify-none"] },
        { nameof(BalancedByClassifier), BalancedByClassifier, ["chk-nexthop", "notify-none"] },
        { nameof(NetwatchOnV6), NetwatchOnV6, ["chk-backup-none", "nw-single-reply"] },
        { nameof(SessionOverAVlanAndStatic), SessionOverAVlanAndStatic, ["chk-none", "notify-none"] },
        { nameof(TwoLeasesAndATunnelForOneHost), TwoLeasesAndATunnelForOneHost, ["chk-none", "fb-no-flush", "notify-none"] },
    };

    [Theory]
    [MemberData(nameof(Sites))]
    public void Judge_WholeSite_ReportsThatAndNothingElse(string name, string text, string[] rules)
    {
        var report = DualWanPortal.Failover.Audit.Reports.AuditReport.Of(name, DualWanPortal.RouterOs.Text.ExportReader.Read(text));

        Assert.Null(report.Refusal);
        Assert.Equal(2, report.Wans.Length);
        Assert.Empty(report.NotUnderstood.Select(warning => warning.Text));
        Assert.Equal(rules, report.Findings.Where(finding => finding.Severity > DualWanPortal.Failover.Audit.Severity.Info).Select(finding => finding.Rule).Order(StringComparer.Ordinal));
    }

    private const string FibreLeaseAndLte = """
        # 2026-02-17 11:04:56 by RouterOS 7.18.2
        # model = RB5009UPr+S+
        /interface bridge
        add name=bridge comment=defconf
        /interface lte apn
        set [ find default=yes ] apn=internet default-route-distance=20 use-peer-dns=no
        /interface lte
        set [ find default-name=lte1 ] apn-profiles=default name=lte1
        /interface list
        add name=WAN comment=defconf
        add name=LAN comment=defconf
        /ip pool
        add name=dhcp ranges=192.168.88.10-192.168.88.254
        /ip dhcp-server
        add address-pool=dhcp interface=bridge name=defconf
        /interface bridge port
        add bridge=bridge interface=ether2
        add bridge=bridge interface=ether3
        /ip neighbor discovery-settings
        set discover-interface-list=LAN
        /interface list member
        add interface=bridge list=LAN
        add interface=ether1 list=WAN
        add interface=lte1 list=WAN
        /ip address
        add address=192.168.88.1/24 interface=bridge network=192.168.88.0
        /ip cloud
        set ddns-enabled=yes
        /ip dhcp-client
        add add-default-route=no interface=ether1 use-peer-dns=no use-peer-ntp=no script=":if (\$bound=1) do={\r\
            \n  /ip route set [find comment=\"canary1\"] gateway=(\$\"gateway-address\")\r\
            \n}"
        /ip dhcp-server network
        add address=192.168.88.0/24 dns-server=192.168.88.1 gateway=192.168.88.1
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9,149.112.112.112
        /ip firewall filter
        add action=accept chain=input connection-state=established,related,untracked
        add action=drop chain=input connection-state=invalid
        add action=accept chain=input protocol=icmp
        add action=drop chain=input in-interface-list=!LAN
        add action=accept chain=forward ipsec-policy=in,ipsec
        add action=accept chain=forward ipsec-policy=out,ipsec
        add action=fasttrack-connection chain=forward connection-state=established,related
        add action=accept chain=forward connection-state=established,related,untracked
        add action=drop chain=forward connection-state=invalid
        add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
        /ip firewall nat
        add action=masquerade chain=srcnat ipsec-policy=out,none out-interface-list=WAN
        /ip route
        add comment=canary1 dst-address=8.8.8.8/32 gateway=192.0.2.1 scope=10
        add comment=canary1 dst-address=1.1.1.1/32 gateway=192.0.2.1 scope=10
        add dst-address=8.8.8.8/32 blackhole distance=20
        add dst-address=1.1.1.1/32 blackhole distance=20
        add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=8.8.8.8 target-scope=11
        add check-gateway=ping distance=2 dst-address=0.0.0.0/0 gateway=1.1.1.1 target-scope=11
        /ip service
        set telnet disabled=yes
        set ftp disabled=yes
        set www disabled=yes
        set api disabled=yes
        /system ntp client
        set enabled=yes
        /system ntp client servers
        add address=pool.ntp.org
        /tool mac-server
        set allowed-interface-list=LAN
        /tool mac-server mac-winbox
        set allowed-interface-list=LAN
        """;

    private const string BalancedByClassifier = """
        # 2026-02-17 11:04:56 by RouterOS 7.16.1
        /interface bridge
        add name=LAN
        /routing table
        add fib name=to_ISP1
        add fib name=to_ISP2
        /interface bridge port
        add bridge=LAN interface=ether3
        add bridge=LAN interface=ether4
        /ip address
        add address=10.111.0.2/24 interface=ether1 network=10.111.0.0
        add address=10.112.0.2/24 interface=ether2 network=10.112.0.0
        add address=192.168.0.1/24 interface=LAN network=192.168.0.0
        /ip dhcp-server network
        add address=192.168.0.0/24 dns-server=192.168.0.1 gateway=192.168.0.1
        /ip dns
        set allow-remote-requests=yes servers=1.1.1.1,9.9.9.9
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=accept chain=input in-interface=LAN
        add action=drop chain=input
        add action=accept chain=forward connection-state=established,related
        add action=accept chain=forward in-interface=LAN
        add action=drop chain=forward
        /ip firewall mangle
        add action=accept chain=prerouting dst-address=10.111.0.0/24 in-interface=LAN
        add action=accept chain=prerouting dst-address=10.112.0.0/24 in-interface=LAN
        add action=mark-connection chain=prerouting connection-mark=no-mark in-interface=ether1 new-connection-mark=ISP1_conn
        add action=mark-connection chain=prerouting connection-mark=no-mark in-interface=ether2 new-connection-mark=ISP2_conn
        add action=mark-connection chain=prerouting connection-mark=no-mark dst-address-type=!local in-interface=LAN new-connection-mark=ISP1_conn per-connection-classifier=both-addresses:2/0
        add action=mark-connection chain=prerouting connection-mark=no-mark dst-address-type=!local in-interface=LAN new-connection-mark=ISP2_conn per-connection-classifier=both-addresses:2/1
        add action=mark-routing chain=prerouting connection-mark=ISP1_conn in-interface=LAN new-routing-mark=to_ISP1
        add action=mark-routing chain=prerouting connection-mark=ISP2_conn in-interface=LAN new-routing-mark=to_ISP2
        add action=mark-routing chain=output connection-mark=ISP1_conn new-routing-mark=to_ISP1
        add action=mark-routing chain=output connection-mark=ISP2_conn new-routing-mark=to_ISP2
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1
        add action=masquerade chain=srcnat out-interface=ether2
        /ip route
        add check-gateway=ping dst-address=0.0.0.0/0 gateway=10.111.0.1 routing-table=to_ISP1
        add check-gateway=ping dst-address=0.0.0.0/0 gateway=10.112.0.1 routing-table=to_ISP2
        add distance=1 dst-address=0.0.0.0/0 gateway=10.111.0.1 check-gateway=ping
        add distance=2 dst-address=0.0.0.0/0 gateway=10.112.0.1 check-gateway=ping
        """;

    private const string NetwatchOnV6 = """
        # feb/17/2024 11:04:56 by RouterOS 6.49.18
        # model = RB750Gr3
        /interface bridge
        add name=bridge-lan
        /interface list
        add name=WAN
        add name=LAN
        /interface bridge port
        add bridge=bridge-lan interface=ether3
        /interface list member
        add interface=ether1 list=WAN
        add interface=ether2 list=WAN
        add interface=bridge-lan list=LAN
        /ip address
        add address=203.0.113.10/29 interface=ether1 network=203.0.113.8
        add address=198.51.100.10/29 interface=ether2 network=198.51.100.8
        add address=192.168.1.1/24 interface=bridge-lan network=192.168.1.0
        /ip dhcp-server network
        add address=192.168.1.0/24 dns-server=192.168.1.1 gateway=192.168.1.1
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9,208.67.222.222
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=accept chain=input protocol=icmp
        add action=drop chain=input in-interface-list=WAN
        add action=accept chain=forward connection-state=established,related
        add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN
        /ip route
        add comment=ISP1 distance=1 gateway=203.0.113.9
        add comment=ISP2 distance=5 gateway=198.51.100.9
        add comment=pin-isp1 distance=1 dst-address=8.8.8.8/32 gateway=203.0.113.9
        add distance=250 dst-address=8.8.8.8/32 type=blackhole
        /ip service
        set telnet disabled=yes
        set ftp disabled=yes
        set www disabled=yes
        set api disabled=yes
        /tool netwatch
        add comment="ISP1 internet" down-script="/ip route disable [find comment=\"ISP1\"]; /log error \"ISP1 down\"; /tool e-mail send to=\"noc@example.net\" subject=\"ISP1 down\"" host=8.8.8.8 interval=10s timeout=1s up-script="/ip route enable [find comment=\"ISP1\"]; /log warning \"ISP1 up\"; /tool e-mail send to=\"noc@example.net\" subject=\"ISP1 up\""
        """;

    private const string SessionOverAVlanAndStatic = """
        # 2026-02-17 11:04:56 by RouterOS 7.15.3
        /interface bridge
        add name=bridge vlan-filtering=yes
        /interface vlan
        add interface=ether1 name=vlan7-fiber vlan-id=7
        add interface=ether2 name=vlan100-cable vlan-id=100
        /interface pppoe-client
        add add-default-route=yes default-route-distance=1 disabled=no interface=vlan7-fiber name=pppoe-fiber user=me@isp use-peer-dns=no
        /interface list
        add name=WAN
        add name=LAN
        /interface bridge port
        add bridge=bridge interface=ether3
        /interface list member
        add interface=pppoe-fiber list=WAN
        add interface=vlan100-cable list=WAN
        add interface=bridge list=LAN
        /ip address
        add address=192.168.10.1/24 interface=bridge network=192.168.10.0
        add address=198.51.100.50/24 interface=vlan100-cable network=198.51.100.0
        /ip dhcp-server network
        add address=192.168.10.0/24 dns-server=192.168.10.1 gateway=192.168.10.1
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9,1.1.1.1
        /ip firewall filter
        add action=accept chain=input connection-state=established,related,untracked
        add action=drop chain=input in-interface-list=!LAN
        add action=fasttrack-connection chain=forward connection-state=established,related hw-offload=yes
        add action=accept chain=forward connection-state=established,related,untracked
        add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=pppoe-fiber
        add action=src-nat chain=srcnat out-interface=vlan100-cable to-addresses=198.51.100.50
        /ip route
        add check-gateway=ping distance=10 dst-address=0.0.0.0/0 gateway=198.51.100.1
        """;

    private const string TwoLeasesAndATunnelForOneHost = """
        # 2026-02-17 11:04:56 by RouterOS 7.18.2
        /interface bridge
        add name=bridge
        /interface wireguard
        add listen-port=51820 name=wg-vpn
        /interface list
        add name=WAN
        add name=LAN
        /interface wireguard peers
        add allowed-address=0.0.0.0/0 endpoint-address=vpn.example.net endpoint-port=51820 interface=wg-vpn public-key="abc=" persistent-keepalive=25s
        /interface bridge port
        add bridge=bridge interface=ether3
        /interface list member
        add interface=ether1 list=WAN
        add interface=ether2 list=WAN
        add interface=bridge list=LAN
        /routing table
        add fib name=via-vpn
        /ip address
        add address=192.168.20.1/24 interface=bridge network=192.168.20.0
        add address=10.66.0.2/32 interface=wg-vpn network=10.66.0.0
        /ip dhcp-client
        add interface=ether1 use-peer-dns=no default-route-distance=1
        add interface=ether2 use-peer-dns=no default-route-distance=2
        /ip dhcp-server network
        add address=192.168.20.0/24 dns-server=192.168.20.1 gateway=192.168.20.1
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9,1.1.1.1
        /ip firewall filter
        add action=accept chain=input connection-state=established,related,untracked
        add action=drop chain=input in-interface-list=!LAN
        add action=accept chain=forward connection-state=established,related,untracked
        add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN
        add action=masquerade chain=srcnat out-interface=wg-vpn
        /ip route
        add dst-address=0.0.0.0/0 gateway=wg-vpn routing-table=via-vpn
        /routing rule
        add action=lookup-only-in-table src-address=192.168.20.99/32 table=via-vpn
        """;
}
