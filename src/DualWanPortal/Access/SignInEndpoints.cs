using DualWanPortal.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace DualWanPortal.Access;

/// <summary><c>/login</c> and <c>/logout</c>. Plain forms, because a cookie needs an HTTP answer and a circuit has none.</summary>
internal static class SignInEndpoints
{
    private const int LongestName = 256;

    // Verified against when the name is unknown, so that an unknown name takes as long as a wrong password.
    private static readonly string s_nobody = new PasswordHasher<PortalUser>().HashPassword(new PortalUser(), Guid.NewGuid().ToString());

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/login", ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/login", SignInAsync).AllowAnonymous().RequireRateLimiting(SignInRate.Policy).ExcludeFromDescription();
        app.MapGet("/logout", ShowSignOut).RequireAuthorization(Permissions.View).ExcludeFromDescription();
        app.MapPost("/logout", SignOutAsync).RequireAuthorization(Permissions.View).ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, [FromQuery] string? returnUrl, People people, IAntiforgery antiforgery)
    {
        if (!await people.AnyAsync(context.RequestAborted))
            return TypedResults.LocalRedirect("/first-run");
        return context.User.Identity?.IsAuthenticated == true
            ? TypedResults.LocalRedirect(LocalUrl.OrHome(returnUrl))
            : Page(context, antiforgery, returnUrl, null, null);
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context, [FromForm] string? name, [FromForm] string? password, [FromForm] string? remember, [FromForm] string? returnUrl,
        SignInManager<PortalUser> signIn, IAntiforgery antiforgery)
    {
        name = name?.Trim() ?? "";
        password ??= "";
        if (name.Length > LongestName || password.Length > People.LongestPassword)
            return Page(context, antiforgery, returnUrl, null, "The name or the password is not right.");
        var user = await signIn.UserManager.FindByNameAsync(name);
        if (user is null)
        {
            signIn.UserManager.PasswordHasher.VerifyHashedPassword(new PortalUser(), s_nobody, password);
            return Page(context, antiforgery, returnUrl, name, "The name or the password is not right.");
        }
        var result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            return Page(context, antiforgery, returnUrl, name, result.IsLockedOut
                ? $"Too many wrong passwords for this name. Try again in {AccessFeature.LockoutMinutes} minutes."
                : "The name or the password is not right.");
        }
        await signIn.SignInAsync(user, isPersistent: remember is not null);
        return TypedResults.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }

    private static RazorComponentResult ShowSignOut(HttpContext context, IAntiforgery antiforgery) => AccessPages.Render<LogoutPage>(StatusCodes.Status200OK, new()
    {
        [nameof(LogoutPage.Tokens)] = antiforgery.GetAndStoreTokens(context),
        [nameof(LogoutPage.Name)] = context.User.Identity?.Name,
    });

    // Binding a form field is what makes the framework refuse a post without its antiforgery token.
    private static async Task<RedirectHttpResult> SignOutAsync([FromForm] string? returnUrl, SignInManager<PortalUser> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect(returnUrl is null ? "/login" : $"/login?returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(returnUrl))}");
    }

    private static RazorComponentResult Page(HttpContext context, IAntiforgery antiforgery, string? returnUrl, string? name, string? problem) =>
        AccessPages.Render<LoginPage>(problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, new()
        {
            [nameof(LoginPage.Tokens)] = antiforgery.GetAndStoreTokens(context),
            [nameof(LoginPage.ReturnUrl)] = LocalUrl.OrHome(returnUrl),
            [nameof(LoginPage.Name)] = name,
            [nameof(LoginPage.Problem)] = problem,
        });
}
