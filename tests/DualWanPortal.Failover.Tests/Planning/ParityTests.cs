using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Tests.Planning;

/// <summary>What one line has and the other lacks, found where the lack is not plain to see.</summary>
public class ParityTests
{
    private static readonly FailoverPolicy s_distance = BuiltInPolicies.Named("distance")!;

    /// <summary>Half of the connections go by each line, each half translated by its mark: after a switch the half that moved is not.</summary>
    private static RouterRows Halves(string version = "7.21") => new RouterRows(version).Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby").WanList("ether1", "ether2")
        .Add("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"))
        .Add("/ip/firewall/mangle", ("chain", "prerouting"), ("action", "mark-connection"), ("connection-state", "new"), ("in-interface", "bridge"), ("nth", "2,1"), ("new-connection-mark", "one"))
        .Add("/ip/firewall/mangle", ("chain", "prerouting"), ("action", "mark-connection"), ("connection-state", "new"), ("in-interface", "bridge"), ("nth", "1,1"), ("new-connection-mark", "two"))
        .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("connection-mark", "one"), ("out-interface", "ether1"))
        .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("connection-mark", "two"), ("out-interface", "ether2"));

    [Theory]
    [InlineData("7.21")]
    [InlineData("6.49.18")]
    public void Make_NatByMark_TheRestIsTranslatedToo(string version)
    {
        var rows = Halves(version);
        var plan = Planner.Make(rows.Model, s_distance);
        var step = Assert.Single(plan.Steps, step => step.Do.Menu == "/ip/firewall/nat");
        Assert.Equal("/ip firewall nat add chain=srcnat action=masquerade out-interface-list=WAN ipsec-policy=out,none comment=dwp:nat", PlanText.Command(step.Do));
        Assert.Contains("ether1 and ether2 is translated only if it carries the mark", step.Why, StringComparison.Ordinal);
        var run = new PlanRun(rows.Items, rows.Version);
        run.Do(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(run.Model, s_distance)));
    }

    [Fact]
    public void Make_NatByMarkPerWanWanted_OneForEach() =>
        Assert.Equal(["dwp:nat-ether1", "dwp:nat-ether2"], Planner.Make(Halves().Model, s_distance with { Nat = NatStyle.PerWan }).Steps.Where(step => step.Do.Menu == "/ip/firewall/nat").Select(step => step.Do.Values[^1].Value));

    [Fact]
    public void Make_NatByMarkWithARuleForTheRest_NoneIsAdded() =>
        Assert.DoesNotContain(Planner.Make(Halves().Masquerade().Model, s_distance).Steps, step => step.Do.Menu == "/ip/firewall/nat");

    [Fact]
    public void Make_EveryMarkHasItsRuleOnEachWan_NoneIsAdded()
    {
        var rows = Halves();
        foreach (var (mark, wan) in new[] { ("two", "ether1"), ("no-mark", "ether1"), ("one", "ether2"), ("no-mark", "ether2") })
            rows.Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("connection-mark", mark), ("out-interface", wan));
        Assert.DoesNotContain(Planner.Make(rows.Model, s_distance).Steps, step => step.Do.Menu == "/ip/firewall/nat");
    }

    [Fact]
    public void Make_SegmentsFittedToOneLineByRule_TheMobileLineGetsOne()
    {
        var rows = new RouterRows().Lan().Pppoe("pppoe-out1", "ether1", 1).Lte("lte1", 2, "standby").WanList("pppoe-out1", "lte1").Masquerade()
            .Add("/ip/firewall/mangle", ("chain", "forward"), ("action", "change-mss"), ("new-mss", "clamp-to-pmtu"), ("out-interface", "pppoe-out1"), ("protocol", "tcp"), ("tcp-flags", "syn"));
        var plan = Planner.Make(rows.Model, s_distance);
        var step = Assert.Single(plan.Steps, step => step.Do.Menu == "/ip/firewall/mangle");
        Assert.Equal("/ip firewall mangle add chain=forward action=change-mss new-mss=clamp-to-pmtu out-interface=lte1 protocol=tcp tcp-flags=syn comment=dwp:mss-lte1", PlanText.Command(step.Do));
        var run = new PlanRun(rows.Items, rows.Version);
        run.Do(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(run.Model, s_distance)));
        run.Undo(plan);
        Assert.Equal(PlanRun.Text(rows.Items), PlanRun.Text(run.Rows));
    }

    [Theory]
    [InlineData("out-interface-list", "WAN")]
    [InlineData("chain", "forward")]
    public void Make_SegmentsFittedToAllLines_NoneIsAdded(string name, string value) =>
        Assert.DoesNotContain(Planner.Make(new RouterRows().Lan().Pppoe("pppoe-out1", "ether1", 1).Lte("lte1", 2, "standby").WanList("pppoe-out1", "lte1").Masquerade()
            .Add("/ip/firewall/mangle", [("chain", "forward"), ("action", "change-mss"), ("new-mss", "clamp-to-pmtu"), ("protocol", "tcp"), ("tcp-flags", "syn"), .. name == "chain" ? [] : new[] { (name, value) }]).Model, s_distance).Steps,
            step => step.Do.Menu == "/ip/firewall/mangle");

    /// <summary>Names are resolved by machines of the site, or over HTTPS: no ISP has a part in it, and nothing is said about ISPs.</summary>
    [Theory]
    [InlineData("10.0.0.53,192.168.88.10", "")]
    [InlineData("192.168.88.10", "")]
    [InlineData("10.0.0.53,192.168.88.10", "https://dns.example.net/dns-query")]
    [InlineData("192.0.2.53", "https://1.1.1.1/dns-query")]
    public void Make_ResolversOfTheSitesOwn_AreLeftAlone(string servers, string doh)
    {
        var plan = Planner.Make(TwoLines(servers, doh).Model, s_distance);
        Assert.DoesNotContain(plan.Steps, step => step.Do.Menu == "/ip/dns");
        Assert.DoesNotContain(plan.NotCured, line => line.StartsWith("dns-path", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10.0.0.53", "", "an address that only the ISP's network has")]
    [InlineData("192.0.2.53", "https://dns.example.net/dns-query", "one ISP's resolver tells where the service is")]
    public void Make_ResolversOfAnIsp_AreReplaced(string servers, string doh, string because) =>
        Assert.True(Planner.Make(TwoLines(servers, doh).Model, s_distance).Steps.Any(step => step.Do.Menu == "/ip/dns"), because);

    private static RouterRows TwoLines(string servers, string doh) => new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby").WanList("ether1", "ether2").Masquerade()
        .Add("/ip/dns", ("servers", servers), ("use-doh-server", doh), ("allow-remote-requests", "true"));

    [Fact]
    public void Make_SwitchedOnAgain_TheWayBackSpeaksLikeTheWayThere()
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "disabled").WanList("ether1", "ether2").Masquerade();
        var step = Planner.Make(rows.Model, s_distance).Steps.Single(step => step.Do.Values.Any(value => value.Key == "disabled"));
        Assert.EndsWith(" disabled=no", PlanText.Command(step.Do), StringComparison.Ordinal);
        Assert.EndsWith(" disabled=yes", PlanText.Command(step.Undo), StringComparison.Ordinal);
    }
}
