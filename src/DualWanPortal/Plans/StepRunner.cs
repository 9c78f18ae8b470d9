using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans;

/// <summary>Runs one command of a plan: finds its row as the router is now, then says it in API words.</summary>
public static class StepRunner
{
    /// <param name="rowId">Id that an earlier addition got; null to use the plan's own.</param>
    /// <returns>Id of an added row, else null.</returns>
    /// <exception cref="PlanStepException">The row is gone or no longer unmistakable.</exception>
    /// <exception cref="RouterOsException"/>
    public static async Task<string?> RunAsync(RouterOsClient client, RouterCommand command, string? rowId, CancellationToken cancellationToken)
    {
        var rows = NeedsRow(command) ? await RowsAsync(client, command, cancellationToken) : [];
        var resolved = PlanCommands.Resolve(rowId is null ? command : command with { RowId = rowId }, rows);
        if (resolved.Words is not { } words)
            throw new PlanStepException(resolved.Problem!);
        var reply = await client.RunAsync(new RouterOsCommand(words.Path).WithAll(words.Arguments), cancellationToken);
        return command.Verb == "add" ? reply.Return : null;
    }

    /// <summary>Like <see cref="RunAsync"/>, but a row that is already gone is what a removal wanted.</summary>
    public static async Task UndoAsync(RouterOsClient client, RouterCommand command, string? rowId, CancellationToken cancellationToken)
    {
        if (command.Verb == "remove" && PlanCommands.Resolve(command, await RowsAsync(client, command, cancellationToken)).RowIsGone)
            return;
        await RunAsync(client, command, rowId, cancellationToken);
    }

    private static bool NeedsRow(RouterCommand command) => command.Verb != "add" && !command.Target.IsEmpty;

    private static async Task<List<ConfigItem>> RowsAsync(RouterOsClient client, RouterCommand command, CancellationToken cancellationToken)
    {
        string[] properties = [".id", "dynamic", "default", .. command.Target.Select(wanted => wanted.Key)];
        var reply = await client.RunAsync(new RouterOsCommand(command.Menu + "/print").Select(properties), cancellationToken);
        return [.. reply.Rows.Select(row => row.ToItem(command.Menu))];
    }
}

/// <summary>A step of a plan cannot be done as the router is now; the message says why.</summary>
public sealed class PlanStepException(string message) : Exception(message);
