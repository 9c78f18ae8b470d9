using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Live;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Tests.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Continuity;

public sealed class DataSheetTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sheet_Answered_IsKeptAndItsQuestionsAreClosed()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Cancelled);
        await ReadOnceAsync(site);
        var path = $"/api/v1/routers/{site.RouterId}/wan-sheets";

        var before = await site.Portal.Client.GetFromJsonAsync<JsonElement>(path, Cancelled);
        var first = before.GetProperty("items")[0];
        Assert.Equal("primary", first.GetProperty("role").GetString());
        Assert.Equal("public", first.GetProperty("reach").GetString());
        Assert.Equal(3, first.GetProperty("open").GetArrayLength());

        using var saved = await site.Portal.Client.PutAsJsonAsync($"{path}/ether1", new { inboundNeeded = false, depends = "the bank's allow-list", alertsLeaveBy = "the portal", accepted = new[] { "no-inbound" } }, Cancelled);

        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var after = (await site.Portal.Client.GetFromJsonAsync<JsonElement>(path, Cancelled)).GetProperty("items")[0];
        Assert.Equal(0, after.GetProperty("open").GetArrayLength());
        Assert.Equal("the bank's allow-list", after.GetProperty("answers").GetProperty("depends").GetString());
        Assert.Equal("token test", after.GetProperty("answeredBy").GetString());
    }

    [Theory]
    [InlineData("ether9", """{"inboundNeeded":true}""", HttpStatusCode.BadRequest)]
    [InlineData("ether1", """{"accepted":["everything"]}""", HttpStatusCode.BadRequest)]
    [InlineData("ether1", """{"inboundNeeded":"perhaps"}""", HttpStatusCode.BadRequest)]
    public async Task Sheet_StrangeAnswers_AreRefusedWithReason(string wan, string body, HttpStatusCode status)
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Cancelled);
        await ReadOnceAsync(site);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await site.Portal.Client.PutAsync($"/api/v1/routers/{site.RouterId}/wan-sheets/{wan}", content, Cancelled);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Plan_MadeBeforeAndAfterAnAnswer_KeepsWhatWasKnownThen()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Cancelled);
        await ReadOnceAsync(site);
        var open = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, Cancelled)).GetProperty("id").GetInt32();

        using var saved = await site.Portal.Client.PutAsJsonAsync($"/api/v1/routers/{site.RouterId}/wan-sheets/ether1", new { inboundNeeded = false, depends = "", alertsLeaveBy = "the portal", accepted = Array.Empty<string>() }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var answered = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, Cancelled)).GetProperty("id").GetInt32();

        var (before, after) = (await FirstWanAsync(site, open), await FirstWanAsync(site, answered));
        Assert.Equal(("ether1", 3, JsonValueKind.Null), (before.GetProperty("interface").GetString(), before.GetProperty("open").GetArrayLength(), before.GetProperty("answeredBy").ValueKind));
        Assert.Equal((0, "token test"), (after.GetProperty("open").GetArrayLength(), after.GetProperty("answeredBy").GetString()));
    }

    private static async Task<JsonElement> FirstWanAsync(PlanSite site, int plan) => (await site.GetAsync($"plans/{plan}", Cancelled)).GetProperty("wans")[0];

    private static async Task ReadOnceAsync(PlanSite site)
    {
        var live = site.Portal.Services.GetRequiredService<LiveState>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var bell = live.Subscribe();
        while (live.Current.Routers.GetValueOrDefault(site.RouterId)?.Model is null)
            await bell.WaitForChangeAsync(patience.Token);
    }
}
