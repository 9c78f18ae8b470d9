using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>
/// Rows as people and other clients' suites add them, menu by menu: accepted, read back as the router words them, removed (reference 1.4, 1.8). A word <c>typed->shown</c>
/// is shown otherwise than typed; a line that begins with <c>&gt;</c> prepares the next ones.
/// </summary>
public sealed class TypicalRowsTests
{
    private const string Rows = """
        /interface/bridge/add name=bridge7 comment=x protocol-mode=none vlan-filtering=yes->true
        >/interface/bridge/add name=bridge8
        /interface/bridge/port/add bridge=bridge8 interface=ether2 pvid=20 frame-types=admit-all hw=no->false
        /interface/bridge/vlan/add bridge=bridge8 vlan-ids=3999 tagged=ether2 untagged=ether3
        /interface/bridge/filter/add chain=forward action=accept comment=x
        /interface/bridge/nat/add chain=dstnat action=accept comment=x
        /interface/bonding/add name=test-bond slaves=ether1 mode=802.3ad comment=x
        /interface/vlan/add name=vlan77 vlan-id=77 interface=ether1 mtu=1500
        /interface/vrrp/add name=vrrp1 interface=ether2 vrid=49 priority=100 interval=00:00:01->1s
        /interface/eoip/add name=test-eoip remote-address=192.0.2.1 tunnel-id=77 mtu=1400
        /interface/gre/add name=test-gre remote-address=192.0.2.1 keepalive=10s,10
        /interface/ipip/add name=test-ipip remote-address=192.0.2.1
        /interface/vxlan/add name=vxlan1 vni=10 port=8472
        /interface/l2tp-client/add name=l2tp9 connect-to=192.0.2.1 user=u password=p disabled=yes->true
        /interface/pptp-client/add name=pptp9 connect-to=192.0.2.1 user=u
        /interface/sstp-client/add name=sstp9 connect-to=192.0.2.1 port=443
        /interface/ovpn-client/add name=ovpn9 connect-to=192.0.2.1 port=1194 user=u
        /interface/ovpn-server/server/add name=ovpn-s port=11940 disabled=yes->true mac-address=02:aa:bb:cc:dd:0e->02:AA:BB:CC:DD:0E
        /interface/pppoe-client/add name=pppoe9 interface=ether2 user=u password=p
        /interface/pppoe-server/server/add service-name=s interface=ether3 default-profile=default one-session-per-host=no->false disabled=no->false
        /interface/wireguard/add name=wg9 listen-port=51999 mtu=1420
        >/interface/wireguard/add name=wg8
        /interface/wireguard/peers/add interface=wg8 public-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= allowed-address=10.0.0.2,10.1.0.0/16->10.0.0.2/32,10.1.0.0/16 endpoint-port=51820
        /interface/list/add name=t4 include=LAN exclude=WAN comment=x
        >/interface/list/add name=mine
        /interface/list/member/add list=mine interface=ether1 comment=x
        /interface/wifi/channel/add name=ch frequency=5180,5200 band=5ghz-ax width=20mhz
        /interface/wifi/security/add name=sec authentication-types=wpa2-psk,wpa3-psk passphrase=secret12
        /interface/wifi/datapath/add name=dp bridge=bridge8
        /interface/wifi/configuration/add name=cfg ssid=test country=Latvia hide-ssid=yes->true
        /ip/address/add address=192.0.2.9/24 interface=ether1 comment=x
        /ip/arp/add address=192.168.251.77 mac-address=aa:bb:cc:dd:ee:ff->AA:BB:CC:DD:EE:FF interface=ether1
        /ip/pool/add name=pool9 ranges=10.0.0.2-10.0.0.9,10.1.0.2-10.1.0.9
        /ip/dhcp-server/add name=dhcp9 interface=ether3 address-pool=static-only lease-time=1:00:00->1h disabled=no->false
        /ip/dhcp-server/network/add address=192.0.2.5/24->192.0.2.0/24 gateway=192.0.2.1 dns-server=1.1.1.1,9.9.9.9
        /ip/dhcp-server/lease/add address=192.0.2.33 mac-address=02-aa-bb-cc-dd-33->02:AA:BB:CC:DD:33 server=all
        /ip/dhcp-server/option/add name=opt9 code=60 value='abc'
        >/ip/dhcp-server/option/add name=opt8 code=61 value='x'
        /ip/dhcp-server/option/sets/add name=set9 options=opt8
        /ip/dhcp-server/alert/add interface=ether2 alert-timeout=1h valid-server=02:AA:BB:CC:DD:33
        /ip/dhcp-relay/add name=relay9 interface=ether2 dhcp-server=192.0.2.1 local-address=192.0.2.2
        /ip/dns/static/add name=host.example address=1.1.1.1 ttl=1d
        /ip/dns/static/add regexp=.*\.local address=1.1.1.1
        /ip/dns/static/add name=alias.example type=CNAME cname=host.example
        /ip/dns/forwarders/add name=f dns-servers=1.1.1.1,9.9.9.9
        /ip/firewall/address-list/add list=l address=10.9.0.0/16
        /ip/firewall/filter/add chain=forward action=accept src-address=192.0.2.10-192.0.2.20 dst-address=!198.51.100.0/24 protocol=tcp dst-port=22,8291,1000-2000 disabled=yes->true
        /ip/firewall/filter/add chain=forward action=accept connection-state=related,established->established,related
        /ip/firewall/filter/add chain=forward action=accept connection-state=!related,established->!established,related
        /ip/firewall/filter/add chain=input action=jump jump-target=t4
        /ip/firewall/nat/add chain=dstnat action=dst-nat protocol=tcp dst-port=8080 to-addresses=192.168.88.10 to-ports=80
        /ip/firewall/nat/add chain=srcnat action=src-nat to-addresses=203.0.113.5 out-interface=ether1
        /ip/firewall/mangle/add chain=prerouting action=mark-connection new-connection-mark=c passthrough=no->false
        /ip/firewall/mangle/add chain=forward action=mark-packet new-packet-mark=p src-address=192.0.2.11
        /ip/firewall/mangle/add chain=forward action=change-mss new-mss=clamp-to-pmtu protocol=tcp tcp-flags=syn
        /ip/firewall/raw/add chain=prerouting action=notrack protocol=udp
        /ip/firewall/layer7-protocol/add name=l7 regexp=^x
        /ip/hotspot/profile/add name=hs9 login-by=http-chap,cookie dns-name=hot.example
        /ip/hotspot/add name=hot9 interface=ether3 profile=default address-pool=none
        /ip/hotspot/user/profile/add name=up9 shared-users=2 rate-limit=1M/2M
        /ip/hotspot/user/add name=u9 password=p limit-uptime=1:00:00->1h profile=default
        /ip/hotspot/ip-binding/add address=192.168.168.1-192.168.168.10 type=bypassed
        /ip/hotspot/walled-garden/add dst-host=*.example.com action=allow
        /ip/hotspot/walled-garden/ip/add dst-address=192.0.2.1 action=accept
        >/ip/ipsec/peer/add name=p1 address=192.0.2.50
        /ip/ipsec/peer/add name=p9 address=192.0.2.51->192.0.2.51/32 exchange-mode=ike2 profile=default comment=x
        /ip/ipsec/profile/add name=pr9 dh-group=modp2048 enc-algorithm=aes-256 hash-algorithm=sha256
        /ip/ipsec/proposal/add name=prop9 auth-algorithms=sha256 enc-algorithms=aes-256-cbc pfs-group=modp2048 lifetime=30m
        /ip/ipsec/policy/add src-address=192.0.2.0/24 dst-address=198.51.100.0/24 action=encrypt level=require ipsec-protocols=esp tunnel=yes->true peer=p1 proposal=default comment=x
        /ip/ipsec/identity/add peer=p1 auth-method=pre-shared-key secret=test123 comment=x
        /ip/ipsec/mode-config/add name=mc9 responder=no->false
        /ip/ipsec/policy/group/add name=g9
        /ip/proxy/access/add action=deny dst-host=bad.example
        /ip/route/add dst-address=10.7.0.9->10.7.0.9/32 gateway=192.0.2.1 distance=5 check-gateway=ping comment=x
        /ip/route/add dst-address=10.8.0.0/16 blackhole=yes->
        /ip/socks/access/add action=allow src-address=192.0.2.0/24
        /ip/traffic-flow/target/add dst-address=192.0.2.1 port=2055 version=9
        /ip/upnp/interfaces/add interface=ether1 type=external
        /ip/tftp/add req-filename=x real-filename=y allow=yes->true
        /ip/kid-control/add name=kid mon=8h-20h
        /ip/smb/shares/add name=sh directory=disk1
        /ipv6/address/add address=2001:db8::1/64 interface=ether1 advertise=no->false
        /ipv6/firewall/address-list/add list=l address=2001:db8::/32
        /ipv6/firewall/filter/add chain=input action=drop
        /ipv6/route/add dst-address=2001:db8:1::/48 gateway=fe80::1%ether1
        /ipv6/pool/add name=p6 prefix=2001:db8::/48 prefix-length=64
        /ipv6/nd/add interface=ether2 managed-address-configuration=yes->true
        /ppp/profile/add name=Test local-address=10.0.0.1
        /ppp/secret/add name=Test
        /ppp/secret/add name=Test2 password=p service=pppoe profile=default remote-address=10.0.0.9
        /queue/simple/add name=q9 target=192.168.251.0/24,192.168.252.7/32 max-limit=3M/4M->3000000/4000000
        /queue/simple/add name=q8 target=lo max-limit=1M/2M->1000000/2000000 priority=5/5
        >/queue/simple/add name=gq target=192.0.2.1/32
        /queue/tree/add name=qt parent=global packet-mark=p max-limit=10M->10000000 queue=default
        /queue/type/add name=qty kind=pcq pcq-rate=1M->1000000 pcq-limit=100 pcq-classifier=src-address
        /tool/graphing/interface/add interface=ether1 allow-address=192.0.2.0/24
        /tool/graphing/queue/add simple-queue=gq allow-address=192.0.2.0/24
        /tool/graphing/resource/add allow-address=192.0.2.0/24
        /tool/netwatch/add host=192.0.2.1 interval=10s type=icmp packet-count=3 thr-avg=00:00:00.500->500ms up-script=:log\sinfo\sup
        /tool/romon/port/add interface=ether1 forbid=no->false cost=200
        /tool/traffic-monitor/add name=tm9 interface=ether1 threshold=1M->1000000
        /radius/add address=192.0.2.1 secret=s service=ppp,login timeout=300ms
        /routing/table/add name=isp9 fib=yes->
        /routing/rule/add src-address=10.0.0.0/8 action=lookup table=main comment=x
        /routing/filter/rule/add chain=in rule=accept
        >/routing/ospf/instance/add name=o1
        /routing/ospf/instance/add name=o9 version=3 router-id=10.0.0.1
        >/routing/ospf/area/add name=a1 instance=o1
        /routing/ospf/area/add name=a9 instance=o1 area-id=10.0.0.1
        /routing/ospf/interface-template/add area=a1 comment=x networks=10.0.0.0/8
        /routing/bgp/instance/add name=b9 as=65001
        /routing/bgp/template/add name=bt9 as=65001
        /routing/bgp/connection/add name=bc9 remote.address=192.0.2.1 as=65001 local.role=ebgp
        /routing/id/add name=id9 id=10.0.0.1
        /snmp/community/add name=c9 addresses=10.0.0.0/8 security=private
        /system/logging/add topics=info,!debug action=memory prefix=t4
        /system/logging/action/add name=act9 target=memory memory-lines=100 comment=x
        /system/scheduler/add name=s9 interval=1:00:00->1h on-event=x start-time=startup
        /system/script/add name=sc9 source=:put\s"a;b=c" policy=read,write
        /system/leds/add leds=user-led type=interface-status interface=ether1
        /user/add name=u9 group=read password=secret address=192.0.2.0/24
        /user/group/add name=gr9 policy=read,!write->read,!local,!telnet,!ssh,!ftp,!reboot,!write,!policy,!test,!winbox,!password,!web,!sniff,!sensitive,!api,!romon,!rest-api
        /certificate/add name=cert9 common-name=cert9 key-size=2048 days-valid=365
        """;

