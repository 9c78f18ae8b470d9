using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace DualWanPortal.Tests.WhatIf;

public sealed class SimulateApiTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Simulate_Export_AnswersAsTheCommandLine()
    {
        using var answer = await PostAsync("/api/v1/simulate?file=branch.rsc", SimulateVerbTests.TwoLeases);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal("branch.rsc", json.GetProperty("file").GetString());
        Assert.Equal(12, json.GetProperty("scenarios").GetArrayLength());
        Assert.Equal(9, json.GetProperty("scenarios")[0].GetProperty("cells").GetArrayLength());
        Assert.NotEmpty(json.GetProperty("scenarios")[1].GetProperty("cells")[0].GetProperty("trace").EnumerateArray());
    }

    [Theory]
    [InlineData("Dear diary", "", HttpStatusCode.BadRequest)]
    [InlineData(SimulateVerbTests.TwoLeases, "?format=sarif", HttpStatusCode.BadRequest)]
    [InlineData(SimulateVerbTests.TwoLeases, "?format=text", HttpStatusCode.OK)]
    [InlineData(SimulateVerbTests.TwoLeases, "?trace=false", HttpStatusCode.OK)]
    public async Task Simulate_WhatCannotBeDone_IsRefused(string text, string query, HttpStatusCode expected)
    {
        using var answer = await PostAsync("/api/v1/simulate" + query, text);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Simulate_TooLong_Is413()
    {
        using var answer = await PostAsync("/api/v1/simulate", new string('#', (8 * 1024 * 1024) + 1));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Simulate_WithoutToken_Is401()
    {
        using var content = new StringContent(SimulateVerbTests.TwoLeases, Encoding.UTF8, "text/plain");
        using var answer = await shared.Portal.Anonymous.PostAsync("/api/v1/simulate", content, Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/plain");
        return await shared.Portal.Client.PostAsync(path, content, Cancelled);
    }
}
