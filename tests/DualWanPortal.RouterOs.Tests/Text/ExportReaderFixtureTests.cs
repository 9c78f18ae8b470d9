using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

public sealed class ExportReaderFixtureTests
{
    [Fact]
    public void Read_HomeRouterV7_GivesEveryRowWhole()
    {
        var export = Rows.Read(Rows.Fixture("home-7.21.1.rsc"));
        var rows = export.Items.Select(Rows.Flat).ToList();
        Assert.Equal(50, rows.Count);
        Assert.Contains("/interface/pppoe-client add-default-route=yes default-route-distance=2 disabled=no interface=ether5 name=pppoe-out1 use-peer-dns=no user=customer@example.net", rows);
        Assert.Contains(
            "/interface/wifi channel.band=5ghz-ax channel.skip-dfs-channels=10min-cac channel.width=20/40/80mhz configuration.country=Latvia configuration.mode=ap "
            + "configuration.ssid=Home Net default-name=wifi1 disabled=no security.authentication-types=wpa2-psk,wpa3-psk security.ft=yes security.ft-over-ds=yes",
            rows);
        Assert.Contains("/routing/bgp/connection instance=bgp1 local.address=192.0.2.1 local.role=ebgp name=transit remote.address=192.0.2.2 remote.as=64500", rows);
        Assert.Contains("/routing/table comment=dwp:backup disabled=no fib= name=backup", rows);
        Assert.Contains("/ip/route blackhole= comment=canary канал distance=20 dst-address=198.51.100.53/32", rows);
        Assert.Contains("/ip/service disabled=yes name=telnet", rows);
        Assert.Contains("/system/logging numbers=0 topics=info,!firewall", rows);
        Assert.Equal("\"main\" at 5$ a ?", export.Items.Single(item => item["routing-table"] == "backup")["comment"]);
        Assert.Equal(
            "# first line\r\n:local who \"admin\"\r\n:foreach i in=[/interface find] do={\r\n  :put ($i . \"\\n\")\r\n}\r\n",
            export.Items.Single(item => item.Menu == "/system/script")["source"]);
        Assert.Equal(
            ":if ($bound=1) do={\r\n  /ip route set [find comment=\"canary\"] gateway=$\"gateway-address\"\r\n}",
            export.Items.Single(item => item.Menu == "/ip/dhcp-client")["script"]);
    }

    [Fact]
    public void Read_HomeRouterV6WithCrLf_GivesEveryRowWhole()
    {
        var text = Rows.Fixture("home-6.49.18-crlf.rsc");
        Assert.Contains("\r\n", text);
        var export = Rows.Read(text);
        var rows = export.Items.Select(Rows.Flat).ToList();
        Assert.Equal(47, rows.Count);
        Assert.Contains("/interface/ethernet default-name=ether2 name=ether2 WAN two speed=100Mbps", rows);
        Assert.Contains("/interface/gre !keepalive= name=gre1 remote-address=198.51.100.9", rows);
        Assert.Contains("/queue/interface name=ether1 queue=ethernet-default", rows);
        Assert.Contains("/system/leds interface=ether1 numbers=0", rows);
        Assert.Equal("mcs-0,mcs-1,mcs-2,mcs-3,mcs-4,mcs-5,mcs-6,mcs-7,mcs-8,mcs-9", export.Items.Single(item => item.Menu == "/interface/wireless")["ht-supported-mcs"]);
        Assert.Equal("Gelände, über WAN 2", export.Items.Single(item => item.Menu == "/ip/firewall/mangle")["comment"]);
        Assert.Equal(" ____           \n/ ___| home  \\o/\n", export.Items.Single(item => item.Menu == "/system/note")["note"]);
        Assert.Equal("192.168.88.64/26", export.Items.Single(item => item.Menu == "/ip/firewall/mangle")["src-address"]);
    }

    [Fact]
    public void ToModel_V6Export_CompletesWhatAddLeavesDisabled()
    {
        var model = Rows.Read(Rows.Fixture("home-6.49.18-crlf.rsc")).ToModel();
        Assert.Equal([false, true], model.DhcpClients.Select(client => client.Disabled));
        var v7 = Rows.Read(Rows.Fixture("home-7.21.1.rsc")).ToModel();
        Assert.Equal([false], v7.DhcpClients.Select(client => client.Disabled));
        Assert.Equal([true], Rows.Read("/interface pppoe-client\nadd interface=ether1 name=p1\n").ToModel().PppoeClients.Select(client => client.Disabled));
    }

    [Fact]
    public void Read_HandWrittenScript_FollowsWhatIsPlainAndNamesTheRest()
    {
        var export = ExportReader.Read(Rows.Fixture("script-7.18.rsc"));
        Assert.Null(export.Refusal);
        Assert.Equal(
            [
                (2, NotUnderstoodReason.Prose),
                (3, NotUnderstoodReason.Fence),
                (5, NotUnderstoodReason.Script),
                (9, NotUnderstoodReason.Script),
                (15, NotUnderstoodReason.Computed),
                (26, NotUnderstoodReason.Move),
                (27, NotUnderstoodReason.Command),
                (29, NotUnderstoodReason.Selector),
                (30, NotUnderstoodReason.NoRow),
                (31, NotUnderstoodReason.Command),
                (32, NotUnderstoodReason.Fence),
                (33, NotUnderstoodReason.Boundary),
                (34, NotUnderstoodReason.Arguments),
            ],
            export.NotUnderstood.Select(warning => (warning.Line ?? 0, warning.Reason)));
        Assert.Equal(
            [
                "/interface/list name=WAN",
                "/interface/list/member interface=ether1 list=WAN",
                "/interface/list/member interface=ether2 list=WAN",
                "/ip/firewall/filter action=drop chain=forward",
                "/ip/firewall/filter !action= chain=input comment=first",
                "/ip/firewall/filter action=drop chain=input comment=last disabled=yes log=yes",
            ],
            export.Items.Select(Rows.Flat));
    }
}
