using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.Packets;

public class PacketTests
{
    private static readonly Ipv4 s_place = Internet.AddressOf("www.example.com")!.Value;

    [Fact]
    public void Connect_RightSite_ExplainsEachStep()
    {
        var outcome = Connect(Sites.Settled("two-isps"));
        Assert.True(outcome.Answered);
        Assert.Equal("203.0.113.2", outcome.Source.ToString());
        Assert.Equal(["route", "nat", "outcome"], outcome.Steps.Select(step => step.Stage));
        Assert.Equal("answered by way of ether1", outcome.Why);
    }

    [Fact]
    public void Counters_OfTheActiveWanAndItsNatRule_Move()
    {
        var site = Sites.Settled("two-isps");
        var (ether1, ether2) = (site.Router["/interface"].Named("ether1")!, site.Router["/interface"].Named("ether2")!);
        var rule = site.Router["/ip/firewall/nat"].Rows[0];
        site.Router.BeforeRead(site.Router["/interface"]);
        var (first, second, packets) = (Number(ether1, "tx-byte"), Number(ether2, "tx-byte"), Number(rule, "packets"));
        Assert.True(first > 0 && packets > 0);
        site.Break("ether1", "cable-out");
        site.Wait(10);
        site.Router.BeforeRead(site.Router["/interface"]);
        Assert.Equal(first, Number(ether1, "tx-byte"));
        Assert.True(Number(ether2, "tx-byte") > second + 50_000);
        Assert.True(Number(rule, "packets") >= packets + 15);
    }

    [Fact]
    public void Reference_4_5_RuleOnlyInTable_StopsAndLookupFallsThrough()
    {
        Assert.Equal("ether2", Connect(Policy("lookup", withRoute: true)).Via);
        Assert.Equal("ether1", Connect(Policy("lookup", withRoute: false)).Via);
        var stopped = Connect(Policy("lookup-only-in-table", withRoute: false));
        Assert.Null(stopped.Via);
        Assert.Contains("net unreachable", stopped.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_4_5_MarkedPacket_TakesItsTableAndFallsBackToMain()
    {
        var site = Policy("lookup", withRoute: true, rule: false,
            ConfigItem.Of("/ip/firewall/mangle", ("chain", "prerouting"), ("action", "mark-routing"), ("new-routing-mark", "second"), ("in-interface", "ether3"), ("passthrough", "no")));
        Assert.Equal("ether2", Connect(site).Via);
        site.Break("ether2", "cable-out");
        Assert.Equal("ether1", Connect(site).Via);
    }

    [Fact]
    public void Connect_FilterDropsForward_SaysSo()
    {
        var site = Policy("lookup", withRoute: true, rule: false, ConfigItem.Of("/ip/firewall/filter", ("chain", "forward"), ("action", "drop"), ("dst-port", "443"), ("protocol", "tcp")));
        var outcome = Connect(site);
        Assert.False(outcome.Answered);
        Assert.Equal("the filter drops it", outcome.Why);
    }

    private static SimulatedSite Policy(string action, bool withRoute, bool rule = true, params ConfigItem[] more)
    {
        var site = SimulatedSite.FromExport("policy",
        [
            ConfigItem.Of("/ip/address", ("address", "203.0.113.2/24"), ("interface", "ether1")), ConfigItem.Of("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2")),
            ConfigItem.Of("/ip/address", ("address", "192.168.88.1/24"), ("interface", "ether3")),
            ConfigItem.Of("/routing/table", ("name", "second"), ("fib", "")), ConfigItem.Of("/ip/route", ("gateway", "203.0.113.1")), ConfigItem.Of("/ip/route", ("gateway", "198.51.100.1"), ("distance", "2")),
            .. withRoute ? [ConfigItem.Of("/ip/route", ("gateway", "198.51.100.1"), ("routing-table", "second"))] : Array.Empty<ConfigItem>(),
            .. rule ? [ConfigItem.Of("/routing/rule", ("src-address", "192.168.88.0/24"), ("action", action), ("table", "second"))] : Array.Empty<ConfigItem>(),
            ConfigItem.Of("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", "!ether3")), .. more,
        ], null, RouterProfile.V721, new SimulationClock(Sites.Start));
        site.Wait(1);
        return site;
    }

    private static ConnectionOutcome Connect(SimulatedSite site)
    {
        var (name, client) = site.Running.Clients.Inside()!.Value;
        return site.Running.Clients.Connect(name, client, s_place, "tcp", 443);
    }

    private static long Number(MenuRow row, string name) => long.Parse(row[name] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
}
