namespace DualWanPortal.Simulation.Router;

/// <summary>
/// Keeps <c>/interface</c> and the menus of each interface kind one thing seen twice: rows of a kind appear in <c>/interface</c>; a name, a comment or a disabled flag
/// changed on either side changes on the other; <c>running</c> and link state, written to <c>/interface</c>, show in the kind's menu (reference 3.6).
/// </summary>
public sealed class InterfaceMirror
{
    private static readonly (string Path, string Type)[] s_kinds =
    [
        ("/interface/ethernet", "ether"), ("/interface/bridge", "bridge"), ("/interface/vlan", "vlan"), ("/interface/pppoe-client", "pppoe-out"), ("/interface/lte", "lte"),
        ("/interface/wireguard", "wg"), ("/interface/veth", "veth"), ("/interface/l2tp-client", "l2tp-out"),
    ];

    private static readonly string[] s_both = ["name", "disabled", "comment", "mtu"];

    private readonly Menu _all;
    private readonly Dictionary<MenuRow, (Menu Menu, MenuRow Row)> _kindOf = [];
    private readonly Dictionary<MenuRow, MenuRow> _allOf = [];

    private InterfaceMirror(Menu all) => _all = all;

    /// <summary>Rows that are there already are joined by name; to be called once per router.</summary>
    public static void Attach(SimulatedRouter router)
    {
        var mirror = new InterfaceMirror(router["/interface"]);
        foreach (var (path, type) in s_kinds)
        {
            if (router.Find(path) is not { } menu)
                continue;
            foreach (var row in menu.Rows.ToArray())
                mirror.Join(menu, row, type);
            menu.Changed += change => mirror.OnKindChanged(change, type);
        }
        mirror._all.Changed += mirror.OnAllChanged;
    }

    private void Join(Menu menu, MenuRow row, string type)
    {
        var joined = _all.Named(row["name"] ?? "");
        if (joined is not null && _kindOf.ContainsKey(joined))
            joined = null;
        joined ??= _all.Add(
            [
                new("name", row["name"] ?? ""), .. row["default-name"] is { } factory ? [KeyValuePair.Create("default-name", factory)] : Array.Empty<KeyValuePair<string, string>>(),
                new("type", type), new("mtu", row["mtu"] ?? "1500"), new("disabled", row.Disabled ? "true" : "false"), new("running", row["running"] ?? "false"),
            ], row.Dynamic);
        _kindOf[joined] = (menu, row);
        _allOf[row] = joined;
        if (row["mac-address"] is { } mac)
            _all.Set(joined, byHand: false, ("mac-address", mac));
        if (row["comment"] is { } comment)
            _all.Set(joined, byHand: false, ("comment", comment));
        menu.Set(row, byHand: false, ("running", joined["running"] ?? "false"));
    }

    private void OnKindChanged(MenuChange change, string type)
    {
        switch (change.Kind)
        {
            case MenuChangeKind.Added:
                Join(change.Menu, change.Row, type);
                break;
            case MenuChangeKind.Removed when _allOf.Remove(change.Row, out var joined):
                _kindOf.Remove(joined);
                _all.Remove(joined);
                break;
            case MenuChangeKind.Changed when _allOf.TryGetValue(change.Row, out var joined):
                Copy(change.Row, _all, joined, s_both);
                break;
        }
    }

    private void OnAllChanged(MenuChange change)
    {
        if (change.Kind == MenuChangeKind.Changed && _kindOf.TryGetValue(change.Row, out var kind))
            Copy(change.Row, kind.Menu, kind.Row, [.. s_both, "running"]);
    }

    /// <summary>Ends of itself: the second copy of an equal value is no change.</summary>
    private static void Copy(MenuRow from, Menu menu, MenuRow to, string[] names)
    {
        var values = names.Where(name => menu.Definition.Fields.Any(field => field.Name == name) || name == "running")
            .Where(name => from[name] is not null || name == "comment")
            .Select(name => (name, from[name])).ToArray();
        menu.Set(to, byHand: false, values);
    }
}
