using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>A switch by hand moves what stands in the way, never two WANs onto one distance, and stays a switch: a policy knows the order before it.</summary>
public class ManualSwitchTests
{
    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var version in (string[])["6.49", "7.21", "7.21-home"])
        {
            foreach (var method in PolicyVocabulary.Methods)
            {
                foreach (var pair in (string[])["static+static", "dhcp+pppoe", "pppoe+lte"])
                    cells.Add(version, pair, method.Key);
            }
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void To_BackupAndBack_SharesNoDistanceAndEndsAsBefore(string version, string pair, string method)
    {
        var (site, policy, _, _) = SurvivalTests.Planned(version, pair, method);
        // A policy that names no order has the one that it finds.
        policy = policy with { WanOrder = [], Wans = [] };
        var (before, (first, second)) = (site.Export(), (WanDetection.Find(site.Model())[0].Interface, WanDetection.Find(site.Model())[1].Interface));
        var quiet = PlanText.Preview(Planner.Make(site.Model(), policy));

        var there = ManualSwitch.To(site.Model(), second).Switch!.Plan;
        AssertApart(site.Model(), there);
        site.Apply(there);
        Assert.Equal(second, site.Connect().Via);
        Assert.Null(ManualSwitch.To(site.Model(), second).Switch);

        // What the policy wants is the order from before the switch.
        var again = Planner.Make(site.Model(), policy);
        Assert.NotEqual(quiet, PlanText.Preview(again));
        AssertApart(site.Model(), again);

        var back = ManualSwitch.To(site.Model(), first).Switch!.Plan;
        AssertApart(site.Model(), back);
        site.Apply(back);
        Assert.Equal(first, site.Connect().Via);
        Assert.Equal(before, site.Export());
        Assert.Equal(quiet, PlanText.Preview(Planner.Make(site.Model(), policy)));
    }

    [Theory]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    [InlineData("distance")]
    public void Make_PolicyWithoutAnOrderAfterASwitch_PutsTheFirstBackAndTakesTheMark(string method)
    {
        var (site, policy, _, _) = SurvivalTests.Planned("7.21", "static+static", method);
        policy = policy with { WanOrder = [] };
        var before = site.Export();
        site.Apply(ManualSwitch.To(site.Model(), "ether2").Switch!.Plan);
        site.Apply(Planner.Make(site.Model(), policy));
        Assert.Equal("ether1", site.Connect().Via);
        Assert.Equal(before, site.Export());
        Assert.True(Planner.Make(site.Model(), policy).IsEmpty);
    }

    /// <summary>After every step no two WANs have a default of the same distance.</summary>
    private static void AssertApart(RouterModel model, Plan plan)
    {
        var rows = model.Items;
        foreach (var step in plan.Steps)
        {
            rows = PlannedRows.After(rows, [step.Do]);
            // The routes of clients follow what the clients say, which is what the rows of an export show.
            var written = rows.Where(row => !row.Flag("dynamic"));
            var distances = WanDetection.Find(RouterModel.FromItems(written, model.Version)).Where(wan => wan.Distance is not null).Select(wan => wan.Distance).ToList();
            Assert.True(distances.Distinct().Count() == distances.Count, $"{PlanText.Preview(step)}: {string.Join(", ", distances)}");
        }
    }
}
