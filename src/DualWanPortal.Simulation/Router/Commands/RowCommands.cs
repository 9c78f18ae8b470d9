namespace DualWanPortal.Simulation.Router.Commands;

/// <summary><c>remove</c>, <c>move</c> and the counters: commands on whole rows.</summary>
internal static class RowCommands
{
    /// <summary>Menus whose dynamic rows a person may still touch: states that the router makes and a person ends.</summary>
    private static readonly HashSet<string> s_dynamicAllowed =
    [
        "/ip/firewall/connection", "/ipv6/firewall/connection", "/ip/firewall/address-list", "/ip/dhcp-server/lease", "/ip/arp", "/system/script/job", "/system/script/environment", "/user/active", "/interface",
    ];

    public static bool IsFixed(Menu menu, MenuRow row, out string what)
    {
        what = "dynamic entry";
        if ((row.Dynamic || row.Flag("dynamic")) && !s_dynamicAllowed.Contains(menu.Path))
            return true;
        what = "builtin entry";
        return row.Flag("builtin");
    }

    public static Refusal? Remove(SimulatedRouter router, Menu menu, CommandRequest request)
    {
        if (RowSelection.Read(router, menu, request, out var rows) is { } refusal)
            return refusal;
        foreach (var row in rows)
        {
            if (IsFixed(menu, row, out var what))
                return Refusal.Failure("can not remove " + what);
            if (row.Flag("default") && menu.Definition.Flags.Contains("default"))
                return Refusal.Failure("can not remove default entry");
        }
        foreach (var row in rows)
            menu.Remove(row, byHand: true);
        return null;
    }

    public static Refusal? Move(SimulatedRouter router, Menu menu, CommandRequest request)
    {
        if (RowSelection.Read(router, menu, request, out var rows) is { } refusal)
            return refusal;
        MenuRow? before = null;
        if (request["destination"] is { Length: > 0 } destination)
        {
            if (RowSelection.Read(menu, destination, out var places) is { } unknown)
                return unknown;
            before = places[0];
        }
        foreach (var row in rows)
        {
            if (row != before)
                menu.Move(row, before);
        }
        return null;
    }

    public static Refusal? ResetCounters(SimulatedRouter router, Menu menu, CommandRequest request, bool all)
    {
        var rows = System.Collections.Immutable.ImmutableArray.CreateRange(menu.Rows);
        if (!all && RowSelection.Read(router, menu, request, out rows) is { } refusal)
            return refusal;
        foreach (var row in rows)
        {
            Menu.Count(row, "bytes", 0);
            Menu.Count(row, "packets", 0);
        }
        return null;
    }
}
