using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Arguments that fit a menu: what a person would type, and what the router makes of it.</summary>
internal sealed class SampleRows(CommandDesk desk)
{
    private int _count;

    /// <summary>What has to be given, so that a row can be added at all.</summary>
    public List<(string Name, string Typed, string Shown)> Needed(Menu menu)
    {
        var needed = menu.Definition.Fields.Where(field => field is { Required: true, ReadOnly: false } && field.OnlyIn != "set" && field.Default is null).Select(field => Of(menu, field)).ToList();
        needed.AddRange(Beyond(menu.Path).Where(pair => menu.Definition.Field(pair.Name) is not null && !needed.Exists(known => known.Name == pair.Name)).Select(pair => (pair.Name, pair.Value, pair.Value)));
        return needed;
    }

    /// <summary>Properties that <c>add</c> and <c>set</c> both take and that have no rules of their own.</summary>
    public IEnumerable<(string Name, string Typed, string Shown)> Optional(Menu menu) =>
        menu.Definition.Fields.Where(field => field is { Required: false, ReadOnly: false, OnlyIn: null } && field.Name is not ("disabled" or "name" or "comment")).Select(field => Of(menu, field));

    public (string Name, string Typed, string Shown) Of(Menu menu, MenuField field) => (field.Name, field.Kind, field.Name) switch
    {
        (_, _, "name") => Same(field, $"t{++_count}"),
        (_, _, "public-key") => Same(field, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        (_, _, "connect-to" or "remote-address" or "dst-address") when field.Kind == FieldKind.Text => Same(field, "192.0.2.9"),
        (_, _, "address") when menu.Path is "/ip/address" => (field.Name, $"10.20.{++_count}.5/24", $"10.20.{_count}.5/24"),
        (_, _, "mac-address" or "admin-mac") when !menu.Definition.IsGeneric => (field.Name, "aa:bb:cc:00:11:22", "AA:BB:CC:00:11:22"),
        (_, _, "cache-size") when menu.Path is "/ip/dns" => (field.Name, "4096", "4096KiB"),
        (_, FieldKind.Boolean, _) => (field.Name, "yes", "true"),
        (_, FieldKind.Switch, _) => (field.Name, "yes", ""),
        (_, FieldKind.Number, _) => Same(field, Math.Max(field.Range.Low, 7).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        (_, FieldKind.Duration, _) => (field.Name, "00:01:30", "1m30s"),
        (_, FieldKind.Span, _) => (field.Name, "90", "1m30s"),
        (_, FieldKind.Amount, _) => (field.Name, "0x10", "16"),
        (_, FieldKind.Amounts, _) => (field.Name, "1M/512k", "1000000/512000"),
        (_, FieldKind.Network, _) => (field.Name, "198.51.100.7", "198.51.100.7/32"),
        (_, FieldKind.Prefix, _) => (field.Name, "198.51.100.9/24", "198.51.100.0/24"),
        (_, FieldKind.Address, _) => Same(field, "198.51.100.9"),
        (_, FieldKind.Mac, _) => (field.Name, "aa-bb-cc-00-11-22", "AA:BB:CC:00:11:22"),
        (_, FieldKind.List, _) => (field.Name, "one, two", "one,two"),
        (_, FieldKind.Enumeration, _) => Same(field, field.Words[^1]),
        (_, FieldKind.Reference, _) => Same(field, NameIn(field.Target!)),
        _ => Same(field, "one"),
    };

    private static (string, string, string) Same(MenuField field, string text) => (field.Name, text, text);

    private string NameIn(string path)
    {
        if (path == "/interface")
            return "ether2";
        if (desk.Router.Find(path) is not { } menu)
            return "elsewhere";
        if (menu.Rows.FirstOrDefault(row => row["name"] is { Length: > 0 } && row["builtin"] is null) is { } row)
            return row["name"]!;
        var needed = Needed(menu);
        if (!needed.Exists(pair => pair.Name == "name"))
            needed.Add(("name", $"t{++_count}", ""));
        desk.Add($"{path}/add", [.. needed.Select(pair => $"={pair.Name}={pair.Typed}")]);
        return needed.Find(pair => pair.Name == "name").Typed;
    }

    /// <summary>What single menus want beyond their required properties.</summary>
    private static IEnumerable<(string Name, string Value)> Beyond(string path) => path switch
    {
        "/ip/route" or "/ipv6/route" => [("gateway", path[1..5] == "ipv6" ? "fe80::1" : "192.0.2.1")],
        "/routing/rule" => [("table", "main")],
        "/interface/vlan" => [("vlan-id", "12")],
        _ => [],
    };
}
