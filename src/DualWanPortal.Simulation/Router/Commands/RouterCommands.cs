using DualWanPortal.Simulation.Router.Definitions;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>
/// Runs one command word on a simulated router: a command that a behaviour registered (<c>/ping</c>), or a verb of a menu. Every path ends in exactly one
/// <see cref="IReplySink.Done"/>, at once or, for a running command, later.
/// </summary>
public static class RouterCommands
{
    /// <returns>The command when it goes on after the call (listen, ping); null when it has ended.</returns>
    public static RunningCommand? Run(SimulatedRouter router, CommandRequest request, IReplySink reply)
    {
        if (!request.Path.StartsWith('/') || request.Path.Length < 2)
            return Refuse(reply, Refusal.NoSuchCommand);
        if (router.Commands.TryGetValue(request.Path, out var handler))
        {
            return Permissions.OfCommand(request.Path) is { } policy && !request.Caller.Policies.Contains(policy)
                ? Refuse(reply, Refusal.NotPermitted(router.Profile.Version))
                : handler(request, reply);
        }
        var slash = request.Path.LastIndexOf('/');
        var verb = request.Path[(slash + 1)..];
        var menu = slash == 0 ? null : router.Find(request.Path[..slash]);
        if (menu is null || !MenuVerbs.Has(menu.Definition, verb))
        {
            // A menu is no command (reference 1.9).
            if (IsMenu(router, request.Path))
                return Refuse(reply, new Refusal(Refusal.NoSuchCommand.Message));
            if (menu is null)
                return RefuseUnknown(router, request.Path, reply);
            return Permissions.Lacks(request.Caller, menu.Path) ? Refuse(reply, Refusal.NotPermitted(router.Profile.Version)) : RefuseVerb(router, menu, verb, reply);
        }
        if (router.Profile.HomeDeviceMode && DeviceMode.Gates(menu.Path, verb))
            return Refuse(reply, Refusal.NotAllowedByDeviceMode);
        if (DeviceMode.FlagForbids(router, menu.Path, verb))
            return Refuse(reply, Refusal.Flagged);
        if (!Permissions.Allows(request.Caller, menu.Path, verb))
            return Refuse(reply, Refusal.NotPermitted(router.Profile.Version));
        return router.Act(request, () => MenuVerbs.Run(router, menu, verb, request, reply));
    }

    /// <summary>A command that the version has and that means nothing here is owned up to, on the wire and in the log; any other is refused as the router does.</summary>
    private static RunningCommand? RefuseVerb(SimulatedRouter router, Menu menu, string verb, IReplySink reply)
    {
        if (menu.Definition.Verbs?.Contains(verb) != true || MenuVerbs.IsOfMenus(verb))
            return Refuse(reply, Refusal.NoSuchCommand);
        router.Log("system,warning", $"{menu.Path}/{verb} is not simulated");
        return Refuse(reply, Refusal.Failure($"{verb} is not simulated here"));
    }

    internal static RunningCommand? Refuse(IReplySink reply, Refusal refusal)
    {
        reply.Trap(refusal.Message, refusal.Category);
        reply.Done();
        return null;
    }

    /// <summary>Names the first part of the path that leads nowhere; a second trap follows as on a real router (reference 1.2).</summary>
    private static RunningCommand? RefuseUnknown(SimulatedRouter router, string path, IReplySink reply)
    {
        var end = 0;
        while ((end = path.IndexOf('/', end + 1)) > 0)
        {
            var directory = path[..end];
            if (!IsMenu(router, directory) && !router.Commands.Keys.Any(command => IsUnder(command, directory)))
                break;
        }
        var known = end > 0;
        var part = path[..(known ? end : path.Length)];
        part = part[(part.LastIndexOf('/') + 1)..];
        reply.Trap(Refusal.NoSuchDirectory(part).Message, 0);
        if (known)
            reply.Trap("no such command prefix");
        reply.Done();
        return null;
    }

    /// <summary>A menu, or a directory of menus.</summary>
    private static bool IsMenu(SimulatedRouter router, string path) =>
        router.Menus.Any(menu => IsUnder(menu.Path, path)) || MenuData.IsDirectory(path, router.Profile.Version);

    private static bool IsUnder(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal) && (path.Length == directory.Length || path[directory.Length] == '/');
}
