using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>What a fresh row or a fresh settings record shows, by version (reference 3, 7, Appendix A).</summary>
public sealed class DefaultsTests
{
    [Theory]
    [InlineData("6.49", "/ip/dns", "allow-remote-requests=false max-udp-packet-size=4096 query-server-timeout=2s query-total-timeout=10s cache-size=2048KiB cache-max-ttl=1w")]
    [InlineData("7.21", "/ip/dns", "doh-max-concurrent-queries=50 doh-max-server-connections=5 doh-timeout=5s max-concurrent-queries=100 vrf=main")]
    [InlineData("7.21", "/ip/settings", "ip-forward=true rp-filter=no send-redirects=true accept-redirects=false allow-fast-path=true ipv4-multipath-hash-policy=l3")]
    [InlineData("6.49", "/ip/settings", "route-cache=true rp-filter=no")]
    [InlineData("7.18", "/ip/firewall/connection/tracking", "enabled=auto tcp-established-timeout=1d udp-timeout=10s udp-stream-timeout=3m icmp-timeout=10s generic-timeout=10m")]
    [InlineData("7.21", "/routing/settings", "check-gateway-ping-interval=10s check-gateway-ping-timeout=1s check-gateway-ping-count=2")]
    [InlineData("7.12", "/ip/cloud", "ddns-enabled=no ddns-update-interval=none update-time=true")]
    [InlineData("7.18", "/ip/cloud", "ddns-enabled=auto")]
    [InlineData("7.21", "/system/ntp/client", "enabled=false mode=unicast vrf=main")]
    [InlineData("7.12", "/interface/ovpn-server/server", "enabled=false port=1194 mode=ip netmask=24 default-profile=default certificate=none")]
    [InlineData("7.18", "/ip/traffic-flow/ipfix", "bytes=true src-address-mask=true udp-length=true nat-events=false")]
    [InlineData("7.18", "/snmp", "enabled=false trap-version=1 trap-generators=temp-exception src-address=::")]
    [InlineData("7.21", "/tool/bandwidth-server", "enabled=true authenticate=true allocate-udp-ports-from=2000 max-sessions=100")]
    [InlineData("6.49", "/ppp/aaa", "use-radius=false accounting=true interim-update=0s")]
    [InlineData("6.49", "/ip/proxy", "enabled=false port=8080 max-cache-size=unlimited")]
    [InlineData("6.49", "/ip/accounting", "enabled=false account-local-traffic=false threshold=256")]
    public void Reference_Appendix_A_Settings_HaveTheirDefaults(string profile, string menu, string defaults)
    {
        var row = new CommandDesk(RouterProfile.Named(profile)!).Run($"{menu}/print").Rows[0];

        Assert.All(defaults.Split(' '), pair => Assert.Equal(pair.Split('=')[1], row.GetValueOrDefault(pair.Split('=')[0])));
    }

