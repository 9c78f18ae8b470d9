using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Packets;

/// <summary>Reference 4.5: which decides first, and what falls through to what.</summary>
public class PolicyOrderTests
{
    private const string Second = """
        /ip route add gateway=10.111.0.1 distance=1
        /ip route add gateway=10.112.0.1 distance=2
        /ip route add gateway=10.112.0.1 TABLE=second

        """;

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_4_5_Mark_GoesBeforeRulesAndFallsThroughToMain(string profile)
    {
        var site = Site(profile, "/ip firewall mangle add chain=prerouting in-interface=bridge action=mark-routing new-routing-mark=second passthrough=no");
        Assert.Equal("ether2", site.Carrier());
        site.Break("ether2", "cable-out");
        Assert.Equal("ether1", site.Carrier());
    }

    [Theory]
    [InlineData("6.49", "/ip route rule")]
    [InlineData("7.21", "/routing/rule")]
    public void Reference_4_5_Rules_AreAskedInTheirOrder(string profile, string rules)
    {
        var site = Site(profile, $"""
            {rules} add src-address=192.168.88.0/24 action=lookup table=second
            {rules} add src-address=192.168.88.0/24 action=unreachable
            """);
        Assert.Equal("ether2", site.Carrier());
        // The first table has no route any more: the second rule is asked.
        site.Break("ether2", "cable-out");
        Assert.Null(site.Carrier());
        Assert.Contains("net unreachable", Try(site).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_4_5_OnlyInTable_DoesNotFallThroughOnV6Either()
    {
        var site = Site("6.49", "/ip route rule add src-address=192.168.88.0/24 action=lookup-only-in-table table=second");
        Assert.Equal("ether2", site.Carrier());
        site.Break("ether2", "cable-out");
        Assert.Null(site.Carrier());
    }

    [Fact]
    public void Reference_4_5_MinPrefix0_TakesMainWithoutItsDefaultRoute()
    {
        var site = Site("7.21", """
            /ip/route/add dst-address=9.9.9.0/24 gateway=10.111.0.1
            /routing/rule/add src-address=192.168.88.0/24 action=lookup table=main min-prefix=0
            /routing/rule/add src-address=192.168.88.0/24 action=lookup table=second
            """);
        Assert.Equal("ether2", site.Carrier());
        Assert.Equal("ether1", Exit(site, "9.9.9.9"));
    }

    [Fact]
    public void Reference_4_5_MarkBeforeLocal_SendsPacketsForTheRouterAway()
    {
        var site = Site("7.21", "/ip/firewall/mangle/add chain=prerouting in-interface=bridge action=mark-routing new-routing-mark=second passthrough=no");
        Assert.False(Local(site).Answered);
        site.Type("/ip/firewall/mangle/set [find] dst-address-type=!local");
        Assert.Contains("the router itself", Local(site).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drop", "dropped by a routing rule")]
    [InlineData("unreachable", "net unreachable")]
    public void Reference_4_5_RuleWithoutTable_EndsTheWay(string action, string why)
    {
        var site = Site("7.21", $"/routing/rule/add dst-address=9.9.9.9/32 action={action}");
        var outcome = site.Running.Clients.Connect("bridge", Ipv4.Parse("192.168.88.10")!.Value, Ipv4.Parse("9.9.9.9")!.Value, "tcp", 443);
        Assert.Contains(why, outcome.Why, StringComparison.Ordinal);
        Assert.Equal("ether1", site.Carrier());
    }

    [Fact]
    public void Reference_4_5_OutputMark_MovesTheRoutersOwnPacketsAndMasqueradeMendsTheSource()
    {
        const string Mark = "/ip/firewall/mangle/add chain=output dst-address=9.9.9.9 action=mark-routing new-routing-mark=second passthrough=no";
        var site = Site("7.21", Mark);
        site.Break("ether1", "upstream-dead");
        Assert.Equal("answered", site.Ping("9.9.9.9"));
        // Without source NAT the packet bears the address of the way that main would have taken.
        site.Type("/ip/firewall/nat/disable [find]");
        Assert.Equal("timeout", site.Ping("9.9.9.9"));
    }

    [Fact]
    public void Reference_4_5_PreferredSource_IsThatOfTheRoute()
    {
        var site = Site("7.21", """
            /ip/address/add address=10.111.0.7/24 interface=ether1
            /ip/route/set [find gateway=10.111.0.1] pref-src=10.111.0.7
            """);
        Assert.Equal("10.111.0.7", site.Running.Policy.Decide(new Packet { Source = default, Destination = Ipv4.Parse("9.9.9.9")!.Value }).Route!.Route.PreferredSource.ToString());
        Assert.Equal("answered", site.Ping("9.9.9.9"));
    }

    private static SimulatedSite Site(string profile, string more) => RecipeBench.Static(RouterProfile.Named(profile)!, profile == "6.49"
        ? Second.Replace("TABLE", "routing-mark", StringComparison.Ordinal) + more
        : "/routing/table/add name=second fib\n" + Second.Replace("TABLE", "routing-table", StringComparison.Ordinal) + more);

    private static ConnectionOutcome Try(SimulatedSite site) => site.Running.Clients.Connect("bridge", Ipv4.Parse("192.168.88.10")!.Value, Internet.AddressOf("www.example.com")!.Value, "tcp", 443);

    private static ConnectionOutcome Local(SimulatedSite site) => site.Running.Clients.Connect("bridge", Ipv4.Parse("192.168.88.10")!.Value, Ipv4.Parse("192.168.88.1")!.Value, "tcp", 8291);

    private static string? Exit(SimulatedSite site, string destination) =>
        site.Running.Policy.Decide(new Packet { Source = Ipv4.Parse("192.168.88.10")!.Value, Destination = Ipv4.Parse(destination)!.Value, InInterface = "bridge" }).Hop?.Interface;
}
