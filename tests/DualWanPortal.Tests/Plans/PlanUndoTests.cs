using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans;

/// <summary>A confirmed plan is taken back with the guards of any other change.</summary>
public sealed class PlanUndoTests
{
    [Fact]
    public async Task Undo_ConfirmedPlan_IsGuardedLikeApplying()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var id = await AppliedAsync(site, stop);
        var before = await LastLineAsync(site, id, stop);

        await site.PostAsync($"plans/{id}/undo", null, stop);
        await site.PlanInAsync(id, stop, PlanStates.Undone, PlanStates.Failed);

        var lines = (await site.Portal.Services.GetRequiredService<PlanJournal>().ReadAsync(id, stop)).FindAll(line => line.Id > before);
        Assert.Equal([JournalPhases.Check, JournalPhases.Copy, JournalPhases.DeadMan, JournalPhases.SafeMode, JournalPhases.Undo, JournalPhases.Verify, JournalPhases.Confirm, JournalPhases.Clean],
            lines.Select(line => line.Phase).Distinct());
        Assert.DoesNotContain(await site.FilesAsync(stop), name => name.StartsWith("dwp-", StringComparison.Ordinal));
        // The copies from before the plan are not written over.
        var files = await site.Portal.Services.GetRequiredService<SafetyCopies>().ListAsync(id, stop);
        Assert.Equal([$"dwp-plan-{id}-undo.backup", $"dwp-plan-{id}-undo.rsc", $"dwp-plan-{id}.backup", $"dwp-plan-{id}.rsc"], files.Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Undo_SomebodyChangedARow_LeavesThePlanAndSaysWhatToDo()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var id = await AppliedAsync(site, stop);
        await using (var person = await site.ConnectAsync(stop))
        {
            var routes = await person.RunAsync(new RouterOsCommand("/ip/route/print").Where("?comment=ISP2").Select(".id"), stop);
            await person.RunAsync(new RouterOsCommand("/ip/route/remove").With(".id", Assert.Single(routes.Rows)[".id"]!), stop);
        }
        var before = await site.ConfigurationAsync(stop);

        await site.PostAsync($"plans/{id}/undo", null, stop);
        var plan = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Undone, PlanStates.Failed);

        Assert.Equal(PlanStates.Confirmed, plan.GetProperty("state").GetString());
        Assert.Contains("changed by somebody else", plan.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await site.ConfigurationAsync(stop));
    }

    [Fact]
    public async Task Undo_RefusedInTheMiddle_PutsThePlanBackAsItStood()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var id = await AppliedAsync(site, stop);
        var before = await site.ConfigurationAsync(stop);
        await SpoilUndoOfResolversAsync(site, id, stop);

        await site.PostAsync($"plans/{id}/undo", null, stop);
        var plan = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Undone, PlanStates.Failed);

        Assert.True(plan.GetProperty("state").GetString() == PlanStates.Confirmed, plan.ToString());
        Assert.Contains("stands as before", plan.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(before.Order(StringComparer.Ordinal), (await site.ConfigurationAsync(stop)).Order(StringComparer.Ordinal));
    }

    private static async Task<int> AppliedAsync(PlanSite site, CancellationToken stop)
    {
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop)).GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/apply", null, stop);
        await site.PlanInAsync(id, stop, PlanStates.Confirmed);
        return id;
    }

    private static async Task<long> LastLineAsync(PlanSite site, int id, CancellationToken stop) => (await site.Portal.Services.GetRequiredService<PlanJournal>().ReadAsync(id, stop))[^1].Id;

    /// <summary>What takes this step back, one of the last to be done, becomes something that the router refuses.</summary>
    private static async Task SpoilUndoOfResolversAsync(PlanSite site, int id, CancellationToken stop)
    {
        await using var db = await site.Portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(stop);
        var row = await db.Plans.SingleAsync(plan => plan.Id == id, stop);
        var document = PlanDocument.FromJson(row.Plan);
        var step = document.Plan.Steps.Single(step => step.Do.Menu == "/ip/dns");
        var spoiled = step with { Undo = step.Undo with { Values = [.. step.Undo.Values, KeyValuePair.Create("no-such-property", "1")] } };
        row.Plan = (document with { Plan = document.Plan with { Steps = document.Plan.Steps.Replace(step, spoiled) } }).ToJson();
        await db.SaveChangesAsync(stop);
    }
}
