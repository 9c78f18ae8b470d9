using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DualWanPortal.Access;

/// <summary>Signs a program in by <c>Authorization: Bearer …</c>, at the hub also by <c>?access_token=</c>, because browsers cannot give a WebSocket a header.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Tokens tokens, BootstrapToken bootstrap)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "bearer";
    private const string Word = "Bearer ";

    /// <summary>Whether the caller means to be known by a token; a wrong one is then refused even beside a good cookie.</summary>
    public static bool IsMeant(HttpRequest request) => request.Headers.Authorization.Count > 0 || QueryToken(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();
        var secret = header.StartsWith(Word, StringComparison.OrdinalIgnoreCase) ? header[Word.Length..].Trim() : header.Length == 0 ? QueryToken(Request) : null;
        if (secret is null or { Length: 0 or > Tokens.LongestToken })
            return AuthenticateResult.Fail("No bearer token.");
        if (await tokens.FindAsync(secret, Context.RequestAborted) is { } token)
            return Known($"token:{token.Id}", $"token {token.Name}", token.Role, token.Owner);
        return await bootstrap.AcceptsAsync(secret, Context.RequestAborted)
            ? Known("bootstrap", "bootstrap token", Roles.Administrator, "bootstrap token")
            : AuthenticateResult.Fail("The bearer token is not known.");
    }

    private AuthenticateResult Known(string id, string name, string role, string person)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, id), new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role), new Claim(Caller.PersonClaim, person)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private static string? QueryToken(HttpRequest request) =>
        request.Path.StartsWithSegments("/hubs") && request.Query["access_token"] is [{ Length: > 0 } token] ? token : null;
}
