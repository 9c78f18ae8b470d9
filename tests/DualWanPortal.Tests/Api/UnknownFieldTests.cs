using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using DualWanPortal.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DualWanPortal.Tests.Api;

/// <summary>A field that nobody reads is a misspelt one: every call refuses it.</summary>
public sealed class UnknownFieldTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    /// <summary>Calls that take the text of an export.</summary>
    private static readonly HashSet<string> s_noJson = ["/api/v1/audit/", "/api/v1/simulate/"];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private IEnumerable<RouteEndpoint> Calls => shared.Portal.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith(ApiFeature.Root, StringComparison.Ordinal) == true);

    [Fact]
    public async Task EveryBody_WithAFieldThatDoesNotExist_IsRefusedByNameWithTheFieldsThatDo()
    {
        var json = shared.Portal.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var wrong = new List<string>();
        var asked = 0;
        foreach (var call in Calls)
        {
            if (call.Metadata.GetMetadata<IAcceptsMetadata>() is not { RequestType: { } body } accepts || !accepts.ContentTypes.Contains("application/json"))
                continue;
            asked++;
            var method = Assert.Single(call.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods);
            using var request = new HttpRequestMessage(new HttpMethod(method), Address(call)) { Content = new StringContent("""{"noSuchField":1}""", Encoding.UTF8, "application/json") };
            using var answer = await shared.Portal.Client.SendAsync(request, Now);
            var text = await answer.Content.ReadAsStringAsync(Now);
            var fields = json.GetTypeInfo(body).Properties.Where(property => !property.IsExtensionData).Select(property => property.Name).ToList();
            if (answer.StatusCode != HttpStatusCode.BadRequest || !text.Contains("noSuchField", StringComparison.Ordinal) || fields.Count == 0 || fields.Any(field => !text.Contains(field, StringComparison.Ordinal)))
                wrong.Add($"{method} {call.RoutePattern.RawText}: {(int)answer.StatusCode} {text}");
        }

        Assert.Empty(wrong);
        Assert.True(asked >= 18, $"{asked} calls take JSON");
    }

    [Fact]
    public void EveryCallThatReadsItsBodyItself_IsKnownHere()
    {
        var byHand = Calls.Where(call => call.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is null && call.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Any(parameter =>
            parameter.ParameterType == typeof(HttpRequest) || parameter.ParameterType == typeof(HttpContext) || parameter.ParameterType == typeof(Stream) || parameter.ParameterType == typeof(System.IO.Pipelines.PipeReader)) == true);

        Assert.Empty(byHand.Where(call => call.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Any(method => method is "POST" or "PUT" or "PATCH") == true)
            .Select(call => call.RoutePattern.RawText!).Except(s_noJson));
    }

    [Theory]
    [InlineData("""{"wan":"ether1","untill":"2026-03-01T00:00:00Z"}""", "untill", "untill: There is no such field. There are wan and until.")]
    [InlineData("""{"wan":"ether1","until":"tomorrow"}""", "until", "until: This is not a time like 2026-03-01T22:00:00Z.")]
    [InlineData("""{"wan":5}""", "wan", "wan: This is not a text.")]
    public async Task Hold_WithAWrongField_IsRefusedByItsName(string body, string field, string detail)
    {
        using var answer = await shared.Portal.Client.PostAsync("/api/v1/routers/1/hold", new StringContent(body, Encoding.UTF8, "application/json"), Now);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Now);
        Assert.Equal(detail, problem.GetProperty("detail").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("""{"wan":"ether1",""", "application/json", HttpStatusCode.BadRequest, "The body is not JSON as this call takes it: look at line 1, byte 16. The fields are wan and until.")]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "This call takes a JSON object with the fields wan and until.")]
    [InlineData("{}", null, HttpStatusCode.UnsupportedMediaType, "Send JSON, with Content-Type: application/json.")]
    public async Task Hold_WithoutJson_IsToldWhatToSend(string body, string? type, HttpStatusCode status, string detail)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = type is null ? null : new(type) } };
        using var answer = await shared.Portal.Client.PostAsync("/api/v1/routers/1/hold", content, Now);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(detail, (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Channel_WithASettingThatDoesNotExist_IsRefusedByItsName()
    {
        using var answer = await shared.Portal.Client.PostAsJsonAsync("/api/v1/alerts/channels", new { name = "duty", kind = "webhook", settings = new { url = "https://example.com/", sekret = "x" } }, Now);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("There is no such setting. There are url and secret.", (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("errors").GetProperty("settings.sekret")[0].GetString());
    }

    private static string Address(RouteEndpoint call) => "/" + string.Join('/', call.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part is RoutePatternLiteralPart literal ? literal.Content : "1"))));
}
