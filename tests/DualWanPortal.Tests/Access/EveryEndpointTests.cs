using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Access;

public sealed class EveryEndpointTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    /// <summary>All that may be open; a new entry here is a decision, not a repair.</summary>
    private static readonly string[] s_open = ["/healthz", "/readyz", "/login", "/first-run"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryEndpoint_WithoutCredentials_Is401()
    {
        var portal = shared.Portal;
        var endpoints = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.Contains(endpoints, endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/v1/tokens", StringComparison.Ordinal) == true);
        var unguarded = new List<string>();
        foreach (var endpoint in endpoints.Where(endpoint => !IsOpen(endpoint)))
        {
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
            foreach (var method in methods.Append("PATCH").Append("GET").Distinct())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), PathOf(endpoint));
                using var answer = await portal.Anonymous.SendAsync(request, Cancelled);
                if (answer.StatusCode != HttpStatusCode.Unauthorized && !IsStaticFile(portal, method, PathOf(endpoint)))
                    unguarded.Add($"{method} {endpoint.RoutePattern.RawText} answered {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(unguarded);
    }

    [Fact]
    public async Task OpenEndpoints_AreOnlyTheListedOnesAndStaticFiles()
    {
        var portal = shared.Portal;

        var open = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsStatic(endpoint))
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText?.TrimStart('/')).Distinct().Order();

        Assert.Equal(s_open.Order(), open);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing-here")]
    [InlineData("POST", "/api/v1/routers")]
    [InlineData("DELETE", "/api/v1/tokens/not-a-number")]
    [InlineData("PUT", "/api/v1/tokens")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/hubs/live")]
    [InlineData("POST", "/hubs/live/negotiate")]
    [InlineData("GET", "/nothing-here")]
    [InlineData("OPTIONS", "/api/v1/routers")]
    [InlineData("TRACE", "/api/v1/routers")]
    public async Task Call_WithoutCredentials_Is401BeforeAnythingElseIsLookedAt(string method, string path)
    {
        var portal = shared.Portal;
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = new StringContent("not even json", System.Text.Encoding.UTF8, "image/png");

        using var answer = await portal.Anonymous.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("Bearer dwp_not-a-token-of-this-portal")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    public async Task Call_WithAWrongToken_Is401(string authorization)
    {
        var portal = shared.Portal;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tokens");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await portal.Anonymous.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task UnknownApiPath_WithToken_IsAProblem404()
    {
        var portal = shared.Portal;

        using var answer = await portal.Client.GetAsync("/api/v1/nothing-here", Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
    }

    private static bool IsOpen(RouteEndpoint endpoint) => s_open.Contains("/" + endpoint.RoutePattern.RawText?.TrimStart('/'));

    private static bool IsStatic(Endpoint endpoint) => endpoint.Metadata.Any(item => item.GetType().Name == "StaticAssetDescriptor");

    // The file itself is open; any other method on its path is not.
    private static bool IsStaticFile(TestPortal portal, string method, string path) => method is "GET" or "HEAD"
        && portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Any(endpoint => IsStatic(endpoint) && PathOf(endpoint) == path);

    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "1"))));
}
