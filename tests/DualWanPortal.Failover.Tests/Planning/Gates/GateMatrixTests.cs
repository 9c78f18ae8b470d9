using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Tests.Planning.Matrix;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.Simulation.Router;
using WhatIfMatrix = DualWanPortal.Failover.WhatIf.Matrix;

namespace DualWanPortal.Failover.Tests.Planning.Gates;

/// <summary>A policy with everything that runs on the router, from every starting point: it is stable, names what it cannot do, survives what the table says, and undoes.</summary>
public class GateMatrixTests
{
    private static readonly string[] s_faults = ["cable-out", "upstream-dead", "gateway-silent", "gateway-change"];

    public static TheoryData<string, string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string, string>();
        var pair = 0;
        foreach (var profile in RouterProfile.All)
        {
            foreach (var method in PolicyVocabulary.Methods)
            {
                foreach (var start in MatrixRows.Starts)
                {
                    var (first, second) = PlanMatrixTests.s_pairs[pair++ % PlanMatrixTests.s_pairs.Length];
                    cells.Add(profile.Name, $"{first}+{second}", method.Key, start);
                }
            }
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Apply_AnyStart_IsStableAndUndoes(string version, string pair, string method, string start)
    {
        var profile = RouterProfile.Named(version)!;
        var (first, second) = (pair.Split('+')[0], pair.Split('+')[1]);
        var site = new PlannedSite(MatrixRows.Of(profile.Version, first, second, method, start), profile);
        var policy = MatrixPolicies.Of(method, first, second) with
        {
            Failback = FailbackMode.Automatic, Notify = new PolicyNotify { Url = "https://shop.example.com/wan" },
        };
        var before = site.Model();
        var exported = site.Export();
        var plan = Planner.Make(before, policy);
        site.Apply(plan);
        var after = site.Model();
        var named = plan.NotCured.Select(line => line.Split(':')[0]).ToArray();
        GraveFindings.AssertCuredOrNamed(before, after, plan, policy, Survival.NotCured(method, profile.Version, (first, policy.WanOrder[0]), (second, policy.WanOrder[1])));
        Assert.DoesNotContain("failback", named);
        Assert.Equal(profile.HomeDeviceMode, named.Contains("notify-none"));
        Assert.Empty(PlanText.Preview(Planner.Make(after, policy)));
        Assert.True(site.Connect() is { Answered: true } outcome && outcome.Via == policy.WanOrder[0], site.Connect().Why);
        Assert.Null(RevertScript.WhyNot(plan, before.Items));

        site.Undo(plan);
        Assert.Equal(exported, site.Export());
        Assert.Equal(plan.Fingerprint, Planner.Fingerprint(site.Model()));
    }

    [Theory]
    [InlineData("7.21-home", FailbackMode.Automatic, CellVerdict.Works, "ether1")]
    [InlineData("7.21", FailbackMode.Manual, CellVerdict.Degraded, "ether2")]
    public void WhatIf_LineIsMended_SaysWhereTrafficIsThen(string version, FailbackMode mode, CellVerdict verdict, string via)
    {
        var site = GatedSite.Of(version, "static+static", "recursive", policy => policy with { Failback = mode });
        var matrix = WhatIfMatrix.Of(site.Model, MatrixOptions.Default, TestContext.Current.CancellationToken);
        var restored = matrix["primary-restored"]["internet"];
        Assert.Equal((verdict, via), (restored.Verdict, restored.Via));
        Assert.Equal("ether2", matrix["primary-upstream-dead"]["internet"].Via);
        Assert.NotEqual(CellVerdict.Fails, matrix["primary-restored"]["established-connections"].Verdict);
    }

    public static TheoryData<string, string, string> Survivors()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var profile in RouterProfile.All)
        {
            cells.Add(profile.Name, profile.Version.IsV6 || profile.HomeDeviceMode ? "static+static" : "dhcp+pppoe", "distance");
            cells.Add(profile.Name, profile.Version.IsV6 || profile.HomeDeviceMode ? "dhcp+pppoe" : "pppoe+lte", "recursive");
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Survivors))]
    public void Apply_EachFault_SurvivedAsTheTableSaysAndGoesBack(string version, string pair, string method)
    {
        var site = GatedSite.Of(version, pair, method);
        foreach (var fault in s_faults)
        {
            Assert.Equal(site.Primary, site.Via);
            site.Site.Fail(site.Primary, fault);
            site.Site.Wait(90);
            Assert.Empty(PlanText.Preview(site.Again));
            Assert.True(Survival.Of(method, pair.Split('+')[0], RouterProfile.Named(version)!.Version, fault) == site.Site.Connect().Answered, $"{fault}: {site.Via}");
            site.Site.Site.ClearFaults();
            site.Site.Wait(240);
            Assert.Equal((fault, site.Primary), (fault, site.Via));
        }
        site.AssertClean();
        Assert.Empty(PlanText.Preview(site.Again));
    }
}
