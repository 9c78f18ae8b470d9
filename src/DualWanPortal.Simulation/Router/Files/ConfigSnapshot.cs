using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Files;

/// <summary>The whole configuration of one router at one moment: what a backup holds, rows with their ids and their order (reference 3.13).</summary>
internal sealed class ConfigSnapshot
{
    /// <summary>State, files and what other menus mirror.</summary>
    private static readonly HashSet<string> s_left = new(StringComparer.Ordinal)
    {
        "/interface", "/log", "/file", "/user/active", "/system/history", "/system/script/job", "/system/script/environment", "/safe-mode", "/ip/firewall/connection", "/ipv6/firewall/connection", "/system/clock", "/ip/arp", "/ip/neighbor",
    };

    private readonly ImmutableArray<(string Path, ImmutableArray<(string Id, ImmutableDictionary<string, string> Values)> Rows)> _menus;

    private ConfigSnapshot(ImmutableArray<(string, ImmutableArray<(string, ImmutableDictionary<string, string>)>)> menus) => _menus = menus;

    public static ConfigSnapshot Of(SimulatedRouter router) =>
        new([.. router.Menus.Where(menu => !s_left.Contains(menu.Path)).Select(menu => (menu.Path, menu.Rows.Where(IsOwn).Select(row => (row.Id, row.Values.ToImmutableDictionary(StringComparer.Ordinal))).ToImmutableArray()))]);

    /// <summary>Makes the menus what they were. For a router that is switched off: what runs on the rows begins anew afterwards.</summary>
    public void PutBack(SimulatedRouter router)
    {
        foreach (var (path, rows) in _menus)
        {
            if (router.Find(path) is { } menu)
                PutBack(menu, rows);
        }
    }

    private static void PutBack(Menu menu, ImmutableArray<(string Id, ImmutableDictionary<string, string> Values)> rows)
    {
        var kept = rows.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var row in menu.Rows.Where(row => IsOwn(row) && !kept.Contains(row.Id)).ToArray())
            menu.Remove(row, byHand: true);
        var state = menu.Definition.Fields.Where(field => field.ReadOnly).Select(field => field.Name).Concat(menu.Definition.Flags).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, values) in rows)
        {
            if (menu.Find(id) is not { } row)
            {
                menu.Restore(id, values, before: null);
                continue;
            }
            var gone = row.Values.Keys.Where(name => !values.ContainsKey(name)).Select(name => (name, (string?)null));
            menu.Set(row, byHand: true, [.. values.Select(value => (value.Key, (string?)value.Value)).Concat(gone).Where(value => !state.Contains(value.Item1))]);
        }
        if (!menu.Definition.Ordered)
            return;
        foreach (var (id, _) in rows)
            menu.Move(menu.Find(id)!, before: null);
    }

    private static bool IsOwn(MenuRow row) => !row.Dynamic && !row.Flag("dynamic");
}
