using System.Text.Json;
using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Tests.Plans.Safety;

public sealed class BeforeChecksTests
{
    [Fact]
    public async Task Checks_OrdinaryRouter_AllPassAndAreInTheAnswer()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, stop);
        Assert.Equal(["plan-is-current", "permissions", "device-mode", "way-back", "safe-mode", "other-administrators", "flash-space", "clock", "management-path"], Names(made));
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

    private static IEnumerable<string?> Names(JsonElement plan) => plan.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString());

    private static string Why(JsonElement plan, string name, string verdict)
    {
        var check = plan.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name);
        Assert.Equal(verdict, check.GetProperty("verdict").GetString());
        return check.GetProperty("why").GetString()!;
    }

    private static async Task<RouterOsClient> LogInAsync(PlanSite site, string name, string group, CancellationToken stop)
    {
        await using (var person = await site.ConnectAsync(stop))
            await person.RunAsync(new RouterOsCommand("/user/add").With("name", name).With("group", group).With("password", "lab"), stop);
        return await RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", site.Lab.Routers[0].Port), new RouterOsCredentials(name, "lab"), RouterOsClientOptions.Default, stop);
    }
}
