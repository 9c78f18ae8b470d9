using DualWanPortal.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace DualWanPortal.Access;

/// <summary><c>/account/password</c>: who is signed in changes his own password. A plain form, because the cookie is made anew.</summary>
internal static class OwnPasswordEndpoints
{
    private const string Path = "/account/password";

    public static void MapOwnPassword(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext context, IAntiforgery antiforgery) => Page(context, antiforgery, null)).RequireAuthorization(Permissions.View).ExcludeFromDescription();
        app.MapPost(Path, ChangeAsync).RequireAuthorization(Permissions.View).RequireRateLimiting(SignInRate.Policy).ExcludeFromDescription();
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, [FromForm] string? present, [FromForm] string? chosen, [FromForm] string? again, SignInManager<PortalUser> signIn, IAntiforgery antiforgery)
    {
        if (present is not { Length: > 0 and <= People.LongestPassword } || chosen is not { Length: > 0 and <= People.LongestPassword })
            return Page(context, antiforgery, $"Both passwords are needed, of at most {People.LongestPassword} characters.");
        if (chosen != again)
            return Page(context, antiforgery, "The new password was not typed the same twice.");
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } user)
            return Page(context, antiforgery, "This is no person's session: a token has no password.");
        // Through the sign-in, so that guesses at the present password lock the name as they do there.
        var known = await signIn.CheckPasswordSignInAsync(user, present, lockoutOnFailure: true);
        if (!known.Succeeded)
        {
            return Page(context, antiforgery, known.IsLockedOut
                ? $"Too many wrong passwords for this name. Try again in {AccessFeature.LockoutMinutes} minutes."
                : "The present password is not right.");
        }
        var changed = await signIn.UserManager.ChangePasswordAsync(user, present, chosen);
        if (!changed.Succeeded)
            return Page(context, antiforgery, string.Join(' ', changed.Errors.Select(error => error.Description)));
        // The change ended every session of this person; this one goes on under a new cookie.
        await signIn.RefreshSignInAsync(user);
        return TypedResults.LocalRedirect("/");
    }

    private static RazorComponentResult Page(HttpContext context, IAntiforgery antiforgery, string? problem) =>
        AccessPages.Render<OwnPasswordPage>(problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, new()
        {
            [nameof(OwnPasswordPage.Tokens)] = antiforgery.GetAndStoreTokens(context),
            [nameof(OwnPasswordPage.Name)] = context.User.Identity?.Name,
            [nameof(OwnPasswordPage.Problem)] = problem,
        });
}
