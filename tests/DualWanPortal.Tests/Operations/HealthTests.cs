using System.Net;
using System.Text.Json;

namespace DualWanPortal.Tests.Operations;

public sealed class HealthTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Healthz_Anonymous_IsOk()
    {
        using var answer = await shared.Portal.Anonymous.GetAsync("/healthz", Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Readyz_Anonymous_NamesItsChecksAndNothingElse()
    {
        using var answer = await shared.Portal.Anonymous.GetAsync("/readyz", Cancelled);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(["database", "scheduler"], json.RootElement.GetProperty("checks").EnumerateObject().Select(check => check.Name));
        Assert.Equal("ok", json.RootElement.GetProperty("checks").GetProperty("database").GetString());
    }

    [Fact]
    public async Task Metrics_WithToken_CountsCallsByStatus()
    {
        (await shared.Portal.Client.GetAsync("/api/v1/nothing-here", Cancelled)).Dispose();

        var text = await shared.Portal.Client.GetStringAsync("/metrics", Cancelled);

        Assert.Contains("# TYPE http_server_request_duration_seconds histogram\n", text, StringComparison.Ordinal);
        Assert.Matches("http_server_request_duration_seconds_count\\{[^}]*http_response_status_code=\"404\"[^}]*\\} [1-9]", text);
        Assert.Contains("dualwan_routers_unreachable 0\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^(# (HELP|TYPE) .+|[a-zA-Z_:][a-zA-Z0-9_:]*(\\{.*\\})? \\S+)$", line));
    }
}
