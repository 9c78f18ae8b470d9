using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Safety;
using DualWanPortal.Plans.Waves;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Tests.Plans.Approval;

/// <summary>A plan that would let strangers in is not applied unless somebody says why that is wanted.</summary>
public sealed class OpeningPlanTests
{
    [Fact]
    public async Task Apply_PlanThatLetsStrangersIn_NeedsAReasonThatTheJournalKeeps()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, stop);
        await using (var router = await site.ConnectAsync(stop))
        {
            await router.RunAsync(new RouterOsCommand("/interface/list/add").With("name", "trusted"), stop);
            var first = (await router.RunAsync(new RouterOsCommand("/ip/firewall/filter/print").Select(".id", "chain"), stop)).Rows.First(row => row["chain"] == "input")[".id"]!;
            await router.RunAsync(new RouterOsCommand("/ip/firewall/filter/add").With("chain", "input").With("action", "accept").With("in-interface-list", "trusted").With("place-before", first), stop);
        }
        var plan = await PlanAsync(site, "trusted", stop);
        var check = plan.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == OpeningCheck.Name);
        Assert.Equal("failed", check.GetProperty("verdict").GetString());
        Assert.Contains("Strangers on", check.GetProperty("why").GetString(), StringComparison.Ordinal);

        var id = plan.GetProperty("id").GetInt32();
        using (var refused = await site.Portal.Client.PostAsync(new Uri($"/api/v1/plans/{id}/apply", UriKind.Relative), null, stop))
        {
            Assert.Equal(409, (int)refused.StatusCode);
            Assert.Contains("lets strangers in", await refused.Content.ReadAsStringAsync(stop), StringComparison.Ordinal);
        }
        Assert.Equal(PlanStates.Planned, (await site.GetAsync($"plans/{id}", stop)).GetProperty("state").GetString());

        await site.PostAsync($"plans/{id}/apply", new { despiteOpening = "the list is filtered upstream" }, stop);
        var applied = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack, PlanStates.Stale);
        Assert.True(applied.GetProperty("state").GetString() == PlanStates.Confirmed, applied.GetProperty("problem").ToString());
        Assert.Contains(applied.GetProperty("journal").EnumerateArray(), line => line.GetProperty("text").GetString()!.Contains("filtered upstream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Make_ListOfTheInside_IsRefused()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, stop);
        await using (var router = await site.ConnectAsync(stop))
        {
            await router.RunAsync(new RouterOsCommand("/interface/list/add").With("name", "inside-only"), stop);
            await router.RunAsync(new RouterOsCommand("/interface/list/member/add").With("list", "inside-only").With("interface", "bridge"), stop);
        }
        using var answer = await site.Portal.Client.PostAsync(new Uri($"/api/v1/routers/{site.RouterId}/plan", UriKind.Relative), JsonContent.Create(Policy("inside-only")), stop);
        Assert.Equal(409, (int)answer.StatusCode);
        Assert.Contains("bridge is on the list inside-only", await answer.Content.ReadAsStringAsync(stop), StringComparison.Ordinal);
    }

    [Fact]
    public void WhyNot_PlanThatLetsStrangersIn_LeavesTheRouterOut()
    {
        var step = new PlanStep { Kind = StepKind.Add, Do = new RouterCommand("/ip/dns", "set", [], []), Undo = new RouterCommand("/ip/dns", "set", [], []), Why = "why" };
        var document = new PlanDocument(new Plan([step], [], ""), new FailoverPolicy { Name = "open" });
        Assert.Null(RolloutPlans.WhyNot(document));
        var opening = OpeningCheck.Of(new PlanOutlook(null, null, [], null) { Opens = "Strangers on ether2 reach winbox." });
        Assert.Equal(CheckVerdict.Failed, opening.Verdict);
        Assert.Equal("Strangers on ether2 reach winbox.", RolloutPlans.WhyNot(document with { Checks = [opening] }));
    }

    private static Task<JsonElement> PlanAsync(PlanSite site, string list, CancellationToken stop) => site.PostAsync($"routers/{site.RouterId}/plan", Policy(list), stop);

    private static object Policy(string list) => new { policy = new Dictionary<string, string> { ["name"] = "by list", ["method"] = "distance", ["wan-list"] = list } };
}