    public static TheoryData<string> Lines => [.. Rows.Split('\n', StringSplitOptions.TrimEntries).Where(line => line[0] != '>')];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Reference_1_4_TypicalRow_IsAddedReadBackAndRemoved(string line)
    {
        var desk = new CommandDesk(RouterProfile.V721);
        foreach (var list in new[] { "LAN", "WAN" })
            desk.Add("/interface/list/add", $"=name={list}");
        foreach (var before in Rows.Split('\n', StringSplitOptions.TrimEntries).Where(other => other[0] == '>'))
            desk.Add(before.Split(' ')[0][1..], [.. Pairs(before).Select(pair => $"={pair.Name}={pair.Typed}")]);
        var path = line.Split(' ')[0][..^4];

        var id = desk.Add($"{path}/add", [.. Pairs(line).Select(pair => $"={pair.Name}={pair.Typed}")]);

        var row = desk.Run($"{path}/print", "=detail=", $"?.id={id}").Rows.Single();
        Assert.All(Pairs(line).Where(pair => pair.Name != "password" || path != "/user"), pair => Assert.Equal((pair.Name, pair.Shown), (pair.Name, row.GetValueOrDefault(pair.Name))));
        Assert.Empty(desk.Run($"{path}/set", [$"=.id={id}", .. Pairs(line).Where(pair => pair.Name is not ("password" or "secret")).Select(pair => $"={pair.Name}={pair.Typed}")]).Traps);
        Assert.Empty(desk.Run($"{path}/remove", $"=.id={id}").Traps);
        Assert.Equal("no such item", desk.Refusal($"{path}/set", $"=.id={id}", "=comment=x"));
    }

    [Fact]
    public void Reference_1_9_MemberNegatedInTheMiddle_IsRefused()
    {
        var desk = new CommandDesk();
        Assert.Equal("invalid value for argument state", desk.Refusal("/ip/firewall/filter/add", "=chain=forward", "=connection-state=established,!related"));
        Assert.Equal("input does not match any value of connection-state", desk.Refusal("/ip/firewall/filter/add", "=chain=forward", "=connection-state=great"));
    }

    private static IEnumerable<(string Name, string Typed, string Shown)> Pairs(string line) => line.Split(' ').Skip(1).Select(word =>
    {
        var (name, text) = (word[..word.IndexOf('=')], word[(word.IndexOf('=') + 1)..].Replace("\\s", " ", StringComparison.Ordinal));
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        return arrow < 0 ? (name, text, text) : (name, text[..arrow], text[(arrow + 2)..]);
    });
}
