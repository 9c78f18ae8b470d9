using System.Text.Json;
using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans;

public sealed class PlanRunTests
{
    public static TheoryData<string> Profiles => [.. RouterProfile.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Apply_SiteWithTheUsualMistakes_IsMendedVerifiedAndUndone(string profile)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.Named(profile)!, stop);
        var before = await site.ConfigurationAsync(stop);

        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop);
        var id = made.GetProperty("id").GetInt32();
        Assert.Equal(PlanStates.Planned, made.GetProperty("state").GetString());
        Assert.NotEqual(0, made.GetProperty("actions").GetInt32());
        Assert.Equal(before, await site.ConfigurationAsync(stop));

        await site.PostAsync($"plans/{id}/apply", null, stop);
        var applied = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack, PlanStates.Stale);
        Assert.True(applied.GetProperty("state").GetString() == PlanStates.Confirmed, applied.ToString());
        Assert.DoesNotContain(await site.FilesAsync(stop), name => name.StartsWith("dwp-", StringComparison.Ordinal));
        var again = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop);
        Assert.Equal(0, again.GetProperty("actions").GetInt32());

        await site.PostAsync($"plans/{id}/undo", null, stop);
        var undone = await site.PlanInAsync(id, stop, PlanStates.Undone, PlanStates.Failed);
        Assert.True(undone.GetProperty("state").GetString() == PlanStates.Undone, undone.ToString());
        Assert.Equal(before.Order(StringComparer.Ordinal), (await site.ConfigurationAsync(stop)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Apply_Version721_KeepsBothCopiesEncryptedHere()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop)).GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/apply", null, stop);
        await site.PlanInAsync(id, stop, PlanStates.Confirmed);

        var copies = site.Portal.Services.GetRequiredService<SafetyCopies>();
        var files = await copies.ListAsync(id, stop);
        Assert.Equal(["dwp-plan-1.backup", "dwp-plan-1.rsc"], files.Select(file => file.Name).Order());
        var export = (await copies.ReadAsync(id, files.Single(file => file.Name.EndsWith(".rsc", StringComparison.Ordinal)).Id, stop))!.Value;
        Assert.Contains("/ip firewall nat", System.Text.Encoding.UTF8.GetString(export.Content), StringComparison.Ordinal);
        var backup = (await copies.ReadAsync(id, files.Single(file => file.HasPassword).Id, stop))!.Value;
        Assert.Equal(32, backup.Password!.Length);
        await using var db = await site.Portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(stop);
        Assert.All(await db.PlanFiles.ToListAsync(stop), file => Assert.DoesNotContain("/ip firewall", System.Text.Encoding.UTF8.GetString(file.ProtectedContent!), StringComparison.Ordinal));
        var events = await site.GetAsync("events", stop);
        Assert.Contains(events.GetProperty("items").EnumerateArray(), happened => happened.GetProperty("kind").GetString() == "plan-applied");
    }

    [Fact]
    public async Task Apply_RouterChangedSince_IsStaleAndTouchesNothing()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop)).GetProperty("id").GetInt32();
        await using (var person = await site.ConnectAsync(stop))
            await person.RunAsync(new RouterOsCommand("/ip/firewall/nat/add").With("chain", "srcnat").With("action", "masquerade").With("out-interface", "ether2"), stop);
        var before = await site.ConfigurationAsync(stop);
        await site.PostAsync($"plans/{id}/apply", null, stop);
        var plan = await site.PlanInAsync(id, stop, PlanStates.Stale, PlanStates.Confirmed, PlanStates.Failed);
        Assert.Equal(PlanStates.Stale, plan.GetProperty("state").GetString());
        Assert.Equal(before, await site.ConfigurationAsync(stop));
    }

    [Fact]
    public async Task Apply_StepRefused_TakesBackTheStepsBeforeIt()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var before = await site.ConfigurationAsync(stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop)).GetProperty("id").GetInt32();
        await SpoilLastStepAsync(site, id, stop);

        await site.PostAsync($"plans/{id}/apply", null, stop);
        var plan = await site.PlanInAsync(id, stop, PlanStates.RolledBack, PlanStates.Confirmed, PlanStates.Failed);
        Assert.True(plan.GetProperty("state").GetString() == PlanStates.RolledBack, plan.ToString());
        Assert.Contains("refused", plan.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(before.Order(StringComparer.Ordinal), (await site.ConfigurationAsync(stop)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Undo_AskedTheMomentThePlanIsConfirmed_IsCarriedOut()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        for (var round = 0; round < 3; round++)
        {
            var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop)).GetProperty("id").GetInt32();
            await site.PostAsync($"plans/{id}/apply", null, stop);
            await site.PlanInAsync(id, stop, PlanStates.Confirmed);
            await site.PostAsync($"plans/{id}/undo", null, stop);
            await site.PlanInAsync(id, stop, PlanStates.Undone);
        }
    }

    [Fact]
    public async Task Cancel_WhileApplying_TakesEverythingBack()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var before = await site.ConfigurationAsync(stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop)).GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/apply", null, stop);
        // Taking the copies needs longer than this: the wish arrives before the first step or among the steps, never after them.
        await site.PostAsync($"plans/{id}/cancel", null, stop);
        var plan = await site.PlanInAsync(id, stop, PlanStates.RolledBack, PlanStates.Confirmed, PlanStates.Failed);
        Assert.True(plan.GetProperty("state").GetString() == PlanStates.RolledBack, plan.ToString());
        Assert.Equal(before.Order(StringComparer.Ordinal), (await site.ConfigurationAsync(stop)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(await site.FilesAsync(stop), name => name.StartsWith("dwp-plan-1.rsc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_PlanLeftInTheMiddle_TakesBackWhatStands()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop, keepData: true);
        var before = await site.ConfigurationAsync(stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop)).GetProperty("id").GetInt32();
        await LeaveInTheMiddleAsync(site, id, stop);
        Assert.NotEqual(before, await site.ConfigurationAsync(stop));

        await site.RestartPortalAsync(stop);
        var plan = await site.PlanInAsync(id, stop, PlanStates.RolledBack, PlanStates.Failed, PlanStates.Confirmed);
        Assert.True(plan.GetProperty("state").GetString() == PlanStates.RolledBack, plan.ToString());
        Assert.Equal(before.Order(StringComparer.Ordinal), (await site.ConfigurationAsync(stop)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Requests_ThatCannotBe_AreRefusedWithAReason()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        await RefusedAsync(site, $"routers/{site.RouterId}/plan", new { policy = "no-such" }, 409, "no-such", stop);
        await RefusedAsync(site, $"routers/{site.RouterId}/plan", new { policy = new { name = "bad", firstDistance = "many" } }, 400, "policy", stop);
        await RefusedAsync(site, "routers/999/plan", new { policy = "distance" }, 404, "router", stop);
        await RefusedAsync(site, "plans/999/apply", null, 404, "plan", stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop)).GetProperty("id").GetInt32();
        await RefusedAsync(site, $"plans/{id}/undo", null, 409, "planned", stop);
        await site.PostAsync($"plans/{id}/cancel", null, stop);
        await RefusedAsync(site, $"plans/{id}/apply", null, 409, "cancelled", stop);
    }

    private static async Task RefusedAsync(PlanSite site, string path, object? body, int status, string says, CancellationToken stop)
    {
        using var response = await site.Portal.Client.PostAsync(new Uri("/api/v1/" + path, UriKind.Relative), System.Net.Http.Json.JsonContent.Create(body), stop);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(says, await response.Content.ReadAsStringAsync(stop), StringComparison.Ordinal);
    }

    /// <summary>Makes the last step one that the router refuses.</summary>
    private static async Task SpoilLastStepAsync(PlanSite site, int id, CancellationToken stop)
    {
        await using var db = await site.Portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(stop);
        var row = await db.Plans.SingleAsync(plan => plan.Id == id, stop);
        var document = PlanDocument.FromJson(row.Plan);
        var last = document.Plan.Steps[^1];
        var spoiled = last with { Do = last.Do with { Values = [.. last.Do.Values, KeyValuePair.Create("no-such-property", "1")] } };
        row.Plan = (document with { Plan = document.Plan with { Steps = document.Plan.Steps.SetItem(document.Plan.Steps.Length - 1, spoiled) } }).ToJson();
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Does what a portal does that is killed after two steps: the second one is begun in the journal, and done on the router.</summary>
    private static async Task LeaveInTheMiddleAsync(PlanSite site, int id, CancellationToken stop)
    {
        var services = site.Portal.Services;
        var journal = services.GetRequiredService<PlanJournal>();
        var steps = PlanDocument.FromJson((await services.GetRequiredService<PlanStore>().FindAsync(id, stop))!.Plan).Plan.Steps;
        Assert.True(await services.GetRequiredService<PlanStore>().TakeAsync(id, PlanStates.Planned, PlanStates.Applying, "test", stop));
        await using var client = await site.ConnectAsync(stop);
        for (var number = 0; number < 2; number++)
        {
            await journal.WriteAsync(id, JournalPhases.Step, number, JournalOutcomes.Begun, "", null, stop);
            var added = await StepRunner.RunAsync(client, steps[number].Do, null, stop);
            if (number == 0)
                await journal.WriteAsync(id, JournalPhases.Step, number, JournalOutcomes.Done, "", added, stop);
        }
    }
}
