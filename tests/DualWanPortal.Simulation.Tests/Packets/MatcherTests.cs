using System.Globalization;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Packets;

/// <summary>What the matchers of firewall rules match (reference 3.7): each rule drops what a machine on the inside opens, or lets it pass.</summary>
public sealed class MatcherTests
{
    private static readonly Ipv4 s_server = Internet.AddressOf("www.example.com")!.Value;

    /// <summary>Whether a new connection (tcp 443 unless it says otherwise) is dropped by a rule of the forward chain that has these words.</summary>
    [Theory]
    [InlineData(true, "protocol=tcp")]
    [InlineData(false, "protocol=udp")]
    [InlineData(true, "protocol=!udp")]
    [InlineData(true, "src-address=192.168.88.0/24")]
    [InlineData(true, "src-address=192.168.88.2-192.168.88.200")]
    [InlineData(false, "src-address=!192.168.88.0/24")]
    [InlineData(true, "dst-address=104.18.0.0/16")]
    [InlineData(true, "protocol=tcp dst-port=80,443")]
    [InlineData(true, "protocol=tcp dst-port=400-500")]
    [InlineData(false, "protocol=tcp dst-port=!400-500")]
    [InlineData(true, "protocol=tcp port=443")]
    [InlineData(false, "protocol=tcp src-port=443")]
    [InlineData(true, "in-interface=bridge")]
    [InlineData(true, "out-interface=ether1")]
    [InlineData(false, "out-interface=ether2")]
    [InlineData(true, "in-interface-list=LAN")]
    [InlineData(true, "out-interface-list=WAN")]
    [InlineData(false, "out-interface-list=!WAN")]
    [InlineData(true, "connection-state=new")]
    [InlineData(false, "connection-state=established,related")]
    [InlineData(true, "connection-nat-state=!dstnat")]
    [InlineData(true, "connection-mark=no-mark")]
    [InlineData(false, "connection-mark=c1")]
    [InlineData(true, "packet-mark=no-mark")]
    [InlineData(false, "routing-mark=main")]
    [InlineData(false, "connection-type=sip")]
    [InlineData(true, "dst-address-type=unicast")]
    [InlineData(false, "dst-address-type=local")]
    [InlineData(true, "dst-address-type=!local")]
    [InlineData(true, "ipsec-policy=out,none")]
    [InlineData(false, "ipsec-policy=in,ipsec")]
    [InlineData(true, "tcp-flags=syn protocol=tcp")]
    [InlineData(true, "tcp-flags=syn,!ack protocol=tcp")]
    [InlineData(false, "tcp-flags=fin,syn protocol=tcp")]
    [InlineData(false, "tcp-flags=!syn protocol=tcp")]
    [InlineData(true, "tcp-mss=1301-65535 protocol=tcp")]
    [InlineData(false, "tcp-mss=0-500 protocol=tcp")]
    [InlineData(true, "packet-size=0-100")]
    [InlineData(false, "packet-size=1000-1500")]
    [InlineData(true, "packet-size=!1000-1500")]
    [InlineData(true, "ttl=equal:64")]
    [InlineData(false, "ttl=less-than:10")]
    [InlineData(true, "ttl=greater-than:10")]
    [InlineData(true, "dscp=0")]
    [InlineData(false, "dscp=46")]
    [InlineData(true, "priority=0")]
    [InlineData(false, "fragment=yes")]
    [InlineData(true, "fragment=no")]
    [InlineData(false, "ipv4-options=any")]
    [InlineData(true, "ipv4-options=none")]
    [InlineData(false, "icmp-options=8:0-255 protocol=icmp")]
    [InlineData(false, "hotspot=auth")]
    [InlineData(true, "hotspot=!auth")]
    [InlineData(false, "realm=5")]
    [InlineData(true, "random=100")]
    [InlineData(true, "connection-bytes=0-1000000")]
    [InlineData(false, "connection-bytes=1000000-0")]
    [InlineData(true, "connection-rate=0-1M")]
    [InlineData(true, "time=8h-17h,mon")]
    [InlineData(false, "time=8h-17h,tue,wed")]
    [InlineData(false, "time=10h-17h,mon")]
    [InlineData(true, "per-connection-classifier=both-addresses:1/0")]
    [InlineData(false, "layer7-protocol=any")]
    [InlineData(false, "content=secret")]
    [InlineData(false, "tls-host=*.example.com protocol=tcp")]
    public void Reference_3_7_Matcher_HoldsOrNot(bool dropped, string words)
    {
        var site = Dropping(words);
        Assert.Equal(dropped ? null : "ether1", Open(site));
        Assert.Equal(0, site.At().Run("/ip/firewall/filter/print", "?comment=under test").Rows.Count(row => row.ContainsKey("invalid")));
    }

