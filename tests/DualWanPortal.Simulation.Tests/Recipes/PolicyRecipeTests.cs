using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Recipes;

/// <summary>Reference 5 E and 5 F: balancing by connection, and services that are reached over both WANs.</summary>
public class PolicyRecipeTests
{
    private const string Tables = """
        /routing/table/add name=to_ISP1 fib
        /routing/table/add name=to_ISP2 fib

        """;

    private const string Balancing = """
        /ip firewall mangle add chain=prerouting action=accept dst-address=10.111.0.0/24 in-interface=bridge
        /ip firewall mangle add chain=prerouting action=accept dst-address=10.112.0.0/24 in-interface=bridge
        /ip firewall mangle add chain=input action=mark-connection in-interface=ether1 connection-mark=no-mark new-connection-mark=ISP1_conn
        /ip firewall mangle add chain=input action=mark-connection in-interface=ether2 connection-mark=no-mark new-connection-mark=ISP2_conn
        /ip firewall mangle add chain=prerouting action=mark-connection in-interface=bridge connection-state=new connection-mark=no-mark dst-address-type=!local per-connection-classifier=both-addresses:2/0 new-connection-mark=ISP1_conn passthrough=yes
        /ip firewall mangle add chain=prerouting action=mark-connection in-interface=bridge connection-state=new connection-mark=no-mark dst-address-type=!local per-connection-classifier=both-addresses:2/1 new-connection-mark=ISP2_conn passthrough=yes
        /ip firewall mangle add chain=output action=mark-routing connection-mark=ISP1_conn new-routing-mark=to_ISP1
        /ip firewall mangle add chain=output action=mark-routing connection-mark=ISP2_conn new-routing-mark=to_ISP2
        /ip firewall mangle add chain=prerouting action=mark-routing in-interface=bridge connection-mark=ISP1_conn new-routing-mark=to_ISP1
        /ip firewall mangle add chain=prerouting action=mark-routing in-interface=bridge connection-mark=ISP2_conn new-routing-mark=to_ISP2
        /ip route add dst-address=0.0.0.0/0 gateway=10.111.0.1 routing-table=to_ISP1 check-gateway=ping comment=t1
        /ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 routing-table=to_ISP2 check-gateway=ping comment=t2
        /ip route add dst-address=0.0.0.0/0 gateway=10.111.0.1 distance=1 check-gateway=ping comment=m1
        /ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 distance=2 check-gateway=ping comment=m2
        """;

    private static readonly string s_balancingOfSix = Balancing.Replace("routing-table=", "routing-mark=", StringComparison.Ordinal);

    private const string Inbound = """
        /routing/table/add name=wan1 fib
        /routing/table/add name=wan2 fib
        /ip/route/add dst-address=0.0.0.0/0 gateway=10.111.0.1 routing-table=wan1
        /ip/route/add dst-address=0.0.0.0/0 gateway=10.112.0.1 routing-table=wan2
        /ip/firewall/mangle/add chain=prerouting in-interface=ether1 connection-state=new connection-mark=no-mark action=mark-connection new-connection-mark=c1 passthrough=yes
        /ip/firewall/mangle/add chain=prerouting in-interface=ether2 connection-state=new connection-mark=no-mark action=mark-connection new-connection-mark=c2 passthrough=yes
        /ip/firewall/mangle/add chain=prerouting in-interface-list=LAN connection-mark=c1 action=mark-routing new-routing-mark=wan1 passthrough=no
        /ip/firewall/mangle/add chain=prerouting in-interface-list=LAN connection-mark=c2 action=mark-routing new-routing-mark=wan2 passthrough=no
        /ip/firewall/mangle/add chain=output connection-mark=c1 action=mark-routing new-routing-mark=wan1 passthrough=no
        /ip/firewall/mangle/add chain=output connection-mark=c2 action=mark-routing new-routing-mark=wan2 passthrough=no
        """;

