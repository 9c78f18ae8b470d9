using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Access;
using DualWanPortal.Plans;
using DualWanPortal.Plans.Waves;

namespace DualWanPortal.Tests.Plans.Waves;

public sealed class RolloutTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rollout_OfTwoWaves_SecondBeginsWhenTheFirstHasStayedWell()
    {
        await using var site = await WaveSite.StartAsync(3, Stop);
        var id = await ReadyAsync(site, new { policy = "distance", tag = "shop", perWave = 2, settleMinutes = 30, pauseMinutes = 60 });
        var ready = await site.GetAsync($"waves/{id}", Stop);
        Assert.Equal([("shop-1", 1), ("shop-2", 1), ("shop-3", 2)], ready.GetProperty("routers").EnumerateArray().Select(router => (router.GetProperty("name").GetString(), router.GetProperty("wave").GetInt32())));
        Assert.All(ready.GetProperty("routers").EnumerateArray(), router => Assert.True(router.GetProperty("actions").GetInt32() > 0));

        await site.PostAsync($"waves/{id}/start", null, Stop);
        await site.UntilAsync(id, rollout => States(rollout).SequenceEqual(["settling", "settling", "waits"]), Stop);
        site.Time.Skip(TimeSpan.FromMinutes(31));
        await site.UntilAsync(id, rollout => States(rollout).SequenceEqual(["done", "done", "waits"]), Stop);
        // Over a restart the pause goes on.
        await site.RestartPortalAsync(Stop);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Stop);
        Assert.Equal(["done", "done", "waits"], States(await site.GetAsync($"waves/{id}", Stop)));
        site.Time.Skip(TimeSpan.FromMinutes(60));
        await site.UntilAsync(id, rollout => States(rollout)[2] == "settling", Stop);
        site.Time.Skip(TimeSpan.FromMinutes(31));
        await site.UntilAsync(id, RolloutStates.Finished, Stop);
        Assert.Contains((await site.GetAsync("events", Stop)).GetProperty("items").EnumerateArray(),
            happened => happened.GetProperty("kind").GetString() == "rollout-finished" && happened.GetProperty("cause").GetString()!.Contains("3 routers changed, 0 failures", StringComparison.Ordinal));

        // A second one finds nothing to do, and says so beforehand.
        var again = await ReadyAsync(site, new { policy = "distance", routers = site.Routers });
        Assert.All((await site.GetAsync($"waves/{again}", Stop)).GetProperty("routers").EnumerateArray(), router => Assert.Equal(("left-out", "It already is as the policy wants it."), (router.GetProperty("state").GetString(), router.GetProperty("why").GetString())));
        using var nothing = await site.Portal.Client.PostAsync(new Uri($"/api/v1/waves/{again}/start", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Conflict, nothing.StatusCode);
    }

    [Fact]
    public async Task Rollout_WhoseRouterFails_StopsAndBeginsNoOther()
    {
        await using var site = await WaveSite.StartAsync(2, Stop);
        var id = await ReadyAsync(site, new { policy = "distance", routers = site.Routers, perWave = 1, settleMinutes = 0, pauseMinutes = 0 });
        await site.TouchAsync(0, Stop);
        await site.PostAsync($"waves/{id}/start", null, Stop);
        var stopped = await site.UntilAsync(id, RolloutStates.Stopped, Stop);
        Assert.Equal("failed", States(stopped)[0]);
        Assert.Contains("shop-1 failed", stopped.GetProperty("problem").GetString(), StringComparison.Ordinal);
        var second = stopped.GetProperty("routers")[1];
        Assert.Equal(JsonValueKind.Null, second.GetProperty("startedAt").ValueKind);
        await site.UntilAsync(id, rollout => States(rollout)[1] == PlanStates.Cancelled, Stop);
        Assert.Contains((await site.GetAsync("events", Stop)).GetProperty("items").EnumerateArray(), happened => happened.GetProperty("kind").GetString() == "rollout-stopped");
        Assert.Empty((await site.GetAsync($"plans/{second.GetProperty("planId").GetInt32()}", Stop)).GetProperty("journal").EnumerateArray());
    }

    [Fact]
    public async Task Rollout_ThatMayFailTwice_GoesOnAfterTheFirst()
    {
        await using var site = await WaveSite.StartAsync(2, Stop);
        var id = await ReadyAsync(site, new { policy = "distance", routers = site.Routers, perWave = 1, settleMinutes = 0, pauseMinutes = 0, stopAfter = 2 });
        await site.TouchAsync(0, Stop);
        await site.PostAsync($"waves/{id}/start", null, Stop);
        Assert.Equal(["failed", "done"], States(await site.UntilAsync(id, RolloutStates.Finished, Stop)));
    }

    [Fact]
    public async Task Rollout_OverARestartInTheMiddle_IsCarriedToItsEnd()
    {
        await using var site = await WaveSite.StartAsync(2, Stop);
        var id = await ReadyAsync(site, new { policy = "distance", routers = site.Routers, perWave = 1, settleMinutes = 0, pauseMinutes = 0 });
        await site.PostAsync($"waves/{id}/start", null, Stop);
        await site.UntilAsync(id, rollout => States(rollout)[0] == "done", Stop);
        await site.RestartPortalAsync(Stop);
        var ended = await site.UntilAsync(id, rollout => rollout.GetProperty("endedAt").ValueKind != JsonValueKind.Null, Stop);
        // The second either had not begun, or was taken back by the restart: then the rollout has stopped. Never is it left between.
        Assert.Contains($"{ended.GetProperty("state")} {States(ended)[1]}", new[] { $"{RolloutStates.Finished} done", $"{RolloutStates.Stopped} failed" });
    }

    [Fact]
    public async Task Cancel_WhileAWaveRuns_LetsItEndAndBeginsNoOther()
    {
        await using var site = await WaveSite.StartAsync(2, Stop);
        var id = await ReadyAsync(site, new { policy = "distance", routers = site.Routers, perWave = 1, settleMinutes = 0, pauseMinutes = 0 });
        await site.PostAsync($"waves/{id}/start", null, Stop);
        await site.UntilAsync(id, rollout => States(rollout)[0] is PlanStates.Applying or PlanStates.Verifying, Stop);
        await site.PostAsync($"waves/{id}/cancel", null, Stop);
        var ended = await site.UntilAsync(id, rollout => States(rollout)[0] is "done" or "failed", Stop);
        Assert.Equal((RolloutStates.Cancelled, "done"), (ended.GetProperty("state").GetString(), States(ended)[0]));
        var second = ended.GetProperty("routers")[1];
        Assert.Equal(JsonValueKind.Null, second.GetProperty("startedAt").ValueKind);
        Assert.Equal(PlanStates.Cancelled, (await site.GetAsync($"plans/{second.GetProperty("planId").GetInt32()}", Stop)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Start_WhereASiteWantsTwo_WaitsForOneApprovalOfAllPlans()
    {
        await using var site = await WaveSite.StartAsync(2, Stop);
        using (var rule = await site.Portal.Client.PutAsJsonAsync("/api/v1/site-rules", new { site = "Shops", secondPerson = true }, Stop))
            Assert.True(rule.IsSuccessStatusCode);
        var id = await ReadyAsync(site, new { policy = "distance", site = "Shops", settleMinutes = 0 });
        Assert.Equal(RolloutStates.WaitingForApproval, (await site.PostAsync($"waves/{id}/start", null, Stop)).GetProperty("state").GetString());
        using var own = await site.Portal.Client.PostAsync(new Uri($"/api/v1/waves/{id}/approve", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        using var agreed = await (await site.Portal.ClientOfAsync(Roles.Operator, Stop)).PostAsync(new Uri($"/api/v1/waves/{id}/approve", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Accepted, agreed.StatusCode);
        var ended = await site.UntilAsync(id, RolloutStates.Finished, Stop);
        Assert.Equal("token test operator", ended.GetProperty("secondBy").GetString());
        Assert.Equal("token test and token test operator", (await site.GetAsync($"plans/{ended.GetProperty("routers")[0].GetProperty("planId").GetInt32()}", Stop)).GetProperty("approvedBy").GetString());
    }

    [Fact]
    public async Task Make_WithWhatIsWrong_SaysWhichField()
    {
        await using var site = await WaveSite.StartAsync(1, Stop);
        foreach (var (field, body) in new (string, object)[]
        {
            ("policy", new { policy = "no such", routers = site.Routers }), ("routers", new { policy = "distance" }), ("routers", new { policy = "distance", routers = new[] { 4711 } }),
            ("perWave", new { policy = "distance", routers = site.Routers, perWave = 0 }), ("order", new { policy = "distance", routers = site.Routers, order = "random" }),
            ("stopAfter", new { policy = "distance", routers = site.Routers, stopAfter = 0 }), ("pauseMinutes", new { policy = "distance", routers = site.Routers, pauseMinutes = -1 }),
        })
        {
            using var answer = await site.Portal.Client.PostAsJsonAsync("/api/v1/waves", body, Stop);
            Assert.Equal((field, HttpStatusCode.BadRequest), (field, answer.StatusCode));
            Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("errors").TryGetProperty(field, out _), field);
        }
    }

    private static async Task<int> ReadyAsync(WaveSite site, object wish)
    {
        var id = (await site.PostAsync("waves", wish, Stop)).GetProperty("id").GetInt32();
        await site.UntilAsync(id, RolloutStates.Ready, Stop);
        return id;
    }

    private static List<string?> States(JsonElement rollout) => [.. rollout.GetProperty("routers").EnumerateArray().Select(router => router.GetProperty("state").GetString())];
}
