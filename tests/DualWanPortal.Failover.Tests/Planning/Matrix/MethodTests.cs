using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>Circumstances that the matrix does not have: other policies later, modems that look alike, scripts and leases as they come.</summary>
public class MethodTests
{
    [Theory]
    [InlineData("6.49", "dhcp+pppoe")]
    [InlineData("7.12", "static+lte")]
    [InlineData("7.21-home", "dhcp+dhcp")]
    public void Policies_OneAfterTheOther_EachIsReachedAndAllIsTakenBack(string version, string pair)
    {
        var profile = RouterProfile.Named(version)!;
        var (first, second) = (pair.Split('+')[0], pair.Split('+')[1]);
        var site = new PlannedSite(MatrixRows.Of(profile.Version, first, second, "", "factory"), profile);
        var exported = site.Export();
        var done = new Stack<Plan>();
        foreach (var method in new[] { "recursive", "netwatch", "recursive", "netwatch", "distance" })
        {
            var policy = MatrixPolicies.Of(method, first, second);
            var plan = Planner.Make(site.Model(), policy);
            site.Apply(plan);
            done.Push(plan);
            Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
            Assert.Equal(method == "netwatch", site.Site.Router["/tool/netwatch"].Rows.Count > 0);
            Assert.True(site.Connect() is { Answered: true } outcome && outcome.Via == policy.WanOrder[0], site.Connect().Why);
        }
        while (done.TryPop(out var plan))
            site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Theory]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public void Canaries_NamedLater_TakeThePlaceOfTheOldOnes(string method)
    {
        var (site, policy, _, _) = SurvivalTests.Planned("7.21", "static+static", method);
        var other = policy with { WanOrder = [], Wans = [new PolicyWan { Interface = "ether1", Canaries = ["94.140.14.14"] }, new PolicyWan { Interface = "ether2" }] };
        site.Apply(Planner.Make(site.Model(), other));
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), other)));
        var routes = site.Model().Routes.Where(route => !route.Dynamic).Select(route => route.Item["dst-address"]).ToList();
        Assert.Contains("94.140.14.14/32", routes);
        Assert.DoesNotContain("8.8.4.4/32", routes);
        Assert.Contains("1.0.0.1/32", routes);
        site.Fail("ether1", "upstream-dead");
        site.Wait(90);
        Assert.True(site.Connect() is { Answered: true, Via: "ether2" }, site.Connect().Why);
    }

    [Fact]
    public void Lease_ComesOnlyLater_ScriptPutsTheGatewayIn()
    {
        var profile = RouterProfile.V718;
        var site = new PlannedSite(MatrixRows.Of(profile.Version, "dhcp", "dhcp", "", "factory"), profile);
        site.Fail("ether2", "cable-out");
        site.Wait(5);
        var policy = BuiltInPolicies.Named("recursive")! with { WanOrder = ["ether1", "ether2"] };
        var plan = Planner.Make(site.Model(), policy);
        Assert.Contains(plan.Steps, step => step.Remark?.Contains("no lease now", StringComparison.Ordinal) == true);
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        site.Site.ClearFaults();
        site.Wait(30);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        site.Fail("ether1", "upstream-dead");
        site.Wait(60);
        Assert.True(site.Connect() is { Answered: true, Via: "ether2" }, site.Connect().Why);
    }

    [Fact]
    public void LeaseScript_OfTheSite_StaysInFront()
    {
        var rows = new RouterRows("7.18").Lan().Dhcp("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2).WanList("ether1", "ether2").Masquerade().Change("/ip/dhcp-client", ("interface", "ether1"), ("script", ":log info \"lease\""));
        var policy = BuiltInPolicies.Named("recursive")!;
        var step = Planner.Make(rows.Model, policy).Steps.Single(step => step.Do.Menu == "/ip/dhcp-client" && step.Do.Values.Any(value => value.Key == "script"));
        var script = step.Do.Values.Single().Value;
        Assert.StartsWith(":log info \"lease\"\n# dwp begin\n", script, StringComparison.Ordinal);
        Assert.True(step.Foreign);
        Assert.Equal(":log info \"lease\"", step.Undo.Values.Single().Value);
    }

    [Fact]
    public void LeaseScript_Stored_IsNotTouchedAndSaid()
    {
        var rows = new RouterRows("7.18").Lan().Dhcp("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2).WanList("ether1", "ether2").Masquerade().Change("/ip/dhcp-client", ("interface", "ether1"), ("script", "on-lease")).Add("/system/script", ("name", "on-lease"));
        var plan = Planner.Make(rows.Model, BuiltInPolicies.Named("recursive")!);
        Assert.DoesNotContain(plan.Steps, step => step.Do.Values.Any(value => value.Key == "script"));
        Assert.Contains(plan.NotCured, line => line.StartsWith("gw-static-on-dyn: ", StringComparison.Ordinal) && line.Contains("on-lease", StringComparison.Ordinal));
    }

    [Fact]
    public void Gateways_Alike_AreTakenWithTheirInterface()
    {
        var rows = new RouterRows("7.18").Lan().Static("ether1", "192.168.1", 1, check: "none").Static("ether2", "192.168.1", 2, check: "none").WanList("ether1", "ether2").Masquerade();
        rows.Change("/ip/route", ("immediate-gw", "192.168.1.1%ether1"), ("gateway", "192.168.1.1%ether1")).Change("/ip/route", ("immediate-gw", "192.168.1.1%ether2"), ("gateway", "192.168.1.1%ether2"));
        var lines = PlanText.Preview(Planner.Make(rows.Model, BuiltInPolicies.Named("recursive")!));
        Assert.Contains(lines, line => line.StartsWith("+ /ip route add dst-address=8.8.4.4/32 gateway=192.168.1.1%ether1 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("+ /ip route add dst-address=1.0.0.1/32 gateway=192.168.1.1%ether2 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Wans_Three_EachHasItsHostsAndItsPlace()
    {
        var rows = new RouterRows("7.18").Lan().Static("ether1", "203.0.113", 1).Dhcp("ether2", "198.51.100", 1).Lte("lte1", 2).WanList("ether1", "ether2", "lte1").Masquerade().Add("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"));
        var policy = BuiltInPolicies.Named("recursive")!;
        var plan = Planner.Make(rows.Model, policy);
        var run = new PlanRun(rows.Items, rows.Version);
        run.Do(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(run.Model, policy)));
        Assert.Equal(["ether1", "ether2", "lte1"], WanDetection.Find(run.Model).Select(wan => wan.Interface));
        Assert.Equal(["8.8.4.4 1", "208.67.220.220 2", "1.0.0.1 3", "149.112.112.112 4", "94.140.15.15 5"],
            run.Model.Routes.Where(route => route is { IsDefault: true, CheckGateway: "ping", Distance: < 100 }).OrderBy(route => route.Distance).Select(route => $"{route.Item["gateway"]} {route.Distance}"));
        run.Undo(plan);
        Assert.Equal(PlanRun.Text(rows.Items), PlanRun.Text(run.Rows));
    }

    [Theory]
    [InlineData("7.21", "recursive", 8, true)]
    [InlineData("7.21", "distance", 8, true)]
    [InlineData("7.18", "recursive", 8, false)]
    [InlineData("6.49", "recursive", 8, false)]
    [InlineData("7.18", "recursive", 30, true)]
    [InlineData("7.18", "netwatch", 8, true)]
    [InlineData("6.49", "netwatch", 8, true)]
    public void DetectWithin_ReachedOrSaid(string version, string method, int seconds, bool reached)
    {
        var (site, policy, plan, _) = SurvivalTests.Planned(version, "static+static", method, policy => policy with { DetectWithin = TimeSpan.FromSeconds(seconds) });
        Assert.Equal(!reached, plan.NotCured.Any(line => line.StartsWith("detect-slow: ", StringComparison.Ordinal)));
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        site.Fail("ether1", "gateway-silent");
        site.Wait(seconds);
        if (reached)
            Assert.True(site.Connect() is { Answered: true, Via: "ether2" }, site.Connect().Why);
    }

    [Fact]
    public void DetectWithin_MeteredLine_IsSpared()
    {
        var (_, _, plan, _) = SurvivalTests.Planned("7.21", "static+lte", "netwatch", policy => policy with { DetectWithin = TimeSpan.FromSeconds(10) });
        Assert.Contains(plan.NotCured, line => line.StartsWith("detect-slow: lte1", StringComparison.Ordinal));
        Assert.Single(plan.Steps, step => step.Do.Menu == "/tool/netwatch" && step.Do.Values.Contains(KeyValuePair.Create("interval", "30s")));
    }

    [Fact]
    public void Wan_OfAnotherKindOrMeteredFirst_IsSaid()
    {
        var rows = new RouterRows("7.18").Lan().Static("ether1", "203.0.113", 1).Lte("lte1", 2).WanList("ether1", "lte1").Masquerade();
        var plan = Planner.Make(rows.Model, new FailoverPolicy { Name = "x", Wans = [new PolicyWan { Interface = "lte1" }, new PolicyWan { Interface = "ether1", Kind = WanKind.Dhcp }] });
        Assert.Contains(plan.NotCured, line => line.StartsWith("def-order: the policy names lte1 first", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Steps, step => step.Do.Values.Any(value => value.Key.EndsWith("distance", StringComparison.Ordinal)));
        Assert.Contains(plan.NotCured, line => line.StartsWith("wan-kind: ", StringComparison.Ordinal) && line.Contains("takes ether1 for dhcp", StringComparison.Ordinal));
        var free = Planner.Make(rows.Model, new FailoverPolicy { Name = "x", Wans = [new PolicyWan { Interface = "lte1", Metered = false }, new PolicyWan { Interface = "ether1" }] });
        Assert.DoesNotContain(free.NotCured, line => line.StartsWith("def-order", StringComparison.Ordinal) || line.StartsWith("wan-kind", StringComparison.Ordinal));
        Assert.Contains(free.Steps, step => step.Do.Menu == "/ip/route" && step.Do.Values.Contains(KeyValuePair.Create("distance", "2")));
    }

    [Fact]
    public void Canary_IsResolverOfTheLan_SaidAndNeverChosen()
    {
        var rows = new RouterRows("7.18").Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2).WanList("ether1", "ether2").Masquerade().Add("/ip/dhcp-server/network", ("address", "192.168.88.0/24"), ("dns-server", "8.8.4.4,1.0.0.1"));
        var chosen = Planner.Make(rows.Model, BuiltInPolicies.Named("recursive")!);
        Assert.DoesNotContain(chosen.Steps, step => step.Do.Values.Any(value => value.Key == "dst-address" && value.Value is "8.8.4.4/32" or "1.0.0.1/32"));
        var named = Planner.Make(rows.Model, new FailoverPolicy { Name = "x", Method = FailoverMethod.Recursive, Wans = [new PolicyWan { Interface = "ether1", Canaries = ["8.8.4.4"] }] });
        Assert.Contains(named.NotCured, line => line.StartsWith("mon-eq-dns: 8.8.4.4", StringComparison.Ordinal));
    }
}
