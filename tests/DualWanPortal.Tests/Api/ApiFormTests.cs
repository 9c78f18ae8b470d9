using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Api;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Tests.Api;

public sealed class ApiFormTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    [Fact]
    public async Task OpenApi_NamesTheCallsAndTheToken()
    {
        var document = await shared.Portal.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);

        Assert.Equal("DualWanPortal", document.GetProperty("info").GetProperty("title").GetString());
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/v1/tokens/{id}", out _));
        Assert.False(document.GetProperty("paths").TryGetProperty("/login", out _));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString());
    }

    [Fact]
    public void Json_WritesKebabWordsAndUtc()
    {
        var text = JsonSerializer.Serialize(
            new ListAnswer<object>([RouterState.OnBackup, new DateTimeOffset(2026, 3, 1, 2, 14, 0, TimeSpan.FromHours(2))]), PortalJson.Options);

        Assert.Equal("""{"items":["on-backup","2026-03-01T00:14:00Z"],"next":null}""", text);
    }

    [Fact]
    public void Json_NumberForAnEnum_IsRefused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RouterState>("1", PortalJson.Options));

    [Fact]
    public async Task Answer_CarriesTheSecurityHeaders()
    {
        using var answer = await shared.Portal.Anonymous.GetAsync("/login", TestContext.Current.CancellationToken);

        Assert.Contains(answer.Headers.GetValues("Content-Security-Policy"), policy => policy.Contains("script-src 'self';", StringComparison.Ordinal));
        Assert.Contains(answer.Headers.GetValues("Content-Security-Policy"), policy => policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.DoesNotContain("onclick", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
