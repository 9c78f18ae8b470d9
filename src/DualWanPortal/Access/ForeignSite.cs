using DualWanPortal.Api;

namespace DualWanPortal.Access;

/// <summary>
/// Refuses what another site makes a signed-in browser send. The cookie is SameSite=Lax, but for a browser another port of the same host is
/// still the same site, and a WebSocket is not held back by it at all.
/// </summary>
internal static class ForeignSite
{
    public static void UseForeignSiteRefusal(this WebApplication app) => app.Use((context, next) =>
        ChangesSomething(context) && !BearerHandler.IsMeant(context.Request) && IsForeign(context.Request)
            ? Problem.Of(StatusCodes.Status403Forbidden, "This came from a page of another site. Use the portal's own pages, or a token.").ExecuteAsync(context)
            : next(context));

    private static bool ChangesSomething(HttpContext context) =>
        !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        || context.WebSockets.IsWebSocketRequest || context.Request.Headers.Upgrade.Count > 0;

    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site])
            return site is not ("same-origin" or "none");
        // Browsers send Sec-Fetch-Site only over https and to loopback; programs send neither header.
        return request.Headers.Origin is [{ Length: > 0 } origin]
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
