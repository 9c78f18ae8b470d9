using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>The rows of a router as commands would leave them: what a later step of the plan, or the preview of its outcome, has to reckon with.</summary>
public static class PlannedRows
{
    /// <summary>Commands that fit no row change nothing.</summary>
    public static ImmutableArray<ConfigItem> After(IEnumerable<ConfigItem> rows, IEnumerable<RouterCommand> commands) =>
        commands.Aggregate(rows.ToImmutableArray(), After);

    /// <summary>The first step of the plan that finds no row of this menu to change; null when all do.</summary>
    public static int? Missing(IEnumerable<ConfigItem> rows, Plan plan, string menu)
    {
        var now = rows.Where(row => row.Menu == menu).ToImmutableArray();
        for (var number = 0; number < plan.Steps.Length; number++)
        {
            var command = plan.Steps[number].Do;
            if (command.Menu != menu)
                continue;
            if (command.Verb != "add" && !now.Any(row => RowMatch.Fits(row, command.Target)))
                return number;
            now = After(now, command);
        }
        return null;
    }

    private static ImmutableArray<ConfigItem> After(ImmutableArray<ConfigItem> rows, RouterCommand command)
    {
        if (command.Verb == "add")
            return rows.Add(new ConfigItem(command.Menu, command.Values.ToImmutableDictionary(StringComparer.Ordinal)));
        var fitting = Enumerable.Range(0, rows.Length).Where(i => rows[i].Menu == command.Menu && (command.Target.IsEmpty || RowMatch.Fits(rows[i], command.Target))).ToList();
        if (fitting.Count == 0)
        {
            // An export leaves out settings and built-in rows that are as RouterOS made them.
            return command is { Verb: "set", Menu: "/ip/dns" or "/interface/lte/apn" or "/routing/settings" or "/ip/cloud" }
                ? rows.Add(new ConfigItem(command.Menu, command.Target.Concat(command.Values).ToImmutableDictionary(StringComparer.Ordinal)))
                : rows;
        }
        var at = fitting.OrderByDescending(i => command.RowId is not null && rows[i].Id == command.RowId).First();
        var row = rows[at];
        return command.Verb switch
        {
            "remove" => rows.RemoveAt(at),
            "unset" => rows.SetItem(at, row with { Values = row.Values.RemoveRange(command.Values.Select(value => value.Key)) }),
            "enable" => rows.SetItem(at, row with { Values = row.Values.SetItem("disabled", "false") }),
            "disable" => rows.SetItem(at, row with { Values = row.Values.SetItem("disabled", "true") }),
            _ => rows.SetItem(at, row with { Values = row.Values.SetItems(command.Values) }),
        };
    }
}
