using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DualWanPortal.Access;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Access;

public sealed class TokenTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_GivesATokenOnceAndKeepsOnlyItsHash()
    {
        var portal = shared.Portal;

        using var answer = await portal.Client.PostAsJsonAsync("/api/v1/tokens", new { name = "wall screen", role = "viewer" }, Cancelled);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("token").GetString()!;
        Assert.StartsWith("dwp_", token, StringComparison.Ordinal);
        Assert.DoesNotContain(token, await portal.Client.GetStringAsync("/api/v1/tokens", Cancelled), StringComparison.Ordinal);
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Cancelled);
        Assert.DoesNotContain(await db.Tokens.ToListAsync(Cancelled), row => row.Hash.Contains(token, StringComparison.Ordinal));
        using var use = await portal.NewClient(token).GetAsync("/openapi/v1.json", Cancelled);
        Assert.Equal(HttpStatusCode.OK, use.StatusCode);
    }

    [Theory]
    [InlineData(Roles.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Operator, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Administrator, HttpStatusCode.OK)]
    public async Task Role_BelowAdministrator_SeesNoTokens(string role, HttpStatusCode expected)
    {
        var portal = shared.Portal;
        using var client = await portal.ClientOfAsync(role, Cancelled);

        using var answer = await client.GetAsync("/api/v1/tokens", Cancelled);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Delete_EndsTheToken()
    {
        var portal = shared.Portal;
        var issued = await portal.Services.GetRequiredService<Tokens>().IssueAsync("script", Roles.Administrator, "test", Cancelled);
        using var client = portal.NewClient(issued.Secret);

        using var deleted = await portal.Client.DeleteAsync($"/api/v1/tokens/{issued.Token.Id}", Cancelled);
        using var after = await client.GetAsync("/api/v1/tokens", Cancelled);
        using var again = await portal.Client.DeleteAsync($"/api/v1/tokens/{issued.Token.Id}", Cancelled);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"","role":"viewer"}""")]
    [InlineData("""{"name":"x","role":"god"}""")]
    [InlineData("""{"name":""")]
    [InlineData("null")]
    public async Task Post_Unusable_IsAProblemWithoutInsides(string body)
    {
        var portal = shared.Portal;

        using var answer = await portal.Client.PostAsync("/api/v1/tokens", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_LastAdministrator_CannotBeDeletedOrDemoted()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var people = portal.Services.GetRequiredService<People>();
        var only = Assert.Single(await people.ListAsync(Cancelled));

        Assert.IsType<PersonOutcome.Refused>(await people.DeleteAsync(only.Id, Cancelled));
        Assert.IsType<PersonOutcome.Refused>(await people.ChangeRoleAsync(only.Id, Roles.Viewer, Cancelled));
        Assert.IsType<PersonOutcome.Done>(await people.CreateAsync("second", "correct horse battery", Roles.Administrator, Cancelled));
        Assert.IsType<PersonOutcome.Done>(await people.ChangeRoleAsync(only.Id, Roles.Viewer, Cancelled));
    }
}
