using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>A command in API words: <c>/ip/route/set</c> and its arguments, <c>.id</c> among them.</summary>
public sealed record ResolvedCommand(string Path, ImmutableArray<KeyValuePair<string, string>> Arguments);

/// <summary>Either the words, or one sentence that says why there are none.</summary>
/// <param name="RowIsGone">There is no such row any more, which for a removal is as good as done.</param>
public sealed record PlanResolution(ResolvedCommand? Words, string? Problem, bool RowIsGone = false);

/// <summary>Finds the row that a command of a plan means, as the router is when the command runs.</summary>
public static class PlanCommands
{
    /// <param name="rows">The present rows of the command's menu; not needed for <c>add</c> and settings menus.</param>
    public static PlanResolution Resolve(RouterCommand command, IReadOnlyList<ConfigItem> rows)
    {
        if (command.Verb == "add" || command.Target.IsEmpty)
            return Words(command, command.Values);
        var matching = rows.Where(row => RowMatch.Fits(row, command.Target)).ToList();
        var wanted = matching.FirstOrDefault(row => command.RowId is not null && row.Id == command.RowId) ?? (matching is [var only] ? only : null);
        if (wanted is null)
            return new PlanResolution(null, matching.Count == 0
                ? $"No row of {command.Menu} has {Which(command)} any more: someone has changed the router."
                : $"{matching.Count} rows of {command.Menu} have {Which(command)}: it cannot be told which one is meant.", RowIsGone: matching.Count == 0);
        if (wanted.Id is not { } id)
            return new PlanResolution(null, $"The row of {command.Menu} with {Which(command)} has no id.");
        var row = KeyValuePair.Create(".id", id);
        return command.Verb switch
        {
            // RouterOS unsets one property by name (reference 3.1); the API takes it as an argument.
            "unset" when command.Values is [var name] && Cli.UnsetsBySet(command.Menu) => new PlanResolution(new ResolvedCommand($"{command.Menu}/set", [row, KeyValuePair.Create("!" + name.Key, "")]), null),
            "unset" when command.Values is [var property] => Words(command, [row, KeyValuePair.Create("value-name", property.Key)]),
            "unset" => new PlanResolution(null, "A command can unset one property only."),
            _ => Words(command, [row, .. command.Values]),
        };
    }

    private static PlanResolution Words(RouterCommand command, ImmutableArray<KeyValuePair<string, string>> arguments) =>
        new(new ResolvedCommand($"{command.Menu}/{command.Verb}", arguments), null);

    private static string Which(RouterCommand command) => string.Join(' ', command.Target.Select(value => $"{value.Key}={Cli.Quote(value.Value)}"));
}
