using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Appendix A of the reference line by line: every key is taken by the version that has it, and what nobody set shows the default.</summary>
public sealed class KeyTableTests
{
    private const string Dns = "servers= allow-remote-requests=false use-doh-server= verify-doh-cert=false max-udp-packet-size=4096 query-server-timeout=2s query-total-timeout=10s "
        + "max-concurrent-queries=100 max-concurrent-tcp-sessions=20 cache-size=2048KiB cache-max-ttl=1w";

    private const string Ip = "ip-forward=true rp-filter=no send-redirects=true accept-redirects=false secure-redirects=true accept-source-route=false allow-fast-path=true arp-timeout=30s "
        + "icmp-rate-limit=10 icmp-rate-mask=0x1818 max-neighbor-entries=8192 tcp-syncookies=false";

    private const string Tracking = "enabled=auto loose-tcp-tracking=true tcp-syn-sent-timeout=5s tcp-syn-received-timeout=5s tcp-established-timeout=1d tcp-fin-wait-timeout=10s "
        + "tcp-close-wait-timeout=10s tcp-last-ack-timeout=10s tcp-time-wait-timeout=10s tcp-close-timeout=10s tcp-max-retrans-timeout=5m tcp-unacked-timeout=5m udp-timeout=10s "
        + "udp-stream-timeout=3m icmp-timeout=10s generic-timeout=10m";

