using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.Recipes;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Packets;

/// <summary>
/// Reference 4.6, private addresses that leak after a fail-back. Two sentences of it pull against each other: a flow keeps the mapping of its first packet, and flows that
/// were masqueraded by the other way "leave over the primary without being re-masqueraded, leaking private addresses". Both hold when read like this: nothing is
/// masqueraded again, so what leaves carries whatever the first packet got, which is the other WAN's address where that way translates, and the machine's own private
/// address where it does not.
/// </summary>
public class FailBackLeakTests
{
    [Fact]
    public void Reference_4_6_FailBackOfPurgedFlows_IsNotMasqueradedAnew()
    {
        var site = Both();
        var first = Open(site);
        site.Break("ether1", "cable-out");
        Assert.True(first.Gone);
        var second = Open(site);
        Assert.Equal(("ether2", "10.112.0.2", true), (second.Via, second.Mapped.ToString(), second.Masqueraded));
        site.ClearFaults();
        site.Until("ether1", 30);
        var sent = site.Running.Clients.Send(second);
        Assert.Equal(("ether1", "10.112.0.2", false), (sent.Via, sent.Source.ToString(), sent.Answered));
        Assert.False(second.Gone);
    }

    [Fact]
    public void Reference_4_6_FailBackOfFlowsThatNobodyTranslated_LeaksThePrivateAddress()
    {
        var site = Both();
        // The second way leads into a network that knows the inside: no NAT there.
        site.Type("/interface/list/member/remove [find interface=ether2]");
        site.Break("ether1", "cable-out");
        var open = Open(site);
        Assert.Equal(("ether2", "192.168.88.40"), (open.Via, open.Mapped.ToString()));
        site.ClearFaults();
        site.Wait(30);
        var sent = site.Running.Clients.Send(open);
        Assert.Equal(("ether1", "192.168.88.40", false), (sent.Via, sent.Source.ToString(), sent.Answered));
        Assert.Equal("10.111.0.2", Open(site).Mapped.ToString());
    }

    [Fact]
    public void Reference_4_6_BlackholeInsteadOfABackup_LeavesNoFlowToLeak()
    {
        var site = RecipeBench.Static(RouterProfile.V721, """
            /ip/route/add gateway=10.111.0.1 distance=1
            /ip/route/add blackhole distance=2
            """);
        site.Break("ether1", "cable-out");
        var (outcome, connection) = site.Running.Clients.Open("bridge", Client, Target, "tcp", 8443);
        Assert.Null(connection);
        Assert.Contains("blackhole", outcome.Why, StringComparison.Ordinal);
        site.ClearFaults();
        site.Until("ether1", 30);
        Assert.Equal("10.111.0.2", Open(site).Mapped.ToString());
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_3_7_ConnectionRow_SaysWhetherItIsFastTracked(string profile)
    {
        var site = Sites.Settled("two-isps", RouterProfile.Named(profile));
        var print = () => site.At().Run("/ip/firewall/connection/print", "?protocol=tcp").Rows;
        // The first packet of a connection is never fast-tracked.
        Assert.All(print(), row => Assert.False(row.ContainsKey("fasttrack") && row["fasttrack"] == "true"));
        site.Wait(10);
        Assert.All(print(), row => Assert.Equal("true", row["fasttrack"]));
        var counted = print()[0];
        Assert.Equal(long.Parse(counted["orig-packets"], null) - 1, long.Parse(counted["orig-fasttrack-packets"], null));
        Assert.NotEmpty(site.At().Run("/ip/firewall/connection/print", "?fasttrack=true").Rows);

        var slow = RecipeBench.Static(RouterProfile.Named(profile)!, "/ip route add gateway=10.111.0.1");
        slow.At().Run("/ip/firewall/connection/print");
        slow.Wait(10);
        Assert.Empty(slow.At().Run("/ip/firewall/connection/print", "?fasttrack=true").Rows);
    }

    private static Ipv4 Client => Ipv4.Parse("192.168.88.40")!.Value;
    private static Ipv4 Target => Internet.AddressOf("shop.example.com")!.Value;

    private static SimulatedSite Both() => RecipeBench.Static(RouterProfile.V721, """
        /ip/route/add gateway=10.111.0.1 distance=1 check-gateway=ping
        /ip/route/add gateway=10.112.0.1 distance=2
        """);

    private static TrackedConnection Open(SimulatedSite site) => site.Running.Clients.Open("bridge", Client, Target, "tcp", 8443).Connection!;
}
