using System.Security.Claims;
using DualWanPortal.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DualWanPortal.Access;

internal sealed record NewToken(string? Name, string? Role);

/// <param name="Token">Shown this once; only its hash is kept.</param>
internal sealed record NewTokenAnswer(int Id, string Name, string Role, DateTimeOffset CreatedAt, string Token);

/// <summary><c>/api/v1/tokens</c></summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var group = app.MapApi("tokens").RequireAuthorization(Permissions.Administer);
        group.MapGet("", async (Tokens tokens, CancellationToken cancellationToken) => new ListAnswer<ApiToken>(await tokens.ListAsync(cancellationToken)));
        group.MapPost("", IssueAsync);
        group.MapDelete("{id:int}", RevokeAsync);
    }

    private static async Task<Results<Created<NewTokenAnswer>, ProblemHttpResult>> IssueAsync(
        NewToken asked, ClaimsPrincipal user, HttpContext context, Tokens tokens, CancellationToken cancellationToken)
    {
        if (asked.Name?.Trim() is not { Length: > 0 and <= Tokens.LongestName } name)
            return Problem.BadRequest($"A token needs a name of 1 to {Tokens.LongestName} characters: what it is for.");
        if (!Roles.IsKnown(asked.Role ?? Roles.Viewer))
            return Problem.BadRequest($"Roles: {string.Join(", ", Roles.All)}.");
        var issued = await tokens.IssueAsync(name, asked.Role ?? Roles.Viewer, Caller.Of(user), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        var token = issued.Token;
        return TypedResults.Created($"{ApiFeature.Root}/tokens/{token.Id}", new NewTokenAnswer(token.Id, token.Name, token.Role, token.CreatedAt, issued.Secret));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(int id, Tokens tokens, CancellationToken cancellationToken) =>
        await tokens.RevokeAsync(id, cancellationToken) ? TypedResults.NoContent() : Problem.NotFound($"There is no token {id}.");
}