    [Theory]
    [InlineData("6.49", "/ip/dns", Dns)]
    [InlineData("7.21", "/ip/dns", Dns + " doh-max-concurrent-queries=50 doh-max-server-connections=5 doh-timeout=5s address-list-extra-time=0s vrf=main mdns-repeat-ifaces=")]
    [InlineData("6.49", "/ip/settings", Ip + " route-cache=true")]
    [InlineData("7.21", "/ip/settings", Ip + " ipv4-multipath-hash-policy=l3 tcp-timestamps=random-offset icmp-errors-use-inbound-interface-address=false")]
    [InlineData("6.49", "/ip/firewall/connection/tracking", Tracking)]
    [InlineData("7.21", "/ip/firewall/connection/tracking", Tracking + " liberal-tcp-tracking=false")]
    [InlineData("6.49", "/ip/cloud", "ddns-enabled=false ddns-update-interval=none update-time=true")]
    [InlineData("7.21", "/ip/cloud", "ddns-enabled=auto ddns-update-interval=none update-time=true back-to-home-vpn=revoked-and-disabled")]
    [InlineData("7.21", "/system/clock", "time-zone-autodetect=true")]
    [InlineData("7.21", "/system/ntp/client", "enabled=false mode=unicast servers= vrf=main")]
    [InlineData("6.49", "/system/ntp/client", "enabled=false mode=unicast primary-ntp=0.0.0.0 secondary-ntp=0.0.0.0 server-dns-names=")]
    public void Reference_Appendix_A_SettingsMenu_ShowsEveryKeyAtItsDefault(string profile, string menu, string keys)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var row = desk.Run(menu + "/print").Rows.Single();
        Assert.All(keys.Split(' '), key =>
        {
            var (name, value) = (key.Split('=')[0], key.Split('=')[1]);
            // v6 leaves empty values out.
            Assert.Equal(value.Length == 0 && profile == "6.49" ? null : value, row.GetValueOrDefault(name));
            Assert.Empty(desk.Run(menu + "/set", $"={name}={value switch { "false" => "yes", "true" => "no", _ => value }}").Traps);
        });
    }

    [Theory]
    [InlineData("6.49 7.21", "/ip/address", "address=10.0.0.1/24 interface=ether1", "network=10.0.0.0 broadcast=10.0.0.255 netmask=255.255.255.0 comment=c disabled=false")]
    [InlineData("6.49 7.21", "/interface/list", "name=x", "include=static exclude=dynamic comment=c")]
    [InlineData("6.49 7.21", "/interface/list/member", "list=static interface=ether1", "disabled=false comment=c")]
    [InlineData("7.21", "/routing/table", "name=x", "fib= disabled=false comment=c")]
    [InlineData("7.21", "/routing/rule", "table=main", "action=lookup src-address=10.0.0.0/8 dst-address=10.0.0.0/8 interface=ether1 routing-mark=m min-prefix=0 disabled=false comment=c")]
    [InlineData("6.49", "/ip/route/rule", "table=main", "action=lookup src-address=10.0.0.0/8 dst-address=10.0.0.0/8 interface=ether1 routing-mark=m disabled=false comment=c")]
    [InlineData("6.49 7.21", "/system/scheduler", "name=x", "interval=0s start-time=startup on-event=e disabled=false comment=c")]
    [InlineData("6.49 7.21", "/system/script", "name=x", "source=s dont-require-permissions=false comment=c")]
    [InlineData("6.49 7.21", "/system/logging", "topics=info", "prefix=p action=memory disabled=false")]
    [InlineData("7.21", "/system/logging", "topics=info", "regex=r")]
    [InlineData("6.49 7.21", "/user", "name=x group=read", "address=10.0.0.0/8 disabled=false comment=c")]
    [InlineData("7.21", "/user", "name=x group=read", "inactivity-timeout=10m inactivity-policy=none")]
    [InlineData("6.49 7.21", "/user/group", "name=x", "skin=default comment=c")]
    [InlineData("6.49 7.21", "/ip/dhcp-server", "name=x interface=ether1", "address-pool=static-only authoritative=yes lease-script= disabled=false")]
    [InlineData("6.49 7.21", "/ip/dhcp-server/network", "address=10.0.0.0/24", "gateway=10.0.0.1 dns-server=10.0.0.1 ntp-server=10.0.0.1 domain=d netmask=24")]
    [InlineData("6.49 7.21", "/ip/pool", "name=x ranges=10.0.0.1-10.0.0.9", "next-pool=none comment=c")]
    public void Reference_Appendix_A_Row_TakesEveryKeyAndKeepsIt(string profiles, string menu, string needed, string keys)
    {
        foreach (var profile in profiles.Split(' '))
        {
            var desk = new CommandDesk(RouterProfile.Named(profile)!);
            var id = desk.Add(menu + "/add", [.. needed.Split(' ').Select(key => "=" + key)]);
            foreach (var key in keys.Split(' '))
            {
                var (name, value) = (key.Split('=')[0], key.Split('=')[1]);
                Assert.Empty(desk.Run(menu + "/set", "=.id=" + id, $"={name}={value}").Traps);
                var shown = desk.Run(menu + "/print", "?.id=" + id).Rows.Single();
                Assert.Equal(value.Length == 0 && profile == "6.49" ? null : value, shown.GetValueOrDefault(name));
            }
            Assert.StartsWith("unknown parameter", desk.Refusal(menu + "/set", "=.id=" + id, "=no-such-key=1"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_Appendix_A_Ethernet_ShowsItsDefaults(string profile)
    {
        var desk = new CommandDesk(Sites(profile));
        var row = desk.Run("/interface/ethernet/print", "?name=ether1").Rows.Single();
        Assert.Equal(("ether1", "1500", "enabled", "auto", "true"), (row["default-name"], row["mtu"], row["arp"], row["arp-timeout"], row["auto-negotiation"]));
        Assert.Equal(("unlimited/unlimited", "off", "off", "default", "false"), (row["bandwidth"], row["rx-flow-control"], row["tx-flow-control"], row["loop-protect"], row["disabled"]));

        static SimulatedRouter Sites(string profile) => World.Sites.Settled("two-isps", RouterProfile.Named(profile)).Router;
    }

    [Theory]
    [InlineData("/ip/firewall/connection/tracking", "liberal-tcp-tracking")]
    [InlineData("/ip/dns", "doh-timeout")]
    [InlineData("/system/ntp/client", "servers")]
    [InlineData("/ip/cloud", "back-to-home-vpn")]
    public void Reference_Appendix_A_KeysOfV7_AreUnknownToV6(string menu, string name)
    {
        Assert.Equal("unknown parameter", new CommandDesk(RouterProfile.V649).Refusal(menu + "/set", $"={name}=x"));
    }
}
