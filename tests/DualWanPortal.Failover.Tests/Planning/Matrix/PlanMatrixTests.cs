using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;
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
        var policy = BuiltInPolicies.Named(method)! with { WanOrder = [MatrixRows.Name(first, 1), MatrixRows.Name(second, 2)] };
        var before = site.Model();
        var exported = site.Export();
        var plan = Planner.Make(before, policy);
        if (start == "right")
            Assert.Empty(PlanText.Preview(plan));

        site.Apply(plan);
        var after = site.Model();
        var grave = Grave(after).Select(finding => $"{finding.Rule}: {finding.Message}").ToArray();
        var named = plan.NotCured.Select(line => line.Split(':')[0]).ToArray();
        Assert.DoesNotContain(grave, finding => !named.Contains(finding.Split(':')[0]));
        // The order of the WANs is the policy's; what is said of it is said of the policy, and it has been named.
        var known = Auditor.Judge(before).Select(finding => finding.Rule).Append("def-order").ToHashSet();
        Assert.DoesNotContain(grave, finding => !known.Contains(finding.Split(':')[0]));
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

    private static IEnumerable<Finding> Grave(RouterModel model) => Auditor.Judge(model).Where(finding => finding.Severity >= Severity.High);
}
