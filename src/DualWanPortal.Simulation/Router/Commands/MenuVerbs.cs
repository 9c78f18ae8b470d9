using DualWanPortal.Simulation.Router.Files;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>The verbs that every menu has by what it is (reference 1.4). <c>find</c> and <c>edit</c> are for the console and not here.</summary>
internal static class MenuVerbs
{
    private static readonly HashSet<string> s_removable =
        ["/ip/firewall/connection", "/ipv6/firewall/connection", "/system/script/job", "/system/script/environment", "/user/active", "/system/history"];

    private static readonly HashSet<string> s_all =
        ["print", "getall", "listen", "get", "export", "add", "set", "remove", "unset", "enable", "disable", "comment", "move", "reset-counters", "reset-counters-all", "find", "edit", "reset"];

    private static readonly HashSet<string> s_writing = ["add", "set", "remove", "unset", "enable", "disable", "comment", "move", "reset-counters", "reset-counters-all"];

    /// <summary>Whether the word is a verb that menus share, and no command of one menu.</summary>
    public static bool IsOfMenus(string verb) => s_all.Contains(verb);

    public static bool Has(MenuDefinition menu, string verb)
    {
        // The version decides where its command tree is known: many menus have no unset, some no comment.
        if (menu.Verbs is { } known && s_writing.Contains(verb) && !known.Contains(verb))
            return false;
        if (menu.IsGeneric && s_writing.Contains(verb))
            return true;
        var fields = menu.Fields;
        var writable = fields.Any(field => !field.ReadOnly);
        return verb switch
        {
            "print" or "getall" or "listen" or "get" or "export" => true,
            "set" => writable,
            "add" or "remove" when menu.IsSettings => false,
            "add" => !menu.FixedRows && menu.Path != "/file",
            "remove" => !menu.FixedRows || s_removable.Contains(menu.Path),
            "unset" => !menu.IsSettings && writable,
            "enable" or "disable" => !menu.IsSettings && fields.Any(field => field is { Name: "disabled", ReadOnly: false }),
            "comment" => !menu.IsSettings && fields.Any(field => field.Name == "comment"),
            "move" => menu.Ordered,
            "reset-counters" or "reset-counters-all" => menu.Ordered && fields.Any(field => field.Name == "packets"),
            _ => false,
        };
    }

    public static RunningCommand? Run(SimulatedRouter router, Menu menu, string verb, CommandRequest request, IReplySink reply)
    {
        if (verb is "print" or "getall" or "listen")
            return PrintCommand.Run(router, menu, verb, request, reply);
        if (verb == "export")
            return ExportCommand.Run(router, menu.Path, request, reply);
        string? ret = null;
        var refusal = verb switch
        {
            "get" => GetCommand.Run(router, menu, request, out ret),
            "add" => AddCommand.Run(router, menu, request, out ret),
            "set" => SetCommand.Run(router, menu, request),
            "unset" => SetCommand.Unset(router, menu, request),
            "enable" or "disable" => SetCommand.Toggle(router, menu, request, verb == "disable"),
            "comment" => SetCommand.Comment(router, menu, request),
            "remove" => RowCommands.Remove(router, menu, request),
            "move" => RowCommands.Move(router, menu, request),
            _ => RowCommands.ResetCounters(router, menu, request, all: verb == "reset-counters-all"),
        };
        if (refusal is not null)
            return RouterCommands.Refuse(reply, refusal);
        reply.Done(ret);
        return null;
    }
}
