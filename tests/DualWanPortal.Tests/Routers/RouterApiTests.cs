using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Access;
using DualWanPortal.Polling;
using DualWanPortal.Routers;
using DualWanPortal.Storage;
using DualWanPortal.Tests.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Routers;

public sealed class RouterApiTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Routers_AddListChangeRemove_AnswersAsDesigned()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        using var added = await portal.Client.PostAsJsonAsync("/api/v1/routers", New("harbour"), Cancelled);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var body = await added.Content.ReadAsStringAsync(Cancelled);
        Assert.DoesNotContain("s3cret", body, StringComparison.Ordinal);
        var id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetInt32();
        Assert.Equal($"/api/v1/routers/{id}", added.Headers.Location?.ToString());
        Assert.Equal("unknown", JsonDocument.Parse(body).RootElement.GetProperty("state").GetString());

        using var again = await portal.Client.PostAsJsonAsync("/api/v1/routers", New("harbour"), Cancelled);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        using var renamed = await portal.Client.PatchAsJsonAsync($"/api/v1/routers/{id}", new { name = "abbey", site = "north" }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        using var second = await portal.Client.PostAsJsonAsync("/api/v1/routers", New("mill"), Cancelled);
        var list = await portal.Client.GetFromJsonAsync<JsonElement>("/api/v1/routers", Cancelled);
        Assert.Equal(["abbey", "mill"], list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, list.GetProperty("next").ValueKind);

        Assert.Equal(HttpStatusCode.NoContent, (await portal.Client.DeleteAsync($"/api/v1/routers/{id}", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Client.GetAsync($"/api/v1/routers/{id}", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Client.DeleteAsync($"/api/v1/routers/{id}", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task AddRouter_WithEverythingWrong_NamesEachField()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);

        using var answer = await portal.Client.PostAsJsonAsync("/api/v1/routers", new { address = "http://192.0.2.1", port = 70000, fingerprint = "abc", tags = new[] { "a b" } }, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("errors");
        Assert.Equal(["address", "fingerprint", "name", "password", "port", "tags", "user"], errors.EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task Routers_ByAViewer_MayBeReadNotChanged()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var viewer = await portal.ClientOfAsync(Roles.Viewer, Cancelled);

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync("/api/v1/routers", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsJsonAsync("/api/v1/routers", New("x"), Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Password_IsEncryptedAtRest_AndNotSentToAnotherAddressUnasked()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var inventory = portal.Services.GetRequiredService<Inventory>();
        var input = New("harbour");
        var saved = Assert.IsType<InventoryResult.Saved>(await inventory.AddAsync(input, Cancelled)).Router;
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Cancelled);
        Assert.DoesNotContain("s3cret", (await db.Routers.AsNoTracking().SingleAsync(Cancelled)).ProtectedPassword, StringComparison.Ordinal);

        var moved = await inventory.UpdateAsync(saved.Id, input with { Password = null, Address = "192.0.2.77" }, Cancelled);
        Assert.Equal(["password"], Assert.IsType<InventoryResult.Invalid>(moved).Errors.Keys);
        Assert.IsType<ConnectionTest.Invalid>(await inventory.TestConnectionAsync(input with { Password = null, Port = 9999 }, saved.Id, Cancelled));
        Assert.IsType<InventoryResult.Saved>(await inventory.UpdateAsync(saved.Id, input with { Password = null, Site = "north" }, Cancelled));
    }

    [Fact]
    public async Task PollingSettings_Changed_AreKeptAndBadOnesRefused()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);

        using var good = await portal.Client.PutAsJsonAsync("/api/v1/polling/settings", new { intervalSeconds = 30, probeTarget = "9.9.9.9" }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        using var bad = await portal.Client.PutAsJsonAsync("/api/v1/polling/settings", new { intervalSeconds = 1, probeTarget = "example.com" }, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);

        var store = new PollSettingsStore(portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>());
        await store.LoadAsync(Cancelled);
        Assert.Equal(PollSettings.Default with { Interval = TimeSpan.FromSeconds(30), ProbeTarget = "9.9.9.9" }, store.Current);
    }

    [Fact]
    public async Task History_OverTheApi_PagesAndFilters()
    {
        await using var site = await WatchedSite.StartAsync();
        await site.FaultAsync("ether1", "cable-out");
        await site.EventuallyAsync(async () => (await site.EventsAsync()).Count >= 2, "failover was told");
        var client = site.Portal.Client;

        var first = await client.GetFromJsonAsync<JsonElement>("/api/v1/events?limit=1", Cancelled);
        Assert.Single(first.GetProperty("items").EnumerateArray());
        var next = await client.GetFromJsonAsync<JsonElement>($"/api/v1/events?limit=1&after={first.GetProperty("next").GetString()}", Cancelled);
        Assert.NotEqual(first.GetProperty("items")[0].GetProperty("id").GetInt64(), next.GetProperty("items")[0].GetProperty("id").GetInt64());

        var failovers = await client.GetFromJsonAsync<JsonElement>($"/api/v1/events?kind=failover&router={site.RouterId}", Cancelled);
        var failover = Assert.Single(failovers.GetProperty("items").EnumerateArray());
        Assert.Equal("ether2", failover.GetProperty("wan").GetString());
        Assert.NotEmpty(failover.GetProperty("evidence").EnumerateArray());
        var incident = await client.GetFromJsonAsync<JsonElement>($"/api/v1/incidents/{failover.GetProperty("incidentId").GetInt64()}", Cancelled);
        Assert.Equal("on-backup", incident.GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, incident.GetProperty("closedAt").ValueKind);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/events?after=rubbish", Cancelled)).StatusCode);

        var lanes = await site.Portal.Services.GetRequiredService<DualWanPortal.History.HistoryQueries>()
            .LanesAsync(DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow(), null, null, Cancelled);
        Assert.Equal("on-backup", Assert.Single(lanes).Spans[^1].State);
    }

    private static RouterInput New(string name) => new() { Name = name, Address = "127.0.0.1", Port = BadPeer.ClosedPort(), User = "admin", Password = "s3cret" };
}
