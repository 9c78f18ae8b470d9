using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Tests.Plans.Hold;

public sealed class HoldRunTests
{
    private readonly ShiftedTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public async Task Hold_UntilATime_IsShownAndEndsByItself(string profile)
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.Named(profile)!, Stop, time: _time);
        await AssignAsync(site, "distance");
        var before = await site.ConfigurationAsync(Stop);
        var until = _time.GetUtcNow().AddHours(2);
        var id = await HeldAsync(site, until);

        var held = await RouterAsync(site, router => router.GetProperty("hold").ValueKind == JsonValueKind.Object && router.GetProperty("activeWan").GetString() == "ether2");
        Assert.Equal(("ether2", true, id), (held.GetProperty("hold").GetProperty("wan").GetString(), held.GetProperty("hold").GetProperty("byRouter").GetBoolean(), held.GetProperty("hold").GetProperty("planId").GetInt32()));
        Assert.Equal(until, held.GetProperty("hold").GetProperty("until").GetDateTimeOffset());
        Assert.Equal(0, (await RouterAsync(site, router => router.GetProperty("drift").ValueKind == JsonValueKind.Object && router.GetProperty("activeWan").GetString() == "ether2")).GetProperty("drift").GetProperty("actions").GetInt32());
        // Distances say where traffic is kept, not which WAN is the primary; and what happened is told with these names.
        Assert.Equal("on-backup", held.GetProperty("state").GetString());
        Assert.StartsWith($"Traffic is held on ether2 until {until:yyyy-MM-dd HH:mm} UTC; else it would be on ether1", held.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(["ether1 primary", "ether2 backup"], held.GetProperty("wans").EnumerateArray().Select(wan => $"{wan.GetProperty("interface").GetString()} {wan.GetProperty("role").GetString()}"));
        var moves = (await site.GetAsync("events", Stop)).GetProperty("items").EnumerateArray().Where(happened => happened.GetProperty("kind").GetString() is "failover" or "failback").ToList();
        var moved = Assert.Single(moves);
        Assert.Equal(("failover", "ether2"), (moved.GetProperty("kind").GetString(), moved.GetProperty("wan").GetString()));
        Assert.StartsWith("Traffic is held on ether2 until", moved.GetProperty("cause").GetString(), StringComparison.Ordinal);
        // What else would move traffic has to wait.
        foreach (var (path, body) in new (string, object)[] { ("plan", new { policy = "distance" }), ("switch", new { wan = "ether1" }), ("hold", new { wan = "ether1" }) })
        {
            using var refused = await site.Portal.Client.PostAsJsonAsync($"/api/v1/routers/{site.RouterId}/{path}", body, Stop);
            Assert.Equal((path, HttpStatusCode.Conflict), (path, refused.StatusCode));
            Assert.Contains("elease it first", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        _time.Skip(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(30));
        var ended = await site.PlanInAsync(id, Stop, PlanStates.Undone, PlanStates.Failed);
        Assert.True(ended.GetProperty("state").GetString() == PlanStates.Undone, ended.ToString());
        Assert.Equal(before, await site.ConfigurationAsync(Stop));
        Assert.Empty(await OwnedAsync(site));
        var events = (await site.GetAsync("events", Stop)).GetProperty("items").EnumerateArray().ToLookup(happened => happened.GetProperty("kind").GetString(), happened => happened.GetProperty("cause").GetString());
        Assert.Contains("The hold on ether2 until", Assert.Single(events["hold-started"]), StringComparison.Ordinal);
        Assert.Contains("by the router, at the end of its time", Assert.Single(events["hold-ended"]), StringComparison.Ordinal);
        Assert.StartsWith("ether1 carries traffic again; it was on ether2", Assert.Single(events["failback"]), StringComparison.Ordinal);
        Assert.Single(events["failover"]);
        Assert.Equal(0, (await RouterAsync(site, router => router.GetProperty("hold").ValueKind == JsonValueKind.Null)).GetProperty("drift").GetProperty("actions").GetInt32());
    }

    [Fact]
    public async Task Hold_WhilePortalIsAwayAtItsEnd_IsEndedByTheRouter()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Stop, keepData: true, time: _time);
        var before = await site.ConfigurationAsync(Stop);
        var id = await HeldAsync(site, _time.GetUtcNow().AddHours(2));
        await site.RestartPortalAsync(Stop, async () =>
        {
            _time.Skip(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(1));
            while (!(await site.ConfigurationAsync(Stop)).SequenceEqual(before))
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
            Assert.Empty(await OwnedAsync(site));
        });
        Assert.Equal(PlanStates.Undone, (await site.PlanInAsync(id, Stop, PlanStates.Undone, PlanStates.Failed)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Hold_OnARouterWithoutScheduler_SaysSoAndIsEndedByThePortal()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721Home, Stop, time: _time);
        // A router that has been up for less than half a minute cannot tell a restart.
        _time.Skip(TimeSpan.FromMinutes(2));
        var before = await site.ConfigurationAsync(Stop);
        var planned = await site.PostAsync($"routers/{site.RouterId}/hold", new { wan = "ether2", until = _time.GetUtcNow().AddHours(2) }, Stop);
        Assert.Contains(planned.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "end-of-hold" && check.GetProperty("verdict").GetString() == "warning");
        Assert.DoesNotContain(planned.GetProperty("steps").EnumerateArray(), step => step.GetProperty("path").GetString()!.StartsWith("/system/", StringComparison.Ordinal));
        var id = planned.GetProperty("id").GetInt32();
        await ApplyAsync(site, id);
        _time.Skip(TimeSpan.FromHours(2));
        await site.PlanInAsync(id, Stop, PlanStates.Undone);
        Assert.Equal(before, await site.ConfigurationAsync(Stop));
    }

    [Fact]
    public async Task Release_ByHand_EndsItAndASecondOneSaysThatNothingIsHeld()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Stop, time: _time);
        var before = await site.ConfigurationAsync(Stop);
        var id = await HeldAsync(site, null);
        var released = await site.PostAsync($"routers/{site.RouterId}/release", null, Stop);
        Assert.Equal(id, released.GetProperty("id").GetInt32());
        await site.PlanInAsync(id, Stop, PlanStates.Undone);
        Assert.Equal(before, await site.ConfigurationAsync(Stop));
        using var again = await site.Portal.Client.PostAsync(new Uri($"/api/v1/routers/{site.RouterId}/release", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Hold_TakenOffOnTheRouter_IsOver()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Stop, time: _time);
        var id = await HeldAsync(site, _time.GetUtcNow().AddHours(2));
        await using (var client = await site.ConnectAsync(Stop))
            await client.RunAsync(new RouterOsCommand("/system/script/run").With("number", "dwp-hold"), Stop);
        await site.PlanInAsync(id, Stop, PlanStates.Undone);
    }

    [Fact]
    public async Task Hold_UntilWhatHasPassed_IsRefused()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Stop, time: _time);
        using var refused = await site.Portal.Client.PostAsJsonAsync($"/api/v1/routers/{site.RouterId}/hold", new { wan = "ether2", until = _time.GetUtcNow().AddMinutes(-1) }, Stop);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var id = (await site.PostAsync($"routers/{site.RouterId}/hold", new { wan = "ether2", until = _time.GetUtcNow().AddHours(1) }, Stop)).GetProperty("id").GetInt32();
        _time.Skip(TimeSpan.FromHours(2));
        Assert.Equal(PlanStates.Stale, (await site.PostAsync($"plans/{id}/apply", null, Stop)).GetProperty("state").GetString());
    }

    private static async Task<int> HeldAsync(PlanSite site, DateTimeOffset? until)
    {
        var id = (await site.PostAsync($"routers/{site.RouterId}/hold", new { wan = "ether2", until }, Stop)).GetProperty("id").GetInt32();
        await ApplyAsync(site, id);
        return id;
    }

    private static async Task ApplyAsync(PlanSite site, int id)
    {
        await site.PostAsync($"plans/{id}/apply", null, Stop);
        var plan = await site.PlanInAsync(id, Stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack, PlanStates.Stale);
        Assert.True(plan.GetProperty("state").GetString() == PlanStates.Confirmed, plan.ToString());
    }

    /// <summary>Assigns a policy that the router follows.</summary>
    private static async Task AssignAsync(PlanSite site, string policy)
    {
        var yaml = $"name: ours\nmethod: {policy}\n";
        var saved = await site.PostAsync("policies", new { yaml }, Stop);
        var plan = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "ours" }, Stop)).GetProperty("id").GetInt32();
        await ApplyAsync(site, plan);
        using var assigned = await site.Portal.Client.PutAsJsonAsync($"/api/v1/routers/{site.RouterId}/policy", new { policyId = saved.GetProperty("id").GetInt32() }, Stop);
        Assert.True(assigned.IsSuccessStatusCode, await assigned.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<JsonElement> RouterAsync(PlanSite site, Func<JsonElement, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, Stop);
        while (true)
        {
            var router = await site.GetAsync($"routers/{site.RouterId}", either.Token);
            if (wanted(router))
                return router;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, either.Token);
        }
    }

    private static async Task<List<string>> OwnedAsync(PlanSite site)
    {
        await using var client = await site.ConnectAsync(Stop);
        var names = new List<string>();
        foreach (var menu in new[] { "/system/script", "/system/scheduler" })
            names.AddRange((await client.RunAsync(new RouterOsCommand(menu + "/print").Select("name"), Stop)).Rows.Select(row => row["name"] ?? "").Where(name => name.StartsWith("dwp-", StringComparison.Ordinal)));
        return names;
    }
}
