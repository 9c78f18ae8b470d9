using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Simulation.Router.Files;

/// <param name="Verbose">Properties at their default too.</param>
/// <param name="Terse">One whole line per row.</param>
/// <param name="ShowsSensitive">Passwords and keys too.</param>
internal sealed record ExportStyle(bool Verbose = false, bool Terse = false, bool ShowsSensitive = false);

/// <summary>The configuration of a router as its export words it: what people set, not what the router made or knows (reference 3.13).</summary>
internal static class ExportText
{
    /// <summary>State, or the device's own: not part of an export.</summary>
    private static readonly ImmutableHashSet<string> s_left =
    [
        "/interface", "/log", "/file", "/user", "/user/active", "/user/aaa", "/system/resource", "/system/routerboard", "/system/license", "/system/device-mode", "/system/history",
        "/system/package", "/system/package/update", "/system/health", "/system/script/environment", "/system/script/job", "/safe-mode", "/certificate",
    ];

    /// <param name="under">Only this menu and those below it; null: all.</param>
    public static string Of(SimulatedRouter router, string? under, ExportStyle style)
    {
        var items = Items(router, under, style).ToArray();
        var version = router.Profile.Version;
        var signature = new ExportSignature(router.Clock.Now.UtcDateTime, router.Find("/system/license")?.Settings["software-id"], router.Find("/system/resource")?.Settings["board-name"]);
        if (!style.Terse)
            return ExportWriter.Write(version, items, signature);
        var text = ExportWriter.Write(version, [], signature);
        return text + string.Concat(items.Select(item => ExportWriter.Write(default, [item]).TrimEnd('\n').Replace("\\\n    ", "", StringComparison.Ordinal).Replace('\n', ' ') + "\n"));
    }

    private static IEnumerable<ConfigItem> Items(SimulatedRouter router, string? under, ExportStyle style)
    {
        var factory = new SimulatedRouter(router.Name, router.Profile, new SimulationClock(router.Clock.Now), router.Menus.Select(menu => menu.Definition));
        BuiltInRows.AddTo(factory);
        foreach (var menu in router.Menus.Where(menu => !s_left.Contains(menu.Path) && IsUnder(menu.Path, under)))
        {
            foreach (var row in menu.Rows.Where(row => !row.Dynamic && !row.Flag("dynamic") && !row.Flag("builtin")))
            {
                var known = menu.Definition.IsSettings ? null : row["name"] is { } name ? factory[menu.Path].Named(name) : row.Flag("default") ? factory[menu.Path].Find(row.Id) : null;
                if (Item(menu, row, known, style) is { } item)
                    yield return item;
            }
        }
    }

    private static ConfigItem? Item(Menu menu, MenuRow row, MenuRow? known, ExportStyle style)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var field in menu.Definition.Fields.Where(field => !field.ReadOnly))
        {
            if (row[field.Name] is not { } value || (!style.ShowsSensitive && SecretText.IsSecret(field.Name)))
                continue;
            var usual = known is null ? field.Default : known[field.Name];
            if (style.Verbose || value != usual)
                values[field.Name] = field.Kind == FieldKind.Boolean ? value == "true" ? "yes" : "no" : value;
        }
        if (values.Count == 0 && (known is not null || menu.Definition.IsSettings))
            return null;
        if (known is not null && row["name"] is { } named)
            values["name"] = named;
        if (menu.Path is "/interface/ethernet" or "/interface/lte" && row["default-name"] is { } port)
        {
            values["default-name"] = port;
            if (row["name"] == port)
                values.Remove("name");
            if (values.Count == 1)
                return null;
        }
        if (row.Flag("default") && known is not null)
        {
            var others = menu.Definition.BuiltIn.Length > 1;
            if (!others)
                values["default"] = "yes";
            else if (row["name"] is null)
                values["numbers"] = menu.Rows.TakeWhile(other => other != row).Count().ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!others)
                values.Remove("name");
        }
        return new ConfigItem(menu.Path, values.ToImmutable());
    }

    private static bool IsUnder(string path, string? under) =>
        under is null || path == under || (path.StartsWith(under, StringComparison.Ordinal) && path[under.Length] == '/');
}
