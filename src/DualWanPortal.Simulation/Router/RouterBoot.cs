using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Definitions;
using DualWanPortal.Simulation.Router.Links;

namespace DualWanPortal.Simulation.Router;

/// <summary>Fills the menus of a fresh router from configuration rows, as they stand in an export. Refuses nothing: a simulated router boots with what it was given.</summary>
public static class RouterBoot
{
    private static readonly ImmutableHashSet<string> s_interfaceWords = ["all", "none", "dynamic", "static", "lo"];

    /// <param name="written">Version that wrote the rows: defaults that an export leaves out are those of that version.</param>
    /// <returns>Menus of which rows were given and that mean nothing here: what they say has no effect.</returns>
    public static ImmutableArray<string> Load(SimulatedRouter router, IEnumerable<ConfigItem> items, RouterOsVersion written)
    {
        var all = items.ToArray();
        BuiltInRows.AddTo(router);
        foreach (var item in all)
        {
            if (router.Find(item.Menu) is { } menu)
                Put(menu, item, written);
        }
        AddPorts(router);
        if (all.FirstOrDefault(item => item.Menu == "/system/identity")?["name"] is null)
            router["/system/identity"].Set(router["/system/identity"].Settings, byHand: false, ("name", router.Name));
        return [.. all.Where(item => router.Find(item.Menu) is not { Definition.IsGeneric: false }).Select(item => item.Menu).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static void Put(Menu menu, ConfigItem item, RouterOsVersion written)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in item.Values)
        {
            if (name is not (".id" or "numbers") && Normal(menu, name, text) is { } value)
                values[name] = value;
        }
        var target = menu.Definition.IsSettings ? menu.Settings : Existing(menu, item);
        if (target is not null)
        {
            menu.Set(target, byHand: false, [.. values.Select(pair => (pair.Key, (string?)pair.Value))]);
            return;
        }
        // A lease or session of the router from which the rows were read: this router makes its own.
        if (item.Flag("dynamic"))
            return;
        var row = Defaults(menu);
        foreach (var (name, value) in values)
            row[name] = value;
        // An export names a port only by what differs: its factory name may be all that it says.
        if (!row.ContainsKey("name") && row.TryGetValue("default-name", out var factory))
            row["name"] = factory;
        // v6 writes disabled=no for the clients in use (reference 1.4).
        if (written.IsV6 && item.Line is not null && menu.Path == "/ip/dhcp-client" && item["disabled"] is null)
            row["disabled"] = "true";
        menu.Add(row);
    }

    private static MenuRow? Existing(Menu menu, ConfigItem item)
    {
        if (item["name"] is { } name && menu.Named(name) is { } named)
            return named;
        if (item.Flag("default") && menu.Rows.FirstOrDefault(row => row.Flag("default")) is { } standard)
            return standard;
        if (item["numbers"] is not { } numbers)
            return null;
        // Rows that every router has are named by their place where they have no name.
        return menu.Named(numbers) ?? (int.TryParse(numbers, System.Globalization.CultureInfo.InvariantCulture, out var place) && place < menu.Definition.BuiltIn.Length ? menu.Rows.ElementAtOrDefault(place) : null);
    }

    private static Dictionary<string, string> Defaults(Menu menu) =>
        menu.Definition.Fields.Where(field => field.Default is not null).ToDictionary(field => field.Name, field => field.Default!, StringComparer.Ordinal);

    /// <summary>As the API words it; what has no such form is kept as written.</summary>
    private static string? Normal(Menu menu, string name, string text)
    {
        var field = menu.Definition.Field(name);
        var (negated, value) = text.StartsWith('!') ? ("!", text[1..]) : ("", text);
        return field?.Kind switch
        {
            FieldKind.Boolean => ValueText.Boolean(value) ?? text,
            FieldKind.Switch => value is "no" or "false" ? null : "",
            FieldKind.Duration => ValueText.Duration(value) ?? text,
            FieldKind.Prefix => ValueText.Prefix(value) is { } prefix ? negated + prefix : text,
            FieldKind.List => ValueText.List(text),
            FieldKind.Amount => ValueText.Amount(value) ?? text,
            FieldKind.Amounts => ValueText.Amounts(value) ?? text,
            FieldKind.Span => ValueText.Duration(value) ?? text,
            FieldKind.Network => ValueText.Prefix(value) ?? text,
            FieldKind.Mac => ValueText.Mac(value) ?? text,
            // A property that is explicitly unset stands in an export with an empty value.
            FieldKind.Enumeration or FieldKind.Reference or FieldKind.Number or FieldKind.Address when value.Length == 0 => null,
            _ => text,
        };
    }

    /// <summary>Ports have no <c>add</c> line in an export: they are what is named somewhere and defined nowhere.</summary>
    private static void AddPorts(SimulatedRouter router)
    {
        var known = new HashSet<string>(s_interfaceWords, StringComparer.Ordinal);
        foreach (var (path, _) in InterfaceTypes.Menus)
            known.UnionWith(router.Find(path)?.Rows.SelectMany(row => new[] { row["name"], row["default-name"] }).OfType<string>() ?? []);
        var missing = new SortedSet<string>(Comparer<string>.Create(ByNumber));
        foreach (var menu in router.Menus)
        {
            foreach (var field in menu.Definition.Fields.Where(field => field.Kind == FieldKind.Reference && field.Target == "/interface"))
                missing.UnionWith(menu.Rows.Select(row => row[field.Name]?.TrimStart('!')).OfType<string>().Where(name => name.Length > 0 && !name.StartsWith('*') && !known.Contains(name)));
        }
        foreach (var number in Enumerable.Range(1, Math.Min(64, HighestPort(missing.Concat(known)))))
        {
            if (!known.Contains(FormattableString.Invariant($"ether{number}")))
                missing.Add(FormattableString.Invariant($"ether{number}"));
        }
        foreach (var name in missing)
        {
            var type = InterfaceTypes.OfPortName(name);
            var menu = InterfaceTypes.Menus.Where(entry => entry.Type == type).Select(entry => router.Find(entry.Menu)).FirstOrDefault(found => found is not null) ?? router["/interface/ethernet"];
            var row = Defaults(menu);
            row["name"] = row["default-name"] = name;
            menu.Add(row);
        }
    }

    private static int HighestPort(IEnumerable<string> names) =>
        names.Select(name => name.StartsWith("ether", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0).Append(0).Max();

    private static int ByNumber(string left, string right) =>
        left.Length != right.Length && left.TrimEnd("0123456789".ToCharArray()) == right.TrimEnd("0123456789".ToCharArray()) ? left.Length - right.Length : string.CompareOrdinal(left, right);
}
