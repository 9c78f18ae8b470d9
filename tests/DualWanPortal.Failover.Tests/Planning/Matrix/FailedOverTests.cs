using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>A line that fails while somebody plans, or between the plan and its application, changes neither the plan nor what makes it stale.</summary>
public class FailedOverTests
{
    private static readonly string[] s_faults = ["cable-out", "upstream-dead", "gateway-silent", "gateway-change"];

    /// <summary>Each so many cells of all, and all of them where <c>DWP_LONG</c> is set. The step meets every version, pair, method and start.</summary>
    public static TheoryData<string, string, string, string> Cells()
    {
        var all = (from version in new[] { "6.49", "7.12", "7.21" }
                   from pair in new[] { "static+static", "dhcp+pppoe", "dhcp+dhcp", "pppoe+lte" }
                   from method in new[] { "distance", "distance gated", "recursive", "recursive gated", "netwatch" }
                   from start in new[] { "factory", "right" }
                   select (version, pair, method, start)).ToArray();
        var cells = new TheoryData<string, string, string, string>();
        for (var at = 0; at < all.Length; at += Environment.GetEnvironmentVariable("DWP_LONG") is { Length: > 0 } ? 1 : 11)
            cells.Add(all[at].version, all[at].pair, all[at].method, all[at].start);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Make_WhileALineIsOut_IsThePlanOfWhenAllIsWell(string version, string pair, string method, string start)
    {
        var (site, policy, _, _) = SurvivalTests.Planned(version, pair, method.Split(' ')[0], policy => Waits(method, policy), start);
        site.Wait(180);
        FailoverPolicy[] next =
        [
            policy with { DistanceStep = 5 }, policy with { CleanConnections = false, Failback = FailbackMode.Manual },
            .. PolicyVocabulary.Methods.Select(other => other.Value == policy.Method ? policy : policy with { Method = other.Value, Failback = null, CleanConnections = null }),
        ];
        var well = next.Select(wanted => Planner.Make(site.Model(), wanted)).ToArray();
        var problems = new List<string>();
        foreach (var fault in s_faults)
        {
            site.Fail(policy.WanOrder[0], fault);
            site.Wait(90);
            for (var at = 0; at < next.Length; at++)
                Compare(site.Model(), well[at], Planner.Make(site.Model(), next[at]), $"{fault}, {PolicyVocabulary.Of(next[at].Method)} {at}", problems);
            site.Site.ClearFaults();
            site.Wait(20);
            for (var at = 0; at < next.Length; at++)
                Compare(site.Model(), well[at], Planner.Make(site.Model(), next[at]), $"after {fault}, {PolicyVocabulary.Of(next[at].Method)} {at}", problems);
            site.Wait(240);
        }
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    /// <summary>What would have put the line back goes with the plan, which was made when all was well: so the plan itself puts it back.</summary>
    [Theory]
    [InlineData("6.49", "netwatch", "half-done", "distance")]
    [InlineData("7.21", "netwatch", "half-done", "distance")]
    [InlineData("6.49", "distance gated", "factory", "distance")]
    [InlineData("7.21", "recursive gated", "factory", "recursive")]
    public void Apply_MadeWhenAllWasWell_LeavesNothingOffThatTheRouterTookOut(string version, string method, string start, string then)
    {
        var (site, policy, _, _) = SurvivalTests.Planned(version, "static+static", method.Split(' ')[0], policy => Waits(method, policy), start);
        site.Wait(180);
        var plan = Planner.Make(site.Model(), policy with { Method = PolicyVocabulary.Methods.Single(word => word.Key == then).Value, Failback = null });
        var exported = site.Export();
        site.Fail("ether1", "gateway-silent");
        site.Wait(120);
        Assert.NotEqual(exported, site.Export());
        Assert.Null(Planner.WhyStale(site.Model(), plan));
        site.Apply(plan);
        site.Site.ClearFaults();
        site.Wait(120);
        Assert.Equal("ether1", site.Connect().Via);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy with { Method = PolicyVocabulary.Methods.Single(word => word.Key == then).Value, Failback = null })));
    }

    [Theory]
    [InlineData("6.49", "distance gated")]
    [InlineData("7.21", "recursive gated")]
    [InlineData("6.49", "netwatch")]
    [InlineData("7.21", "netwatch")]
    public void Apply_MadeWhileALineWasOut_FitsWhenItIsWellAgain(string version, string method)
    {
        var (site, policy, _, _) = SurvivalTests.Planned(version, "dhcp+pppoe", method.Split(' ')[0], policy => Waits(method, policy), "half-done");
        site.Wait(180);
        var wanted = policy with { DistanceStep = 5, WanList = "OUTSIDE" };
        site.Fail("ether1", "upstream-dead");
        site.Wait(120);
        var plan = Planner.Make(site.Model(), wanted);
        site.Site.ClearFaults();
        site.Wait(240);
        Assert.Null(Planner.WhyStale(site.Model(), plan));
        var exported = site.Export();
        site.Apply(plan);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), wanted)));
        Assert.Equal("ether1", site.Connect().Via);
        site.Undo(plan);
        Assert.Equal(exported, site.Export());
    }

    [Fact]
    public void WhyStale_LeaseWithAnotherGateway_SaysSo()
    {
        var (site, policy, _, _) = SurvivalTests.Planned("7.21", "dhcp+dhcp", "distance");
        var plan = Planner.Make(site.Model(), policy with { Method = FailoverMethod.Recursive });
        Assert.Null(Planner.WhyStale(site.Model(), plan));
        site.Fail("ether1", "gateway-change");
        site.Wait(120);
        Assert.Equal("The ISP of ether1 has given a gateway since this plan was made, or another one, and the plan would write what was known then.", Planner.WhyStale(site.Model(), plan));
    }

    private static FailoverPolicy Waits(string method, FailoverPolicy policy) =>
        method.EndsWith("gated", StringComparison.Ordinal) ? policy with { Failback = FailbackMode.Automatic, FailbackStable = TimeSpan.FromMinutes(1) } : policy;

    /// <summary>A held line that the plan touches is let go first, and a lease that is not there, or another one, is told: nobody knows a gateway that no ISP has given.</summary>
    private static bool SaysWhy(PlanStep step) =>
        step.Why.StartsWith("the router holds this back ", StringComparison.Ordinal) || step.Remark?.Contains("has no lease now", StringComparison.Ordinal) == true;

    private static bool NeedsLease(string line) => line.Contains("gateway=203.0.113.1 ", StringComparison.Ordinal);

    private static void Compare(RouterModel now, Plan well, Plan during, string when, List<string> problems)
    {
        if (well.Fingerprint != during.Fingerprint)
            problems.Add($"{when}: another fingerprint");
        var (wanted, made) = (PlanText.Preview(well), PlanText.Preview(during));
        // What a plan would write of a lease makes it stale when the lease is another one.
        if (Planner.WhyStale(now, well) is { } why)
        {
            if (!why.StartsWith("The ISP of ether1 has given a gateway", StringComparison.Ordinal) && !(when.Contains("gateway-change", StringComparison.Ordinal) && why.StartsWith("The router itself has moved a route", StringComparison.Ordinal)))
                problems.Add($"{when}: {why}");
            return;
        }
        wanted = [.. wanted.Where(line => !NeedsLease(line) || during.Steps.All(step => step.Remark?.Contains("has no lease now", StringComparison.Ordinal) != true))];
        problems.AddRange(wanted.Except(made).Select(line => $"{when}: lacks {line}"));
        problems.AddRange(during.Steps.Where(step => !wanted.Contains(PlanText.Preview(step)) && !SaysWhy(step)).Select(step => $"{when}: has {PlanText.Preview(step)} // {step.Why} // {step.Remark}"));
        problems.AddRange(well.NotCured.Except(during.NotCured).Select(line => $"{when}: does not say {line}"));
        problems.AddRange(during.NotCured.Except(well.NotCured).Select(line => $"{when}: says {line}"));
    }
}
