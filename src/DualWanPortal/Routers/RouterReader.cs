using System.Collections.Immutable;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Routers;

/// <summary>The answers of one look at a router, by menu, so that a later look can replace some of them.</summary>
public sealed record RouterReading(ImmutableDictionary<string, ImmutableArray<ConfigItem>> Menus, ImmutableArray<ModelWarning> Warnings)
{
    public RouterModel ToModel() => RouterModel.FromItems(
        WatchedMenus.All.SelectMany(menu => Menus.GetValueOrDefault(menu.Path, [])), null, Warnings, null, [.. Menus.Keys.Except(Warnings.Select(warning => warning.Text), StringComparer.Ordinal)]);
}

/// <summary>Reads menus of a router side by side over one connection.</summary>
public static class RouterReader
{
    /// <param name="previous">An earlier reading: its configuration menus are kept and only state is read; null reads everything.</param>
    /// <exception cref="RouterOsException">The connection failed, or a menu without which nothing can be said was refused.</exception>
    public static async Task<RouterReading> ReadAsync(RouterOsClient client, RouterReading? previous, CancellationToken cancellationToken)
    {
        var v6 = previous is null ? await IsV6Async(client, cancellationToken) : IsV6(previous.Menus.GetValueOrDefault("/system/resource", []));
        var wanted = WatchedMenus.All.Where(menu => (previous is null || !menu.Configuration) && (menu.OnlyV6 is null || v6 is null || menu.OnlyV6 == v6)).ToList();
        var answers = await Task.WhenAll(wanted.Select(menu => ReadMenuAsync(client, menu, cancellationToken)));
        var menus = (previous?.Menus ?? ImmutableDictionary<string, ImmutableArray<ConfigItem>>.Empty).ToBuilder();
        foreach (var (menu, rows, _) in answers)
            menus[menu.Path] = rows;
        var fresh = answers.Where(answer => answer.Warning is not null).Select(answer => answer.Warning!);
        var kept = (previous?.Warnings ?? []).Where(warning => !wanted.Exists(menu => menu.Path == warning.Text));
        return new RouterReading(menus.ToImmutable(), [.. kept, .. fresh]);
    }

    private static async Task<(WatchedMenu Menu, ImmutableArray<ConfigItem> Rows, ModelWarning? Warning)> ReadMenuAsync(RouterOsClient client, WatchedMenu menu, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await client.RunAsync(menu.Print, cancellationToken);
            return (menu, [.. reply.Rows.Select(row => row.ToItem(menu.Path))], null);
        }
        catch (RouterOsTrapException trap) when (trap.Kind is TrapKind.NoSuchCommand)
        {
            // A version without this menu has none of its rows.
            return (menu, [], null);
        }
        catch (RouterOsTrapException trap) when (menu.Path is not ("/interface" or "/ip/route"))
        {
            return (menu, [], new ModelWarning(null, menu.Path, $"The router refused to show it: {trap.RouterMessage}"));
        }
    }

    private static async Task<bool?> IsV6Async(RouterOsClient client, CancellationToken cancellationToken)
    {
        var (_, rows, _) = await ReadMenuAsync(client, WatchedMenus.All[0], cancellationToken);
        return IsV6(rows);
    }

    private static bool? IsV6(ImmutableArray<ConfigItem> resource) =>
        resource is [var first, ..] && RouterOsVersion.TryParse(first["version"], out var version) ? version.IsV6 : null;
}
