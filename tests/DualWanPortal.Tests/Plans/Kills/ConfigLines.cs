using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>A router's whole configuration as an export would say it, without what it says by default: every menu, whether plans know of it or not.</summary>
/// <param name="Lines">By menu; in the router's order where a menu has one.</param>
internal sealed record ConfigLines(ImmutableArray<string> Lines, ImmutableArray<ConfigItem> Items, ImmutableDictionary<string, MenuDefinition> Menus)
{
    /// <summary>What happens on a router is no configuration.</summary>
    private static readonly HashSet<string> s_left = new(StringComparer.Ordinal)
    {
        "/log", "/file", "/system/history", "/user/active", "/system/script/job", "/system/script/environment", "/ip/firewall/connection", "/safe-mode", "/system/clock", "/ip/arp", "/ip/dns/cache",
        "/system/resource", "/ip/neighbor",
    };

    public static ConfigLines Of(SimulatedRouter router)
    {
        var menus = router.Menus.Where(menu => !menu.Definition.FixedRows && !s_left.Contains(menu.Path)).ToList();
        var definitions = menus.ToImmutableDictionary(menu => menu.Path, menu => menu.Definition, StringComparer.Ordinal);
        ImmutableArray<ConfigItem> items = [.. menus.SelectMany(menu => menu.Rows.Where(row => !row.Dynamic && row["comment"]?.StartsWith("dwp:deadman", StringComparison.Ordinal) != true).Select(row => Item(menu, row)))];
        return new ConfigLines(Write(items, definitions), items, definitions);
    }

    /// <summary>What the shown lines of a plan lead to, worked out without a router; where a row comes to stand is the router's affair.</summary>
    public ImmutableArray<string> After(Plan plan) => [.. Write(PlannedRows.After(Items, plan.Steps.Select(step => step.Do)), Menus).Order(StringComparer.Ordinal)];

    /// <summary>The first lines that one has and the other lacks; null when there are none.</summary>
    public static string? Difference(IEnumerable<string> wanted, IEnumerable<string> seen)
    {
        var (missing, more) = (wanted.ToList(), new List<string>());
        foreach (var line in seen)
            if (!missing.Remove(line))
                more.Add(line);
        return missing.Count + more.Count == 0 ? null : string.Join("; ", missing.Take(4).Select(line => "lacks " + line).Concat(more.Take(4).Select(line => "has " + line)));
    }

    private static ImmutableArray<string> Write(IEnumerable<ConfigItem> items, ImmutableDictionary<string, MenuDefinition> menus)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var group in items.Where(item => menus.ContainsKey(item.Menu)).GroupBy(item => item.Menu, StringComparer.Ordinal))
        {
            var written = group.Select(item => Line(menus[group.Key], item));
            lines.AddRange(menus[group.Key].Ordered ? written : written.Order(StringComparer.Ordinal));
        }
        return lines.ToImmutable();
    }

    private static ConfigItem Item(Menu menu, MenuRow row) => new(menu.Path, menu.Definition.Fields.Where(field => !field.ReadOnly && !menu.Definition.Flags.Contains(field.Name) && row[field.Name] is not null)
        .Select(field => KeyValuePair.Create(field.Name, row[field.Name]!)).Append(KeyValuePair.Create(".id", row.Id)).ToImmutableDictionary(StringComparer.Ordinal));

    private static string Line(MenuDefinition menu, ConfigItem item) => menu.Path + " " + string.Join(' ', item.Values.Where(value => value.Key != ".id").OrderBy(value => value.Key, StringComparer.Ordinal)
        .Select(value => (value.Key, Field: menu.Field(value.Key), Value: Plain(menu.Field(value.Key), value.Value)))
        .Where(value => value.Value != Plain(value.Field, value.Field?.Default ?? "") && (value.Key, value.Value) is not ("check-gateway", "none")).Select(value => $"{value.Key}={value.Value}"));

    /// <summary><c>yes</c> is <c>true</c>, <c>10s</c> is <c>00:00:10</c> (reference 1.8).</summary>
    private static string Plain(MenuField? field, string value) => field?.Kind switch
    {
        FieldKind.Boolean or FieldKind.Switch => value switch { "yes" => "true", "no" => "false", _ => value },
        FieldKind.Duration when RouterOsDuration.TryParse(value, out var span) => RouterOsDuration.Format(span),
        FieldKind.Prefix when value.Length > 0 && !value.Contains('/', StringComparison.Ordinal) => value + "/32",
        _ => value.ReplaceLineEndings("\n"),
    };
}
