using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>Services behind both WANs: who knocks at one is answered by it.</summary>
public class InboundTests
{
    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var version in new[] { "6.49", "7.12", "7.21-home" })
        {
            foreach (var pair in new[] { "static+static", "dhcp+pppoe" })
            {
                cells.Add(version, pair, "recursive");
                cells.Add(version, pair, "netwatch");
            }
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void BothAddresses_EachWan_AnswersByItself(string version, string pair, string method)
    {
        var profile = RouterProfile.Named(version)!;
        var (first, second) = (pair.Split('+')[0], pair.Split('+')[1]);
        var rows = MatrixRows.Of(profile.Version, first, second, "", "factory");
        rows.Add(ConfigItem.Of("/ip/firewall/nat", ("chain", "dstnat"), ("action", "dst-nat"), ("protocol", "tcp"), ("dst-port", "443"), ("in-interface-list", "WAN"), ("to-addresses", "192.168.88.10")));
        var site = new PlannedSite(rows, profile);
        var exported = site.Export();
        var policy = MatrixPolicies.Of(method, first, second) with { Inbound = InboundStrategy.BothAddresses };
        Assert.False(site.Site.Running.Outside.Connect(policy.WanOrder[1], "tcp", 443).Answered);

        var plan = Planner.Make(site.Model(), policy);
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        foreach (var wan in policy.WanOrder)
        {
            var knock = site.Site.Running.Outside.Connect(wan, "tcp", 443);
            Assert.True(knock.Answered && knock.RepliesVia == wan, $"{wan}: {knock.Why}");
        }
        Assert.DoesNotContain(Auditor.Judge(site.Model()), finding => finding.Severity >= Severity.High && !plan.NotCured.Any(line => line.StartsWith(finding.Rule, StringComparison.Ordinal)));
        Assert.Equal(policy.WanOrder[0], site.Connect().Via);
        site.Fail(policy.WanOrder[0], "upstream-dead");
        site.Wait(90);
        Assert.True(site.Connect() is { Answered: true } moved && moved.Via == policy.WanOrder[1], site.Connect().Why);
        Assert.True(site.Site.Running.Outside.Connect(policy.WanOrder[1], "tcp", 443).Answered);
        site.Site.ClearFaults();
        site.Wait(180);

        var off = Planner.Make(site.Model(), policy with { Inbound = InboundStrategy.None });
        Assert.All(off.Steps, step => Assert.Equal("/ip/firewall/mangle", step.Do.Menu));
        site.Apply(off);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy with { Inbound = InboundStrategy.None })));
        site.Undo(off);
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Fact]
    public void Ddns_NameIsSwitchedOn()
    {
        var rows = new RouterRows("7.18").Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2).WanList("ether1", "ether2").Masquerade();
        var plan = Planner.Make(rows.Model, new FailoverPolicy { Name = "x", Method = FailoverMethod.Recursive, Inbound = InboundStrategy.Ddns });
        Assert.Contains("~ /ip cloud set ddns-enabled=yes  (was ddns-enabled=no)", PlanText.Preview(plan));
    }

    [Fact]
    public void BothAddresses_WithDistance_IsRefused() =>
        Assert.Contains(PolicyYaml.Read("name: x\ninbound: both-addresses").Problems, problem => problem is { Line: 2, Property: "inbound" });
}