    [Theory]
    [InlineData("7.21", "/ip/dhcp-client/add", "interface=ether1", "add-default-route=yes default-route-distance=1 use-peer-dns=true default-route-tables=default check-gateway=none allow-reconfigure=false use-broadcast=both")]
    [InlineData("7.21", "/interface/pppoe-client/add", "interface=ether1", "name=pppoe-out1 disabled=true add-default-route=false profile=default keepalive-timeout=10 use-peer-dns=false max-mtu=auto")]
    [InlineData("7.21", "/interface/lte/apn/add", "name=x", "default-route-distance=2 add-default-route=true")]
    [InlineData("7.21", "/ip/route/add", "gateway=10.0.0.1", "dst-address=0.0.0.0/0 distance=1 scope=30 target-scope=10 routing-table=main")]
    [InlineData("6.49", "/ip/route/rule/add", "src-address=10.0.0.0/24", "action=lookup table=main disabled=false")]
    [InlineData("7.21", "/tool/netwatch/add", "host=192.0.2.1", "type=simple interval=10s timeout=3s start-delay=3s startup-delay=5m ignore-initial-up=false")]
    [InlineData("6.49", "/tool/netwatch/add", "host=192.0.2.1", "interval=1m timeout=1s")]
    [InlineData("7.18", "/interface/bridge/add", "name=br5", "protocol-mode=rstp ether-type=0x8100 frame-types=admit-all ingress-filtering=true forward-delay=15s max-message-age=20s transmit-hold-count=6 mvrp=false")]
    [InlineData("7.18", "/interface/bonding/add", "slaves=ether2", "mode=balance-rr mtu=1500 arp=enabled arp-interval=100ms mii-interval=100ms lacp-rate=30secs up-delay=0s down-delay=0s")]
    [InlineData("7.12", "/interface/vrrp/add", "interface=ether2", "version=3 v3-protocol=ipv4 authentication=none preemption-mode=true mtu=1500 interval=1s")]
    [InlineData("7.21", "/interface/eoip/add", "remote-address=192.0.2.8", "keepalive=10s,10 dscp=inherit clamp-tcp-mss=true dont-fragment=no allow-fast-path=true arp-timeout=auto loop-protect=default")]
    [InlineData("7.21", "/interface/6to4/add", "remote-address=192.0.2.8", "keepalive=10s,10 dscp=inherit clamp-tcp-mss=true")]
    [InlineData("7.18", "/interface/sstp-client/add", "connect-to=192.0.2.8", "max-mtu=1500 proxy-port=443 certificate=none tls-version=any verify-server-certificate=false disabled=true")]
    [InlineData("7.21", "/interface/l2tp-client/add", "connect-to=192.0.2.8", "max-mtu=1450 keepalive-timeout=60 allow=pap,chap,mschap1,mschap2 use-ipsec=false")]
    [InlineData("7.18", "/ipv6/nd/add", "interface=ether2", "ra-interval=3m20s-10m ra-lifetime=30m hop-limit=unspecified advertise-mac-address=true ra-preference=medium")]
    [InlineData("6.49", "/queue/simple/add", "target=10.9.0.0/24", "name=queue1 parent=none priority=8/8 queue=default-small/default-small max-limit=0/0 disabled=false")]
    [InlineData("6.49", "/ip/hotspot/user/add", "name=guest", "server=all profile=default disabled=false")]
    [InlineData("6.49", "/radius/add", "address=192.0.2.8", "authentication-port=1812 accounting-port=1813 timeout=300ms")]
    [InlineData("7.21", "/system/scheduler/add", "name=x", "interval=0s policy=ftp,reboot,read,write,policy,test,password,sniff,sensitive,romon run-count=0")]
    public void Reference_Appendix_A_NewRows_HaveTheirDefaults(string profile, string command, string word, string defaults)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var id = desk.Add(command, "=" + word);
        var row = desk.Run(command[..^4] + "/print", $"?.id={id}").Rows[0];

        Assert.All(defaults.Split(' '), pair => Assert.Equal(pair.Split('=')[1], row.GetValueOrDefault(pair.Split('=')[0])));
    }

    [Theory]
    [InlineData("7.12", "/ip/dhcp-client/add", "check-gateway=ping")]
    [InlineData("7.12", "/ip/dhcp-client/add", "default-route-tables=main")]
    [InlineData("7.18", "/ip/dhcp-client/add", "check-gateway=ping")]
    [InlineData("7.21", "/ip/dhcp-client/add", "name=x")]
    [InlineData("7.21", "/ip/route/add", "suppress-hw-offload=yes")]
    [InlineData("7.21", "/ip/route/add", "routing-mark=x")]
    [InlineData("7.18", "/routing/settings/set", "check-gateway-ping-interval=2s")]
    [InlineData("7.12", "/tool/netwatch/add", "ignore-initial-up=yes")]
    [InlineData("7.12", "/tool/netwatch/add", "ttl=5")]
    [InlineData("7.18", "/ip/firewall/nat/add", "tls-host=x")]
    [InlineData("7.18", "/ip/firewall/mangle/add", "tos=1")]
    [InlineData("7.12", "/user/add", "inactivity-timeout=5m")]
    [InlineData("7.12", "/interface/wireguard/peers/add", "name=x")]
    public void Reference_7_ArgumentOfAnotherVersion_IsUnknown(string profile, string command, string word) =>
        Assert.Equal("unknown parameter " + word.Split('=')[0], new CommandDesk(RouterProfile.Named(profile)!).Refusal(command, "=" + word));

    [Theory]
    [InlineData("6.49", "/routing/table")]
    [InlineData("6.49", "/interface/wireguard")]
    [InlineData("6.49", "/safe-mode")]
    [InlineData("7.12", "/safe-mode")]
    [InlineData("7.12", "/ip/dns/forwarders")]
    [InlineData("7.21", "/ip/route/rule")]
    [InlineData("7.12", "/system/device-mode")]
    public void Reference_7_MenuOfAnotherVersion_DoesNotExist(string profile, string menu) =>
        Assert.StartsWith("no such command or directory (", new CommandDesk(RouterProfile.Named(profile)!).Run($"{menu}/print").Traps[0].Message, StringComparison.Ordinal);
}
