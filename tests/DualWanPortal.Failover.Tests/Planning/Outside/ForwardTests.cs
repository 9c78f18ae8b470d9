using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Tests.Planning.Matrix;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning.Outside;

/// <summary>Port forwards of one WAN serve by the other too.</summary>
public class ForwardTests
{
    private static readonly string[] s_versions = ["6.49", "7.12", "7.18", "7.21", "7.21-home"];

    public static TheoryData<string, string, string> Cells() =>
        new(from version in s_versions from pair in new[] { "static+static", "dhcp+pppoe" } from method in new[] { "distance", "recursive", "netwatch" } select (version, pair, method));

    [Theory]
    [MemberData(nameof(Cells))]
    public void AllWans_ForwardOfTheFirst_ServesByBoth(string version, string pair, string method)
    {
        var profile = RouterProfile.Named(version)!;
        var (first, second) = (pair.Split('+')[0], pair.Split('+')[1]);
        var rows = MatrixRows.Of(profile.Version, first, second, "", "factory");
        var (one, two) = (MatrixRows.Name(first, 1), MatrixRows.Name(second, 2));
        rows.Add(Forward(("in-interface", one), ("dst-port", "443")));
        var site = new PlannedSite(rows, profile);
        var exported = site.Export();
        var foreign = exported.Where(line => line.StartsWith("/ip/firewall/nat", StringComparison.Ordinal)).ToArray();
        var policy = BuiltInPolicies.Named(method)! with { WanOrder = [one, two], PortForwards = ForwardStrategy.AllWans, Inbound = method == "distance" ? InboundStrategy.None : InboundStrategy.BothAddresses };

        var plan = Planner.Make(site.Model(), policy);
        var copy = Assert.Single(plan.Steps, step => step.Do.Menu == "/ip/firewall/nat" && step.Do.Values.Contains(KeyValuePair.Create("action", "dst-nat")));
        Assert.Equal(StepKind.Add, copy.Kind);
        Assert.Contains(KeyValuePair.Create("in-interface", two), copy.Do.Values);
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        Assert.DoesNotContain(Auditor.Judge(site.Model()), finding => finding.Rule == "nat-in-one-wan");
        Assert.Superset(foreign.ToHashSet(), site.Export().ToHashSet());
        var away = site.Site.Running.Outside.Connect(two, "tcp", 443);
        Assert.True(away.Accepted, away.Why);
        Assert.True(away.Answered == (method != "distance"), away.Why);
        Assert.Equal(method == "distance", plan.NotCured.Any(line => line.StartsWith("pbr-reply", StringComparison.Ordinal)));

        site.Fail(one, "cable-out");
        site.Wait(90);
        var moved = site.Site.Running.Outside.Connect(two, "tcp", 443);
        Assert.True(moved.Answered && moved.RepliesVia == two, moved.Why);
        site.Site.ClearFaults();
        site.Wait(180);

        var off = Planner.Make(site.Model(), policy with { PortForwards = ForwardStrategy.Keep });
        Assert.Equal("/ip/firewall/nat", Assert.Single(off.Steps).Do.Menu);
        site.Apply(off);
        Assert.False(site.Site.Running.Outside.Connect(two, "tcp", 443).Answered);
        site.Undo(off);
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Fact]
    public void AllWans_ForwardOfAnAddress_CopyNamesTheWayIn()
    {
        var plan = Plan(Two().Add("/ip/firewall/nat", ("chain", "dstnat"), ("action", "dst-nat"), ("dst-address", "203.0.113.2"), ("protocol", "udp"), ("dst-port", "5060"), ("to-addresses", "192.168.88.9"), ("to-ports", "5061")));
        Assert.Equal("+ /ip firewall nat add chain=dstnat action=dst-nat in-interface=ether2 dst-port=5060 protocol=udp to-addresses=192.168.88.9 to-ports=5061 dst-address-type=local comment=dwp:ether2-forward1", PlanText.Preview(plan)[^1]);
    }

