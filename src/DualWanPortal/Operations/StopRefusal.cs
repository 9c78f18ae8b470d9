namespace DualWanPortal.Operations;

/// <summary>
/// While the portal stops, nothing new is begun: the server closes the connections it knows when the stop begins, and a page that connects a moment later
/// would hold the stop up until its deadline.
/// </summary>
internal static class StopRefusal
{
    public static void UseStopRefusal(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            if (!stopping.IsCancellationRequested)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.Connection = "close";
            context.Response.Headers.RetryAfter = "5";
            return Task.CompletedTask;
        });
    }
}
