using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>Every version, pair of links, method and starting point, carried out on a simulated router.</summary>
public class PlanMatrixTests
{
    internal static readonly (string First, string Second)[] s_pairs = [("static", "static"), ("dhcp", "dhcp"), ("dhcp", "pppoe"), ("pppoe", "lte"), ("static", "lte"), ("lte", "static")];

    public static TheoryData<string, string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string, string>();
        foreach (var profile in RouterProfile.All)
        {
            foreach (var (first, second) in s_pairs)
            {
                foreach (var method in PolicyVocabulary.Methods)
                {
                    foreach (var start in MatrixRows.Starts)
                        cells.Add(profile.Name, $"{first}+{second}", method.Key, start);
                }
            }
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Apply_AnyStart_CuresIsStableAndUndoes(string version, string pair, string method, string start)
    {
        var profile = RouterProfile.Named(version)!;
        var (first, second) = (pair.Split('+')[0], pair.Split('+')[1]);
        var site = new PlannedSite(MatrixRows.Of(profile.Version, first, second, method, start), profile);
        var policy = MatrixPolicies.Of(method, first, second);
        var before = site.Model();
        var exported = site.Export();
        var plan = Planner.Make(before, policy);
        if (start == "right")
            Assert.Empty(PlanText.Preview(plan));

        site.Apply(plan);
        var after = site.Model();
        GraveFindings.AssertCuredOrNamed(before, after, plan, policy, Survival.NotCured(method, profile.Version, (first, policy.WanOrder[0]), (second, policy.WanOrder[1])));
        Assert.Empty(PlanText.Preview(Planner.Make(after, policy)));
        Assert.True(site.Connect() is { Answered: true } outcome && outcome.Via == policy.WanOrder[0], site.Connect().Why);

        // An undo is guarded like a plan: the router must be able to take it back by itself.
        var (back, steps) = WayBack.Of(plan, StepStanding.Of(plan, after.Items), ImmutableDictionary<int, string>.Empty, Planner.Fingerprint(after));
        Assert.Equal(plan.Steps.Length, steps.Length);
        Assert.Null(RevertScript.WhyNot(back, after.Items));
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
        Assert.Equal(plan.Fingerprint, Planner.Fingerprint(site.Model()));
    }
}
