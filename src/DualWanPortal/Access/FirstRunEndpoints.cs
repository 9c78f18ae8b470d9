using DualWanPortal.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace DualWanPortal.Access;

/// <summary><c>/first-run</c>: makes the first administrator. Gone as soon as there is one.</summary>
internal static class FirstRunEndpoints
{
    public static void MapFirstRun(this IEndpointRouteBuilder app)
    {
        app.MapGet("/first-run", ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/first-run", CreateAsync).AllowAnonymous().RequireRateLimiting(SignInRate.Policy).ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, People people, IAntiforgery antiforgery) =>
        await people.AnyAsync(context.RequestAborted) ? TypedResults.LocalRedirect("/login") : Page(context, antiforgery, null, null);

    private static async Task<IResult> CreateAsync(
        HttpContext context, [FromForm] string? code, [FromForm] string? name, [FromForm] string? password, [FromForm] string? again,
        FirstRun firstRun, SignInManager<PortalUser> signIn, IAntiforgery antiforgery)
    {
        if (password != again)
            return Page(context, antiforgery, name, "The two passwords differ.");
        switch (await firstRun.CreateAsync(code ?? "", name ?? "", password ?? "", context.RequestAborted))
        {
            case FirstRunOutcome.Over:
                return TypedResults.LocalRedirect("/login");
            case FirstRunOutcome.Refused refused:
                return Page(context, antiforgery, name, refused.Reason);
            case FirstRunOutcome.Done done when await signIn.UserManager.FindByIdAsync(done.Person.Id) is { } user:
                await signIn.SignInAsync(user, isPersistent: false);
                break;
        }
        return TypedResults.LocalRedirect("/");
    }

    private static RazorComponentResult Page(HttpContext context, IAntiforgery antiforgery, string? name, string? problem) =>
        AccessPages.Render<FirstRunPage>(problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, new()
        {
            [nameof(FirstRunPage.Tokens)] = antiforgery.GetAndStoreTokens(context),
            [nameof(FirstRunPage.Name)] = name,
            [nameof(FirstRunPage.Problem)] = problem,
        });
}
