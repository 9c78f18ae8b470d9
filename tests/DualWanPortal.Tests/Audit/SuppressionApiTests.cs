using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Tests.Watching;

namespace DualWanPortal.Tests.Audit;

public sealed class SuppressionApiTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suppressions_AddedAndTakenBack_MoveFindingsAndScore()
    {
        await using var site = await WatchedSite.StartAsync("broken");
        var client = site.Portal.Client;
        var before = await GetAsync(client, $"/api/v1/routers/{site.RouterId}/audit");
        var rule = before.GetProperty("findings")[0].GetProperty("rule").GetString();

        var added = await client.PostAsJsonAsync("/api/v1/audit/suppressions", new { routerId = site.RouterId, rule, reason = "known, being mended", until = "2999-01-01T00:00:00Z" }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("id").GetInt32();

        var meanwhile = await GetAsync(client, $"/api/v1/routers/{site.RouterId}/audit");
        Assert.DoesNotContain(rule, meanwhile.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()));
        Assert.All(meanwhile.GetProperty("suppressed").EnumerateArray(), one => Assert.Equal("known, being mended", one.GetProperty("reason").GetString()));
        Assert.True(meanwhile.GetProperty("score").GetInt32() >= before.GetProperty("score").GetInt32());
        Assert.Equal(1, (await GetAsync(client, "/api/v1/audit/suppressions")).GetProperty("items").GetArrayLength());

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/api/v1/audit/suppressions/{id}", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"/api/v1/audit/suppressions/{id}", Cancelled)).StatusCode);
        Assert.Equal(before.GetProperty("score").GetInt32(), (await GetAsync(client, $"/api/v1/routers/{site.RouterId}/audit")).GetProperty("score").GetInt32());
        Assert.Equal(0, (await GetAsync(client, "/api/v1/audit/suppressions")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await GetAsync(client, "/api/v1/audit/suppressions?ended=true")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Suppression_WithoutReasonOrRule_IsRefusedInWords()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var answer = await portal.Client.PostAsJsonAsync("/api/v1/audit/suppressions", new { rule = "no-such-rule", until = "2001-01-01T00:00:00Z", routerId = 99 }, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("errors");
        Assert.Equal(["reason", "routerId", "rule", "until"], errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Configs_OneVersion_IsListedAndDownloaded()
    {
        await using var site = await WatchedSite.StartAsync();
        var client = site.Portal.Client;

        var version = Assert.Single((await GetAsync(client, $"/api/v1/routers/{site.RouterId}/configs")).GetProperty("items").EnumerateArray());
        Assert.Equal(1, version.GetProperty("version").GetInt32());
        var text = await client.GetStringAsync($"/api/v1/routers/{site.RouterId}/configs/1", Cancelled);
        Assert.StartsWith("# RouterOS 7.21", text, StringComparison.Ordinal);
        Assert.Equal(0, (await GetAsync(client, $"/api/v1/routers/{site.RouterId}/configs/diff?from=1&to=1")).GetProperty("added").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/routers/{site.RouterId}/configs/2", Cancelled)).StatusCode);
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(path, Cancelled);
}
