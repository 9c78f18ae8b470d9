using System.Collections.Immutable;
using System.Net;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Planning.Lockout;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning;

public class LockoutTests
{
    private static readonly IPAddress s_inside = IPAddress.Parse("192.168.88.20");
    private static readonly IPAddress s_outside = IPAddress.Parse("192.0.2.44");

    private static RouterRows Rows() => new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby").WanList("ether1", "ether2").Masquerade()
        .Add("/ip/service", ("name", "api"), ("port", "8728"), ("disabled", "false")).Add("/ip/service", ("name", "winbox"), ("port", "8291"), ("disabled", "false")).Add("/ip/service", ("name", "ssh"), ("port", "22"), ("disabled", "true"));

    private static RouterModel Live(RouterRows rows) => RouterModel.FromItems(rows.Items, rows.Version, null, null, [.. rows.Items.Select(item => item.Menu), "/ip/firewall/filter", "/ip/firewall/raw", "/ip/firewall/address-list", "/ip/firewall/nat"]);

    private static Plan Plan(params ReadOnlySpan<RouterCommand> commands)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        foreach (var command in commands)
            steps.Add(new PlanStep { Kind = StepKind.Add, Do = command, Undo = command, Why = "test" });
        return new Plan(steps.ToImmutable(), [], "");
    }

    private static RouterCommand Filter(params ReadOnlySpan<(string, string)> values) => new("/ip/firewall/filter", "add", [], [.. values.ToArray().Select(value => KeyValuePair.Create(value.Item1, value.Item2))]);

    private static ReachVerdict Api(RouterRows rows, Plan plan, IPAddress who) => LockoutPrediction.Of(Live(rows), plan, who).Single(verdict => verdict.Service == "api");

    [Fact]
    public void Of_PlanThatTouchesNothing_EveryServiceKept()
    {
        var verdicts = LockoutPrediction.Of(Live(Rows()), Plan(), s_inside);
        Assert.Equal(["winbox", "api"], verdicts.Select(verdict => verdict.Service).Order(StringComparer.Ordinal).Reverse());
        Assert.All(verdicts, verdict => Assert.Equal(Reach.Kept, verdict.Reach));
    }

    [Fact]
    public void Of_DropFromTheLan_LostWithTheRule()
    {
        var verdict = Api(Rows(), Plan(Filter(("chain", "input"), ("action", "drop"), ("in-interface-list", "LAN"))), s_inside);
        Assert.Equal(Reach.Lost, verdict.Reach);
        Assert.Contains("in-interface-list=LAN", verdict.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.88.0/24", Reach.Kept)]
    [InlineData("192.168.88.20", Reach.Kept)]
    [InlineData("192.168.99.0/24", Reach.Lost)]
    public void Of_AcceptBeforeDrop_KeptForThoseItNames(string from, Reach expected) =>
        Assert.Equal(expected, Api(Rows(), Plan(Filter(("chain", "input"), ("action", "accept"), ("src-address", from), ("protocol", "tcp"), ("dst-port", "8728")), Filter(("chain", "input"), ("action", "drop"))), s_inside).Reach);

    [Fact]
    public void Of_SenderOnAddressList_Kept() =>
        Assert.Equal(Reach.Kept, Api(Rows().Add("/ip/firewall/address-list", ("list", "admins"), ("address", "192.168.88.0/28")).Add("/ip/firewall/address-list", ("list", "admins"), ("address", "192.168.88.20")),
            Plan(Filter(("chain", "input"), ("action", "accept"), ("src-address-list", "admins")), Filter(("chain", "input"), ("action", "drop"))), s_inside).Reach);

    [Fact]
    public void Of_WanClosed_LostFromOutsideKeptFromInside()
    {
        var plan = Plan(Filter(("chain", "input"), ("action", "drop"), ("in-interface-list", "WAN")));
        Assert.Equal(Reach.Lost, Api(Rows(), plan, s_outside).Reach);
        Assert.Equal(Reach.Kept, Api(Rows(), plan, s_inside).Reach);
    }

    [Fact]
    public void Of_OrderTurned_ReroutedFromOutsideOnly()
    {
        var rows = Rows().Add("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"));
        var plan = Planner.Make(rows.Model, BuiltInPolicies.Named("distance")! with { WanOrder = ["ether2", "ether1"] });
        Assert.Equal(Reach.Rerouted, Api(rows, plan, s_outside).Reach);
        Assert.Equal(Reach.Kept, Api(rows, plan, s_inside).Reach);
    }

    [Fact]
    public void Of_ServiceSwitchedOff_Lost() =>
        Assert.Equal(Reach.Lost, Api(Rows(), Plan(new RouterCommand("/ip/service", "disable", [KeyValuePair.Create("name", "api")], [])), s_inside).Reach);

    [Fact]
    public void Of_AddressOfSixthGeneration_NotGuessed() => Assert.Equal(Reach.Unknown, Api(Rows(), Plan(), IPAddress.IPv6Loopback).Reach);

    [Theory]
    [InlineData("distance")]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public void Of_PlansOfThePlanner_KeepTheWayIn(string method)
    {
        var plan = Planner.Make(Live(Rows()), BuiltInPolicies.Named(method)!);
        Assert.Equal(method == "distance", plan.IsEmpty);
        Assert.All(LockoutPrediction.Of(Live(Rows()), plan, s_inside).Concat(LockoutPrediction.Of(Live(Rows()), plan, s_outside)), verdict => Assert.Equal(Reach.Kept, verdict.Reach));
    }

    private static readonly IPAddress s_sixth = IPAddress.Parse("2001:db8:77::9");

    private static RouterModel Sixth(params ReadOnlySpan<(string, string)[]> rules)
    {
        var rows = Rows().Add("/ipv6/dhcp-client", ("interface", "ether1"), ("add-default-route", "yes"), ("default-route-distance", "1")).Add("/ipv6/dhcp-client", ("interface", "ether2"), ("add-default-route", "yes"), ("default-route-distance", "2"))
            .Add("/ipv6/route", ("dst-address", "::/0"), ("gateway", "fe80::1%ether1"), ("dynamic", "true"), ("active", "true"));
        foreach (var rule in rules)
            rows.Add("/ipv6/firewall/filter", rule);
        return RouterModel.FromItems(rows.Items, rows.Version, null, null, [.. rows.Items.Select(item => item.Menu), "/ipv6/firewall/filter", "/ipv6/firewall/nat", "/ipv6/settings", "/ipv6/address"]);
    }

    private static Reach SixthReach(RouterModel live, Ipv6Strategy strategy, params string[] order) =>
        LockoutPrediction.Of(live, Planner.Make(live, new FailoverPolicy { Name = "x", WanOrder = [.. order], Ipv6 = strategy }), s_sixth).Single(verdict => verdict.Service == "api").Reach;

    [Fact]
    public void Of_SixthGeneration_ParityThatDropsNobodyWhoGotIn_Kept() =>
        Assert.Equal(Reach.Kept, SixthReach(Sixth([("chain", "input"), ("action", "accept"), ("protocol", "tcp"), ("dst-port", "8728")], [("chain", "input"), ("action", "drop"), ("in-interface", "ether1")]), Ipv6Strategy.FirewallParity));

    [Fact]
    public void Of_SixthGeneration_ParityThatClosesHisWan_Lost() =>
        Assert.Equal(Reach.Lost, SixthReach(Sixth([("chain", "input"), ("action", "drop"), ("in-interface", "ether2")]), Ipv6Strategy.FirewallParity));

    [Fact]
    public void Of_SixthGeneration_OrderTurned_Rerouted() => Assert.Equal(Reach.Rerouted, SixthReach(Sixth(), Ipv6Strategy.Failover, "ether2", "ether1"));

    [Fact]
    public void Of_ForwardCopiedOverHisPort_Lost()
    {
        var rows = Rows().Add("/ip/firewall/nat", ("chain", "dstnat"), ("action", "dst-nat"), ("in-interface", "ether2"), ("protocol", "tcp"), ("dst-port", "8728"), ("to-addresses", "192.168.88.9"));
        Assert.Equal(Reach.Lost, Api(rows, Planner.Make(rows.Model, new FailoverPolicy { Name = "x", PortForwards = ForwardStrategy.AllWans }), s_outside).Reach);
    }
}
