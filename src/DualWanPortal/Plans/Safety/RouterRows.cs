using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans.Safety;

/// <summary>The rows that a plan touches, as they are on the router now.</summary>
public static class RouterRows
{
    /// <summary>Every menu of the plan with the properties its commands name.</summary>
    public static async Task<ImmutableArray<ConfigItem>> OfAsync(RouterOsClient client, Plan plan, CancellationToken cancellationToken)
    {
        var menus = plan.Steps.SelectMany(step => new[] { step.Do, step.Undo }).GroupBy(command => command.Menu, StringComparer.Ordinal);
        var answers = await Task.WhenAll(menus.Select(menu => PrintAsync(client, menu.Key,
            [.. menu.SelectMany(command => command.Target.Concat(command.Values)).Select(value => value.Key).Concat([".id", "dynamic", "disabled"]).Distinct(StringComparer.Ordinal)], cancellationToken)));
        return [.. answers.SelectMany(rows => rows)];
    }

    /// <summary>Rows of a menu that have this value, with their ids; none where the version lacks the menu.</summary>
    public static async Task<ImmutableArray<RouterOsRow>> WithAsync(RouterOsClient client, string menu, string property, string value, string[] select, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await client.RunAsync(new RouterOsCommand(menu + "/print").Where($"?{property}={value}").Select([".id", property, .. select]), cancellationToken);
            return reply.Rows;
        }
        catch (RouterOsTrapException trap) when (trap.Kind is TrapKind.NoSuchCommand)
        {
            return [];
        }
    }

    private static async Task<IEnumerable<ConfigItem>> PrintAsync(RouterOsClient client, string menu, string[] properties, CancellationToken cancellationToken)
    {
        var reply = await client.RunAsync(new RouterOsCommand(menu + "/print").Select(properties), cancellationToken);
        return reply.Rows.Select(row => row.ToItem(menu));
    }
}