    [Fact]
    public void AllWans_ProvidersOwnNat_NoCopyAndSaid()
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "100.64.7", 2).WanList("ether1", "ether2").Masquerade();
        var plan = Plan(Forwarded(rows, "ether1", "443", "192.168.88.9"));
        Assert.DoesNotContain(plan.Steps, step => step.Do.Menu == "/ip/firewall/nat");
        Assert.Contains(plan.NotCured, line => line.StartsWith("inbound-cgnat: tcp/443 to 192.168.88.9 is not forwarded by ether2", StringComparison.Ordinal));
    }

    [Fact]
    public void AllWans_PrivateAddress_CopyWithRemark()
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "192.168.1", 2).WanList("ether1", "ether2").Masquerade();
        var copy = Assert.Single(Plan(Forwarded(rows, "ether1", "443", "192.168.88.9")).Steps, step => step.Do.Menu == "/ip/firewall/nat");
        Assert.Contains("in front", copy.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void AllWans_PortTakenThere_NoCopyAndSaid()
    {
        var plan = Plan(Forwarded(Forwarded(Two(), "ether2", "443", "192.168.88.7"), "ether1", "443", "192.168.88.9"));
        Assert.Contains(plan.NotCured, line => line.StartsWith("nat-shadowed: tcp/443 to 192.168.88.9 cannot be forwarded by ether2", StringComparison.Ordinal));
    }

    [Fact]
    public void AllWans_ServedByBothAlready_Adopted() =>
        Assert.DoesNotContain(Plan(Forwarded(Forwarded(Two(), "ether2", "443", "192.168.88.9"), "ether1", "443", "192.168.88.9")).Steps, step => step.Do.Menu == "/ip/firewall/nat");

    [Fact]
    public void AllWans_Hairpin_NotTouched()
    {
        var rows = Two().Add("/ip/firewall/nat", ("chain", "dstnat"), ("action", "dst-nat"), ("in-interface", "bridge"), ("dst-address", "203.0.113.2"), ("protocol", "tcp"), ("dst-port", "443"), ("to-addresses", "192.168.88.9"))
            .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("src-address", "192.168.88.0/24"), ("dst-address", "192.168.88.0/24"));
        Assert.DoesNotContain(Plan(rows).Steps, step => step.Do.Menu == "/ip/firewall/nat");
    }

    [Fact]
    public void AllWans_OriginalGone_CopySwitchedOff()
    {
        var rows = Two().Add("/ip/firewall/nat", ("chain", "dstnat"), ("action", "dst-nat"), ("in-interface", "ether2"), ("protocol", "tcp"), ("dst-port", "443"), ("to-addresses", "192.168.88.9"), ("comment", "dwp:ether2-forward1"));
        var step = Assert.Single(Plan(rows).Steps, step => step.Do.Menu == "/ip/firewall/nat");
        Assert.Equal([KeyValuePair.Create("disabled", "yes")], step.Do.Values);
        Assert.False(step.Foreign);
    }

    private static RouterRows Two() => new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2).WanList("ether1", "ether2").Masquerade();

    private static RouterRows Forwarded(RouterRows rows, string name, string port, string to) =>
        rows.Add("/ip/firewall/nat", ("chain", "dstnat"), ("action", "dst-nat"), ("in-interface", name), ("protocol", "tcp"), ("dst-port", port), ("to-addresses", to));

    private static Plan Plan(RouterRows rows) => Planner.Make(rows.Model, new FailoverPolicy { Name = "x", PortForwards = ForwardStrategy.AllWans });

    private static ConfigItem Forward(params ReadOnlySpan<(string, string)> more) =>
        ConfigItem.Of("/ip/firewall/nat", [("chain", "dstnat"), ("action", "dst-nat"), ("protocol", "tcp"), ("to-addresses", "192.168.88.10"), .. more]);
}
