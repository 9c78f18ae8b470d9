using DualWanPortal.Simulation.Router.Commands;

namespace DualWanPortal.Simulation.Router.Files;

/// <summary><c>/export</c> and <c>/MENU/export</c>: over the API the text goes to a file and is read from there (reference 3.13).</summary>
internal static class ExportCommand
{
    /// <param name="under">Menu whose <c>export</c> was called; null: the root.</param>
    public static RunningCommand? Run(SimulatedRouter router, string? under, CommandRequest request, IReplySink reply)
    {
        var version = router.Profile.Version;
        foreach (var (argument, _) in request.Arguments)
        {
            if (argument is not ("file" or "compact" or "terse" or "verbose" or "hide-sensitive") && !(argument == "show-sensitive" && !version.IsV6)
                && !(argument == "where" && version.AtLeast(7, 13)) && !(argument == "path" && version.AtLeast(7, 23)))
                return RouterCommands.Refuse(reply, Refusal.UnknownParameter(argument, version));
        }
        // The console's condition comes over the API as one text, in a form that nobody has written down.
        if (request["where"] is not null)
            return RouterCommands.Refuse(reply, Refusal.Failure("where is not simulated here"));
        under = request["path"] is { Length: > 1 } path ? path.TrimEnd('/') : under;
        // v7 hides secrets unless asked, v6 shows them unless asked; without the policy nobody sees them.
        var shows = version.IsV6 ? request["hide-sensitive"] is null : request["show-sensitive"] is not null;
        var style = new ExportStyle(request["verbose"] is not null, request["terse"] is not null, shows && request.Caller.Policies.Contains("sensitive"));
        if (request["file"] is { Length: > 0 } name)
            RouterFiles.Write(router, name.EndsWith(".rsc", StringComparison.Ordinal) ? name : name + ".rsc", "script", ExportText.Of(router, under, style), printable: true);
        reply.Done();
        return null;
    }
}
