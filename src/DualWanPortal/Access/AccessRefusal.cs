using DualWanPortal.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace DualWanPortal.Access;

/// <summary>Answers a call that may not pass: programs get a problem, a browser that wants a page is led to sign in.</summary>
internal sealed class AccessRefusal(People people) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
        }
        else if (authorizeResult.Forbidden && WantsPage(context.Request))
        {
            await AccessPages.Render<ForbiddenPage>(StatusCodes.Status403Forbidden, []).ExecuteAsync(context);
        }
        else if (authorizeResult.Forbidden)
        {
            await Problem.Of(StatusCodes.Status403Forbidden, "Your role does not allow this. Ask an administrator.").ExecuteAsync(context);
        }
        else if (WantsPage(context.Request))
        {
            context.Response.Redirect(await people.AnyAsync(context.RequestAborted)
                ? $"/login?returnUrl={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}"
                : "/first-run");
        }
        else
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problem.Of(StatusCodes.Status401Unauthorized, "Sign in, or send a token: Authorization: Bearer dwp_…").ExecuteAsync(context);
        }
    }

    private static bool WantsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !ForPrograms.Covers(request.Path)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
