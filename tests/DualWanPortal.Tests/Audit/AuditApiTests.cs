using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace DualWanPortal.Tests.Audit;

public sealed class AuditApiTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private const string TwoEqual = "# 2024-02-17 11:04:56 by RouterOS 7.18.2\n/ip dhcp-client\nadd interface=ether1\nadd interface=ether2\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audit_Export_AnswersAsTheCommandLine()
    {
        using var answer = await PostAsync("/api/v1/audit", TwoEqual);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal("7.18.2", json.GetProperty("routerOs").GetString());
        Assert.Equal(2, json.GetProperty("wans").GetArrayLength());
        Assert.Contains("def-equal", json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task Audit_DocOfAFinding_IsServed()
    {
        using var answer = await PostAsync("/api/v1/audit", TwoEqual);
        var doc = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("findings")[0].GetProperty("doc").GetString();

        Assert.StartsWith("# ", await shared.Portal.Client.GetStringAsync(doc, Cancelled), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await shared.Portal.Client.GetAsync("/api/v1/audit/rules/no-such-rule", Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData("Dear diary", "", HttpStatusCode.BadRequest)]
    [InlineData(TwoEqual, "?format=html", HttpStatusCode.BadRequest)]
    [InlineData(TwoEqual, "?format=7", HttpStatusCode.BadRequest)]
    [InlineData(TwoEqual, "?format=sarif", HttpStatusCode.OK)]
    [InlineData(TwoEqual, "?format=junit", HttpStatusCode.OK)]
    public async Task Audit_WhatCannotBeJudged_IsRefused(string text, string query, HttpStatusCode expected)
    {
        using var answer = await PostAsync("/api/v1/audit" + query, text);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Audit_TooLong_Is413()
    {
        using var answer = await PostAsync("/api/v1/audit", new string('#', (8 * 1024 * 1024) + 1));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Audit_WithoutToken_Is401()
    {
        using var content = new StringContent(TwoEqual, Encoding.UTF8, "text/plain");
        using var answer = await shared.Portal.Anonymous.PostAsync("/api/v1/audit", content, Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/plain");
        return await shared.Portal.Client.PostAsync(path, content, Cancelled);
    }
}