    [Theory]
    [InlineData("icmp", true)]
    [InlineData("tcp", false)]
    public void Reference_3_7_IcmpOptions_AreOfPings(string protocol, bool dropped) =>
        Assert.Equal(dropped ? null : "ether1", Open(Dropping("icmp-options=8:0-255 protocol=icmp"), protocol));

    [Fact]
    public void Reference_3_7_ConnectionType_IsThatOfTheHelperWhileItIsOn()
    {
        var site = Dropping("connection-type=sip");
        Assert.Null(Open(site, "udp", 5060));
        Assert.Equal("ether1", Open(site, "udp", 5099));
        Assert.Empty(site.At().Run("/ip/firewall/service-port/disable", "=numbers=sip").Traps);
        Assert.Equal("ether1", Open(site, "udp", 5060));
    }

    [Fact]
    public void Reference_3_7_Limit_LetsABurstThroughAndThenSoManyInItsTime()
    {
        var site = Dropping("limit=2/10s,3:packet");
        Assert.Equal("xxx..", Opened(site, 5));
        site.Wait(10);
        Assert.Equal("xx.", Opened(site, 3));
    }

    [Fact]
    public void Reference_3_7_DstLimit_CountsForEachDestination()
    {
        var site = Dropping("dst-limit=1/1m,2,dst-address/10m");
        Assert.Equal("xx.", Opened(site, 3));
        Assert.Null(Open(site, server: Internet.AddressOf("mail.example.org")));
    }

    [Fact]
    public void Reference_3_7_Nth_IsEachSoManieth()
    {
        var site = Dropping("nth=3,1");
        Assert.Equal("x..x..", Opened(site, 6));
    }

    [Fact]
    public void Reference_3_7_Random_IsAboutItsShare()
    {
        var site = Dropping("random=30");
        Assert.InRange(Opened(site, 400).Count(outcome => outcome == 'x'), 80, 160);
    }

    [Fact]
    public void Reference_3_7_ConnectionLimit_CountsTheConnectionsOfTheSource()
    {
        var site = Sites.Settled("two-isps");
        Add(site, "connection-limit=3,32 protocol=tcp");
        var opened = Enumerable.Range(0, 6).Select(_ => site.Running.Clients.Open("bridge", Ipv4.Parse("192.168.88.77")!.Value, s_server, "tcp", 443).Outcome.Answered).ToArray();
        Assert.Equal([true, true, true, false, false, false], opened);
        Assert.True(site.Running.Clients.Open("bridge", Ipv4.Parse("192.168.88.78")!.Value, s_server, "tcp", 443).Outcome.Answered);
    }

    [Fact]
    public void Reference_3_7_ConnectionBytes_AreThoseOfTheConnectionSoFar()
    {
        var site = Sites.Settled("two-isps");
        // A connection that is fast-tracked goes past this rule, as past every other.
        site.At().Run("/ip/firewall/filter/disable", "=numbers=" + string.Join(',', site.Router["/ip/firewall/filter"].Rows.Where(row => row["action"] == "fasttrack-connection").Select(row => row.Id)));
        site.At().Run("/ip/firewall/connection/remove", "=numbers=" + string.Join(',', site.At().Run("/ip/firewall/connection/print").Rows.Select(row => row[".id"])));
        site.At().Run("/ip/firewall/connection/print");
        site.Wait(600);
        Assert.True(long.Parse(site.At().Run("/ip/firewall/connection/print", "?dst-port=993").Rows[0]["repl-bytes"], CultureInfo.InvariantCulture) > 100_000);
        var heavy = site.Running.Connections.Entries.Last(entry => entry.Port == 993);
        var fresh = site.Running.Clients.Open("bridge", heavy.Client, s_server, "tcp", 443).Connection!;
        Add(site, "connection-bytes=100000-0 protocol=tcp");
        Assert.False(site.Running.Clients.Send(heavy).Answered);
        Assert.True(site.Running.Clients.Send(fresh).Answered);
    }

