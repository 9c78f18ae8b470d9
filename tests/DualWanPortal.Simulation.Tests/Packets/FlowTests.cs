using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Packets;

/// <summary>Reference 4.6: what becomes of connections that stand when the way changes.</summary>
public class FlowTests
{
    private const string Two = """
        /ip route add gateway=10.111.0.1 distance=1 check-gateway=ping comment=one
        /ip route add gateway=10.112.0.1 distance=2 comment=two
        """;

    [Theory]
    [InlineData("6.49", 0)]
    [InlineData("7.12", 0)]
    [InlineData("7.21", 3)]
    public void Reference_4_6_QueryByDeadAddress_FindsEntriesWhereThePortStandsApart(string profile, int found)
    {
        var site = RecipeBench.Static(RouterProfile.Named(profile)!, Two);
        Assert.Equal(3, site.At().Run("/ip/firewall/connection/print").Rows.Count);
        Assert.Equal(found, site.At().Run("/ip/firewall/connection/print", "=.proplist=.id", "?reply-dst-address=10.111.0.2").Rows.Count);
        Assert.All(site.At().Run("/ip/firewall/connection/print", "=.proplist=.id,protocol,reply-dst-address,dst-address").Rows, row => Assert.StartsWith("10.111.0.2", row["reply-dst-address"], StringComparison.Ordinal));
    }

    [Fact]
    public void Reference_4_6_SelectiveFlush_LeavesTheFlowsOfTheLivingWan()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Two);
        var living = Open(site, 40);
        site.Type("/ip/route/set [find comment=one] distance=5");
        var moved = Open(site, 41);
        Assert.Equal(("ether1", "ether2"), (living.Via, moved.Via));
        var ids = site.At().Run("/ip/firewall/connection/print", "?reply-dst-address=10.111.0.2").Rows.Select(row => row[".id"]);
        site.At().Run("/ip/firewall/connection/remove", "=.id=" + string.Join(',', ids));
        Assert.True(living.Gone);
        Assert.False(moved.Gone);
        Assert.True(site.Running.Clients.Send(moved).Answered);
    }

    [Fact]
    public void Reference_4_6_DistanceFailover_PurgesNothingByItself()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Two);
        var open = Open(site, 40);
        site.Break("ether1", "gateway-silent");
        site.Until("ether2", 25);
        Assert.False(open.Gone);
        var sent = site.Running.Clients.Send(open);
        Assert.Equal(("ether2", "10.111.0.2", false), (sent.Via, sent.Source.ToString(), sent.Answered));
    }

    [Fact]
    public void Reference_4_6_ForwardRuleOnNatState_HitsEveryNewConnection()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Two);
        var open = Open(site, 40);
        site.Type("/ip/firewall/filter/add chain=forward connection-nat-state=!srcnat out-interface-list=WAN action=drop");
        Assert.Null(site.Carrier());
        Assert.True(site.Running.Clients.Send(open).Answered);
    }

    [Fact]
    public void Reference_4_6_FastTrack_LeavesDistanceFailoverAlone()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Two + "\n/ip/firewall/filter/add chain=forward action=fasttrack-connection connection-state=established,related");
        var open = Open(site, 40);
        site.Running.Clients.Send(open);
        Assert.True(open.FastTracked);
        site.Break("ether1", "gateway-silent");
        site.Until("ether2", 25);
        Assert.Equal(("ether2", false), (site.Running.Clients.Send(open).Via, site.Running.Clients.Send(open).Answered));
        site.ClearFaults();
        site.Until("ether1", 11);
        Assert.True(site.Running.Clients.Send(open).Answered);
    }

    [Fact]
    public void Reference_4_6_InboundOnTheSecondWan_IsAnsweredByTheFirst()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Two + "\n/ip/firewall/nat/add chain=dstnat in-interface-list=WAN protocol=tcp dst-port=443 action=dst-nat to-addresses=192.168.88.20");
        var second = site.Running.Outside.Connect("ether2", "tcp", 443);
        Assert.Equal((true, false, "ether1"), (second.Accepted, second.Answered, second.RepliesVia));
        site.Break("ether1", "cable-out");
        Assert.True(site.Running.Outside.Connect("ether2", "tcp", 443).Answered);
    }

    [Theory]
    [InlineData("strict", false)]
    [InlineData("loose", true)]
    [InlineData("no", true)]
    public void Reference_4_6_StrictReversePath_DropsWhatComesBackAnotherWay(string mode, bool answered)
    {
        var site = RecipeBench.Static(RouterProfile.V721, "/routing/table/add name=second fib\n" + Two + $"""

            /ip/route/add gateway=10.112.0.1 routing-table=second
            /routing/rule/add src-address=192.168.88.0/24 action=lookup table=second
            /ip/settings/set rp-filter={mode}
            """);
        var outcome = site.Running.Clients.Connect("bridge", Ipv4.Parse("192.168.88.10")!.Value, Internet.AddressOf("www.example.com")!.Value, "tcp", 443);
        Assert.Equal(("ether2", answered), (outcome.Via, outcome.Answered));
        Assert.Equal(answered, site.Running.Outside.Connect("ether2", "icmp", null).Accepted);
    }

    [Fact]
    public void Reference_4_6_MasqueradePurge_LetsTheTelephoneComeBackByTheOtherWan()
    {
        var site = RecipeBench.Static(RouterProfile.V721, Two);
        Assert.Equal("10.111.0.2", Telephone(site));
        site.Break("ether1", "cable-out");
        Assert.Equal("10.112.0.2", Telephone(site));
        // Fail-back mirrors the problem: the link of WAN2 never went down.
        site.ClearFaults();
        site.Wait(3600);
        Assert.Equal(("ether1", "10.112.0.2"), (site.Carrier(), Telephone(site)));
    }

    private static string Telephone(SimulatedSite site) => site.At().Run("/ip/firewall/connection/print").Rows.Single(row => row["dst-port"] == "5060")["reply-dst-address"];

    private static TrackedConnection Open(SimulatedSite site, int host) =>
        site.Running.Clients.Open("bridge", Ipv4.Parse($"192.168.88.{host}")!.Value, Internet.AddressOf("shop.example.com")!.Value, "tcp", 8443).Connection!;
}