    private const string Plain = """

        /ip route add dst-address=0.0.0.0/0 gateway=10.111.0.1 distance=1 check-gateway=ping
        /ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 distance=2 check-gateway=ping
        /ip firewall nat add chain=dstnat in-interface-list=WAN protocol=tcp dst-port=443 action=dst-nat to-addresses=192.168.88.20
        """;

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_E_Balancing_UsesBothAndFallsBackToMain(string profile)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, profile == "6.49" ? s_balancingOfSix : Tables + Balancing);
        Assert.Equal(["ether1", "ether2"], Exits(site).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(Exits(site).Count(exit => exit == "ether1"), 20, 44);
        site.Break("ether1", "cable-out");
        Assert.All(Exits(site), exit => Assert.Equal("ether2", exit));
        site.ClearFaults();
        site.Wait(5);
        site.Break("ether2", "gateway-silent");
        site.Wait(31);
        Assert.All(Exits(site), exit => Assert.Equal("ether1", exit));
    }

    [Fact]
    public void Reference_5_E_BothAddresses_KeepAClientAndAServerTogether()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Tables + Balancing);
        Assert.Equal(Exits(site), Exits(site));
    }

    [Fact]
    public void Reference_5_E_ThreeBuckets_WeighTheWans()
    {
        var weighted = Balancing.Replace("both-addresses:2/0", "both-addresses:3/0", StringComparison.Ordinal).Replace("both-addresses:2/1", "both-addresses:3/1", StringComparison.Ordinal);
        var site = RecipeBench.Static(RouterProfile.V721, Tables + weighted.Replace("both-addresses:3/0 new-connection-mark=ISP1_conn passthrough=yes", """
            both-addresses:3/0 new-connection-mark=ISP1_conn passthrough=yes
            /ip firewall mangle add chain=prerouting action=mark-connection in-interface=bridge connection-state=new connection-mark=no-mark dst-address-type=!local per-connection-classifier=both-addresses:3/2 new-connection-mark=ISP1_conn passthrough=yes
            """, StringComparison.Ordinal));
        Assert.InRange(Exits(site).Count(exit => exit == "ether1"), 34, 52);
    }

    [Fact]
    public void Reference_5_x_MarksOnLocalTraffic_LockOneOutOfTheRouter()
    {
        // 5.x 16.
        var site = RecipeBench.Static(RouterProfile.V721, Tables + Balancing.Replace(" dst-address-type=!local", "", StringComparison.Ordinal));
        var outcome = site.Running.Clients.Connect("bridge", Address("192.168.88.10"), Address("192.168.88.1"), "tcp", 8291);
        Assert.False(outcome.Answered);
        var right = RecipeBench.Static(RouterProfile.V721, Tables + Balancing);
        Assert.Contains("the router itself", right.Running.Clients.Connect("bridge", Address("192.168.88.10"), Address("192.168.88.1"), "tcp", 8291).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_5_x_UnknownTable_IsRefusedByMangle()
    {
        // 5.x 25.
        var site = RecipeBench.Static(RouterProfile.V721, "");
        Assert.NotNull(site.Refused("/ip/firewall/mangle/add chain=prerouting action=mark-routing new-routing-mark=nowhere"));
        Assert.NotNull(site.Refused("/ip/route/add gateway=10.111.0.1 routing-table=nowhere"));
        Assert.Null(site.Refused("/routing/table/add name=nowhere fib\n/ip/firewall/mangle/add chain=prerouting action=mark-routing new-routing-mark=nowhere"));
    }

    [Theory]
    [InlineData("connection-state=established,related", false)]
    [InlineData("connection-state=established,related connection-mark=no-mark", true)]
    public void Reference_5_x_FastTrack_BreaksMarkedTrafficUnlessItIsExcluded(string matchers, bool holds)
    {
        // 5.x 15.
        var site = RecipeBench.Static(RouterProfile.V721, Tables + Balancing + $"\n/ip firewall filter add chain=forward action=fasttrack-connection {matchers}\n/ip firewall filter add chain=forward connection-state=established,related action=accept");
        var second = Enumerable.Range(10, 64).Select(host => site.Running.Clients.Open("bridge", Address($"192.168.88.{host}"), Internet.AddressOf("www.example.com")!.Value, "tcp", 443).Connection!).First(open => open.Via == "ether2");
        Assert.True(site.Running.Clients.Send(second).Answered);
        Assert.Equal(!holds, second.FastTracked);
        Assert.Equal((holds, holds ? "ether2" : "ether1"), (site.Running.Clients.Send(second).Answered, site.Running.Clients.Send(second).Via));
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_F_MarkedConnections_AnswerTheWayTheyCame(string profile)
    {
        var marks = profile == "6.49" ? string.Join('\n', Inbound.Split('\n').Skip(2)).Replace("routing-table=", "routing-mark=", StringComparison.Ordinal).Replace("/ip/firewall/mangle/add", "/ip firewall mangle add", StringComparison.Ordinal).Replace("/ip/route/add", "/ip route add", StringComparison.Ordinal) : Inbound;
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, marks + Plain);
        foreach (var wan in (string[])["ether1", "ether2"])
        {
            var server = site.Running.Outside.Connect(wan, "tcp", 443);
            Assert.Equal((true, wan, "192.168.88.20"), (server.Answered, server.RepliesVia, server.Server.ToString()));
            Assert.Equal((true, wan), (site.Running.Outside.Connect(wan, "tcp", 8291).Answered, site.Running.Outside.Connect(wan, "tcp", 8291).RepliesVia));
        }
        site.Break("ether1", "cable-out");
        Assert.True(site.Running.Outside.Connect("ether2", "tcp", 443).Answered);
        Assert.False(site.Running.Outside.Connect("ether1", "tcp", 443).Accepted);
    }

    [Fact]
    public void Reference_5_F_WithoutMarks_TheSecondWanAnswersByTheFirst()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Plain);
        Assert.True(site.Running.Outside.Connect("ether1", "tcp", 443).Answered);
        var second = site.Running.Outside.Connect("ether2", "tcp", 443);
        Assert.Equal((true, false, "ether1"), (second.Accepted, second.Answered, second.RepliesVia));
        Assert.Contains("leaves by ether1 with source 10.112.0.2", second.Why, StringComparison.Ordinal);
        Assert.False(site.Running.Outside.Connect("ether2", "tcp", 8291).Answered);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_5_F_RuleBySource_IsEnoughForTheRouterItself(string profile)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, (profile == "6.49"
            ? "/ip route add dst-address=0.0.0.0/0 gateway=10.112.0.1 routing-mark=wan2\n/ip route rule add src-address=10.112.0.2/32 action=lookup-only-in-table table=wan2"
            : "/routing/table/add name=wan2 fib\n/ip/route/add dst-address=0.0.0.0/0 gateway=10.112.0.1 routing-table=wan2\n/routing/rule/add src-address=10.112.0.2/32 action=lookup-only-in-table table=wan2") + Plain);
        Assert.True(site.Running.Outside.Connect("ether2", "tcp", 8291).Answered);
        Assert.False(site.Running.Outside.Connect("ether2", "tcp", 443).Answered);
    }

    [Fact]
    public void Reference_5_F_FastTrackWithoutExclusion_LosesTheLaterPackets()
    {
        const string Fast = "\n/ip firewall filter add chain=forward action=fasttrack-connection connection-state=established,related";
        Assert.True(RecipeBench.Static(RouterProfile.V721, Inbound + Plain + Fast + " connection-mark=no-mark").Running.Outside.Connect("ether2", "tcp", 443).Answered);
        var lost = RecipeBench.Static(RouterProfile.V721, Inbound + Plain + Fast).Running.Outside.Connect("ether2", "tcp", 443);
        Assert.Equal((true, false), (lost.Accepted, lost.Answered));
        Assert.Contains("FastTrack", lost.Why, StringComparison.Ordinal);
    }

    private static Ipv4 Address(string text) => Ipv4.Parse(text)!.Value;

    private static List<string?> Exits(SimulatedSite site)
    {
        var exits = new List<string?>();
        for (var host = 10; host < 74; host++)
        {
            var outcome = site.Running.Clients.Connect("bridge", Address($"192.168.88.{host}"), Internet.AddressOf($"host{host}.example.com")!.Value, "tcp", 443);
            Assert.True(outcome.Answered, outcome.Why);
            exits.Add(outcome.Via);
        }
        return exits;
    }
}