    [Fact]
    public void Reference_3_7_Psd_SeesWhoTriesManyPorts()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/ip/firewall/filter/add", "=chain=input", "=action=drop", "=psd=21,3s,3,1", "=place-before=" + site.Router["/ip/firewall/filter"].Rows[0].Id);
        site.Router["/ip/firewall/filter"].Rows.Where(row => row["action"] == "drop" && row["psd"] is null).ToList().ForEach(row => site.At().Run("/ip/firewall/filter/disable", "=numbers=" + row.Id));
        var asked = Enumerable.Range(20, 10).Select(port => site.Running.Outside.Connect("ether1", "tcp", port).Why).ToArray();
        Assert.Equal(7, asked.TakeWhile(why => !why.Contains("filter", StringComparison.Ordinal)).Count() + 1);
    }

    [Fact]
    public void Reference_3_7_Rules_CountAndAreMarkedByTheRouterOnly()
    {
        var desk = new CommandDesk();
        foreach (var menu in new[] { "filter", "nat", "mangle", "raw" })
        {
            var id = desk.Add($"/ip/firewall/{menu}/add", "=chain=x", "=action=accept");
            var row = desk.Run($"/ip/firewall/{menu}/print", "?.id=" + id).Rows.Single();
            Assert.Equal(("0", "0", "false", ""), (row["bytes"], row["packets"], row["log"], row["log-prefix"]));
            foreach (var name in new[] { "bytes", "packets", "invalid", "dynamic" })
                Assert.Equal("unknown parameter " + name, desk.Refusal($"/ip/firewall/{menu}/set", "=.id=" + id, $"={name}=1"));
        }
    }

    [Theory]
    [InlineData("7.12", "expected", "dying", "fasttrack", "srcnat", "dstnat", "hw-offload", "uses-helper", "seen-reply", "assured", "confirmed")]
    [InlineData("7.21", "seen-reply", "assured", "confirmed", "srcnat")]
    public void Reference_3_7_Connection_HasTheFlagsOfTheManual(string profile, params string[] flags)
    {
        var site = Sites.Settled("two-isps", RouterProfile.Named(profile));
        site.Wait(60);
        var row = site.At().Run("/ip/firewall/connection/print", "?protocol=tcp", "?tcp-state=established").Rows[0];
        Assert.All(flags, flag => Assert.True(row.ContainsKey(flag), flag));
        Assert.Equal(("true", "true"), (row["seen-reply"], row["srcnat"]));
    }

    [Fact]
    public void Reference_3_7_Connection_ShowsItsRateAndItsHelper()
    {
        var site = Sites.Settled("two-isps");
        site.Wait(60);
        var phone = Row("udp");
        Assert.Equal(("sip", "true"), (phone["connection-type"], phone["uses-helper"]));
        Assert.False(Row("tcp").ContainsKey("uses-helper"));
        Assert.True(Rate("udp", "orig-rate") > 0 && Rate("udp", "repl-rate") > Rate("udp", "orig-rate"));

        site.Break("ether1", "upstream-dead");
        site.Break("ether2", "upstream-dead");
        site.Wait(60);
        Assert.True(Rate("udp", "orig-rate") > 0);
        Assert.Equal(0, Rate("udp", "repl-rate"));

        Dictionary<string, string> Row(string protocol) => site.At().Run("/ip/firewall/connection/print", "?protocol=" + protocol).Rows[0];
        long Rate(string protocol, string name) => long.Parse(Row(protocol)[name], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Reference_3_7_Tracking_SaysWhatItHoldsAndTakesItsTimesFromTheManual()
    {
        var site = Sites.Settled("two-isps");
        site.Wait(60);
        var rows = site.At().Run("/ip/firewall/connection/print").Rows.Count;
        var tracking = site.At().Run("/ip/firewall/connection/tracking/print").Rows.Single();
        Assert.Equal((rows.ToString(CultureInfo.InvariantCulture), "true", "auto", "true", "1d", "10s", "3m"),
            (tracking["total-entries"], tracking["active-ipv4"], tracking["enabled"], tracking["loose-tcp-tracking"], tracking["tcp-established-timeout"], tracking["udp-timeout"], tracking["udp-stream-timeout"]));
        Assert.Equal("unknown parameter total-entries", site.At().Refusal("/ip/firewall/connection/tracking/set", "=total-entries=1"));
        Assert.Equal("no such item", site.At().Refusal("/ip/firewall/connection/remove", "=.id=*7777"));
    }

    private static SimulatedSite Dropping(string words)
    {
        var site = Sites.Settled("two-isps");
        if (words.StartsWith("layer7", StringComparison.Ordinal))
            site.At().Add("/ip/firewall/layer7-protocol/add", "=name=any", "=regexp=.");
        Add(site, words);
        return site;
    }

    private static void Add(SimulatedSite site, string words) => site.At().Add("/ip/firewall/filter/add",
        ["=chain=forward", "=action=drop", "=comment=under test", "=place-before=" + site.Router["/ip/firewall/filter"].Rows[0].Id, .. words.Split(' ').Select(word => "=" + word)]);

    /// <summary>A letter for each connection: x where it was dropped.</summary>
    private static string Opened(SimulatedSite site, int times) => string.Concat(Enumerable.Range(0, times).Select(_ => Open(site) is null ? 'x' : '.'));

    private static string? Open(SimulatedSite site, string protocol = "tcp", int port = 443, Ipv4? server = null)
    {
        var outcome = site.Running.Clients.Try("bridge", Ipv4.Parse("192.168.88.77")!.Value, server ?? s_server, protocol, protocol == "icmp" ? null : port);
        return outcome.Answered ? outcome.Via : null;
    }
}
