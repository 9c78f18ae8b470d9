using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Tests.Planning.Matrix;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.Tests.Planning;

/// <summary>What <c>ipv6: failover</c> is for: connections of machines of the inside over IPv6, played with packets, on every version and by every method.</summary>
public class Ipv6SurvivalTests
{
    private static readonly string[] s_versions = ["6.49", "7.12", "7.18", "7.21", "7.21-home"];

    /// <summary>Where a method cannot help, by version and method; what is not here survives everything that IPv4 does. RouterOS 6 translates no IPv6; distances see no further than the next hop.</summary>
    private static bool Survives(string version, string method, string fault) => version != "6.49" && (method != "distance" || (fault == "gateway-silent" && version.StartsWith("7.21", StringComparison.Ordinal)));

    public static TheoryData<string, string, string> Cells() => new(from version in s_versions
                                                                      from method in new[] { "distance", "recursive", "netwatch" }
                                                                      from fault in new[] { "upstream-dead", "gateway-silent" }
                                                                      select (version, method, fault));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Failover_LineDies_MachinesGoOnOrThePlanSaidThatTheyDoNot(string version, string method, string fault)
    {
        var site = Site(version, method);
        var exported = site.Export();
        var policy = Policy(method);
        var plan = Planner.Make(site.Model(), policy);
        var predicted = Predicted(site.Model(), plan)["primary-" + fault][CheckIds.Ipv6];
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        Assert.Equal((true, "ether1"), (Connect(site).Answered, Connect(site).Via));

        site.Fail("ether1", fault);
        site.Wait(120);
        var survives = Survives(version, method, fault);
        Assert.Equal(survives, Connect(site).Answered);
        Assert.Equal(survives ? CellVerdict.Works : CellVerdict.Fails, predicted.Verdict);
        Assert.Equal(Connect(site).Via, predicted.Via);
        Assert.True(survives || plan.NotCured.Any(line => line.StartsWith("v6-", StringComparison.Ordinal)));
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));

        site.Site.ClearFaults();
        site.Wait(300);
        Assert.Equal((true, "ether1"), (Connect(site).Answered, Connect(site).Via));
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Theory]
    [InlineData("7.12", FailbackMode.Automatic)]
    [InlineData("7.21", FailbackMode.Automatic)]
    [InlineData("7.21-home", FailbackMode.Automatic)]
    [InlineData("7.21", FailbackMode.Manual)]
    public void Failback_GatedPolicy_Ipv6ComesBackWithIpv4(string version, FailbackMode mode)
    {
        var site = Site(version, "recursive");
        var policy = Policy("recursive") with { Failback = mode, FailbackStable = TimeSpan.FromMinutes(2) };
        var plan = Planner.Make(site.Model(), policy);
        Assert.Contains(plan.NotCured, line => line.StartsWith("v6-failback: IPv6 that fell out together with IPv4", StringComparison.Ordinal));
        site.Apply(plan);
        site.Wait(180);
        site.Fail("ether1", "upstream-dead");
        site.Wait(120);
        Assert.Equal(("ether2", "ether2"), (site.Connect().Via, Connect(site).Via));
        site.Site.ClearFaults();
        site.Wait(60);
        Assert.Equal(("ether2", "ether2"), (site.Connect().Via, Connect(site).Via));
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        site.Wait(300);
        if (mode == FailbackMode.Manual)
        {
            Assert.Equal(("ether2", "ether2"), (site.Connect().Via, Connect(site).Via));
            site.Apply(ManualSwitch.Back(site.Model()).Switch!.Plan);
        }
        Assert.Equal(("ether1", "ether1"), (site.Connect().Via, Connect(site).Via));
        Assert.Empty(site.Site.NotUnderstood);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
    }

    [Fact]
    public void Failover_MethodChanged_LinesOfTheFormerGoAndOrderStays()
    {
        var site = Site("7.21", "recursive");
        site.Apply(Planner.Make(site.Model(), Policy("recursive")));
        var plan = Planner.Make(site.Model(), Policy("distance"));
        Assert.Equal(6, plan.Steps.Count(step => step.Do is { Menu: "/ipv6/route", Verb: "remove" }));
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), Policy("distance"))));
        Assert.Equal((true, "ether1"), (Connect(site).Answered, Connect(site).Via));
        site.Undo(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), Policy("recursive"))));
    }

    [Fact]
    public void Failover_BackupAsksForNoAddress_OrderedAndNamed()
    {
        var rows = MatrixRows.Of(RouterProfile.V721.Version, "static", "static", "distance", "right");
        rows.Add(ConfigItem.Of("/ipv6/dhcp-client", ("interface", "ether1"), ("request", "prefix"), ("pool-name", "one"), ("add-default-route", "yes")));
        rows.Add(ConfigItem.Of("/ipv6/dhcp-client", ("interface", "ether2"), ("request", "prefix"), ("pool-name", "two"), ("add-default-route", "yes")));
        var site = new PlannedSite(rows, RouterProfile.V721);
        var plan = Planner.Make(site.Model(), Policy("recursive"));
        Assert.Contains(plan.NotCured, line => line.StartsWith("v6-upstream: IPv6 by ether2 cannot be watched by a host in the Internet: the router has no address of its own", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Steps, step => step.Do.Values.Any(value => value.Value.StartsWith("dwp:ether2-six-canary", StringComparison.Ordinal)));
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), Policy("recursive"))));
    }

    [Fact]
    public void Failover_Export_NamesNoGatewayOfALease()
    {
        var rows = MatrixRows.Of(RouterProfile.V721.Version, "static", "static", "distance", "right");
        rows.AddRange(Ipv6());
        var model = RouterModel.FromItems(rows, RouterProfile.V721.Version);
        var plan = Planner.Make(model, Policy("recursive"));
        Assert.DoesNotContain(plan.Steps, step => step.Do.Menu == "/ipv6/route");
        Assert.Contains(plan.NotCured, line => line.StartsWith("v6-upstream", StringComparison.Ordinal) && line.Contains("A plan made from the router itself while ether1 has its IPv6 lease", StringComparison.Ordinal));
    }

    private static FailoverPolicy Policy(string method) => BuiltInPolicies.Named(method)! with { WanOrder = ["ether1", "ether2"], Ipv6 = Ipv6Strategy.Failover };

    private static PlannedSite Site(string version, string method)
    {
        var profile = RouterProfile.Named(version)!;
        return new PlannedSite([.. MatrixRows.Of(profile.Version, "static", "static", method, "right"), .. Ipv6()], profile);
    }

    private static IEnumerable<ConfigItem> Ipv6() =>
    [
        ConfigItem.Of("/ipv6/dhcp-client", ("interface", "ether1"), ("request", "address,prefix"), ("pool-name", "one"), ("add-default-route", "yes")),
        ConfigItem.Of("/ipv6/dhcp-client", ("interface", "ether2"), ("request", "address,prefix"), ("pool-name", "two"), ("add-default-route", "yes")),
        ConfigItem.Of("/ipv6/address", ("address", "::1/64"), ("from-pool", "one"), ("interface", "bridge")),
    ];

    private static ScenarioMatrix Predicted(RouterModel live, Plan plan) => DualWanPortal.Failover.WhatIf.Matrix.Of(
        RouterModel.FromItems(PlannedRows.After(live.Items, plan.Steps.Select(step => step.Do)), live.Version, null, null, live.MenusRead), MatrixOptions.Default, TestContext.Current.CancellationToken);

    private static ConnectionOutcome Connect(PlannedSite site)
    {
        var (inside, client) = site.Site.Running.Ipv6.Clients.Inside()!.Value;
        return site.Site.Running.Ipv6.Clients.Connect(inside, client, Internet.Address6Of("shop.example.com")!.Value, "tcp", 443);
    }
}
