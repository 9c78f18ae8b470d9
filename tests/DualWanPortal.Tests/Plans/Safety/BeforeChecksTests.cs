using System.Text.Json;
using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans.Safety;

public sealed class BeforeChecksTests
{
    [Fact]
    public async Task Checks_OrdinaryRouter_AllPassAndAreInTheAnswer()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop);
        Assert.Equal(["plan-is-current", "permissions", "device-mode", "way-back", "safe-mode", "other-administrators", "earlier-plan", "flash-space", "clock", "management-path", "stays-closed"], Names(made));
        Assert.All(made.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("verdict").GetString() == "passed", check.ToString()));
    }

    [Fact]
    public async Task Checks_HomeDeviceMode_SaysWhatStandsInForTheScheduler()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721Home, stop);
        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop);
        Assert.Contains("netwatch", Why(made, "device-mode", "passed"), StringComparison.Ordinal);
        Assert.Contains("power cut", Why(made, "way-back", "passed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_6_1_SafeModeHeldByAnother_PlanSaysSoAndApplyChangesNothing()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        await using var person = await LogInAsync(site, "anna", "full", stop);
        await person.RunAsync(new RouterOsCommand("/safe-mode/take"), stop);
        var before = await site.ConfigurationAsync(stop);

        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop);
        Assert.Contains("anna", Why(made, "safe-mode", "failed"), StringComparison.Ordinal);
        Assert.Contains("anna by api", Why(made, "other-administrators", "warning"), StringComparison.Ordinal);
        var id = made.GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/apply", null, stop);
        var plan = await site.PlanInAsync(id, stop, PlanStates.Failed, PlanStates.Confirmed, PlanStates.RolledBack);
        Assert.Equal(PlanStates.Failed, plan.GetProperty("state").GetString());
        Assert.StartsWith("Nothing was changed.", plan.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await site.ConfigurationAsync(stop));
        Assert.Empty(await site.FilesAsync(stop));
    }

    [Fact]
    public async Task Checks_GroupWithoutFtp_IsNamedBeforeAnythingIsTried()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V712, stop);
        await using (var person = await site.ConnectAsync(stop))
        {
            await person.RunAsync(new RouterOsCommand("/user/group/add").With("name", "narrow").With("policy", "api,read,write,test,policy"), stop);
            await person.RunAsync(new RouterOsCommand("/user/set").With("numbers", "admin").With("group", "narrow"), stop);
        }
        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop);
        Assert.Contains("lacks the policy ftp", Why(made, "permissions", "failed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_AnotherPlanStillWaits_ApplyIsRefusedUntilItIsGone()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V718, stop);
        await using (var person = await site.ConnectAsync(stop))
            await person.RunAsync(new RouterOsCommand("/system/scheduler/add").With("name", "dwp-startup-4711").With("on-event", "dwp-revert-4711").With("start-time", "startup").With("interval", "0s").With("comment", "dwp:deadman-4711"), stop);
        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop);
        Assert.Contains("dwp:deadman-4711", Why(made, "earlier-plan", "failed"), StringComparison.Ordinal);
        var id = made.GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/apply", null, stop);
        Assert.Equal(PlanStates.Failed, (await site.PlanInAsync(id, stop, PlanStates.Failed, PlanStates.Confirmed, PlanStates.RolledBack)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Apply_PlanLongOverLeftItsGuard_IsSweptFirst()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V718, stop);
        var former = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop)).GetProperty("id").GetInt32();
        await using (var db = await site.Portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(stop))
            await db.Plans.Where(plan => plan.Id == former).ExecuteUpdateAsync(set => set.SetProperty(plan => plan.State, PlanStates.Failed).SetProperty(plan => plan.UpdatedAt, plan => DateTimeOffset.UnixEpoch), stop);
        await using (var person = await site.ConnectAsync(stop))
            await person.RunAsync(new RouterOsCommand("/system/scheduler/add").With("name", $"dwp-startup-{former}").With("on-event", "nothing").With("start-time", "startup").With("interval", "0s").With("comment", $"dwp:deadman-{former}"), stop);

        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop);
        Assert.Contains("Nothing of an earlier plan", Why(made, "earlier-plan", "passed"), StringComparison.Ordinal);
        var id = made.GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/apply", null, stop);
        await site.PlanInAsync(id, stop, PlanStates.Confirmed);

        await using var look = await site.ConnectAsync(stop);
        Assert.Empty((await look.RunAsync(new RouterOsCommand("/system/scheduler/print"), stop)).Rows);
    }

    /// <summary>A host that does not answer makes a plan leave the WAN for good.</summary>
    [Theory]
    [InlineData("icmp-blocked", "warning")]
    [InlineData(null, "passed")]
    public async Task Checks_WatchedHosts_SayWhetherTheyAnswer(string? fault, string verdict)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        if (fault is not null)
            await site.Lab.Routers[0].ApplyFaultAsync("ether1", fault, stop);
        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "recursive" }, stop);
        Assert.NotEmpty(Why(made, "watched-hosts", verdict));
    }

    [Fact]
    public async Task Checks_PolicyNamesSilentHosts_PlanIsRefused()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        const string Yaml = """
            name: silent hosts
            method: recursive
            wans:
              - interface: ether1
                canaries: [192.0.2.77]
            """;
        await site.PostAsync("policies", new { yaml = Yaml }, stop);
        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "silent hosts" }, stop);
        Assert.Contains("192.0.2.77", Why(made, "watched-hosts", "failed"), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(JsonElement plan) => plan.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString());

    private static string Why(JsonElement plan, string name, string verdict)
    {
        var check = plan.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name);
        Assert.True(verdict == check.GetProperty("verdict").GetString(), check.ToString());
        return check.GetProperty("why").GetString()!;
    }

    private static async Task<RouterOsClient> LogInAsync(PlanSite site, string name, string group, CancellationToken stop)
    {
        await using (var person = await site.ConnectAsync(stop))
            await person.RunAsync(new RouterOsCommand("/user/add").With("name", name).With("group", group).With("password", "lab"), stop);
        return await RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", site.Lab.Routers[0].Port), new RouterOsCredentials(name, "lab"), RouterOsClientOptions.Default, stop);
    }
}
