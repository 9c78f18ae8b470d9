using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Routers;

namespace DualWanPortal.Configs;

/// <summary>
/// What a person configured on a router, as text that is the same as long as nobody changes it: a line per row, menus in a fixed order, no dates, counters or leases, secrets masked.
/// Made from the rows that watching reads anyway.
/// </summary>
/// <param name="Text">Lines end with a line feed.</param>
/// <param name="Hash">SHA-256 of the text, hex.</param>
public sealed record ConfigText(string Text, string Hash)
{
    public static ConfigText Of(RouterReading reading)
    {
        var model = reading.Menus.GetValueOrDefault("/system/resource", []) is [var first, ..] ? first : null;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# RouterOS {model?["version"] ?? "of unknown version"}\n");
        if (model?["board-name"] is { } board)
            text.Append(CultureInfo.InvariantCulture, $"# model = {board}\n");
        // A menu that is refused must not look like one whose rows somebody removed.
        foreach (var warning in reading.Warnings.OrderBy(warning => warning.Text, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"# {warning.Text} is not shown to the portal\n");
        foreach (var menu in WatchedMenus.All)
            Append(text, reading.Menus.GetValueOrDefault(menu.Path, []));
        return OfText(text.ToString());
    }

    public static ConfigText OfText(string text) => new(text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    private static void Append(StringBuilder text, IEnumerable<ConfigItem> rows)
    {
        foreach (var menu in rows.Select(ConfigRows.Of).OfType<ConfigItem>().GroupBy(row => row.Menu, StringComparer.Ordinal).OrderBy(menu => menu.Key, StringComparer.Ordinal))
        {
            var written = ExportWriter.Write(default, menu).Replace("\\\n    ", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            text.Append(written[0]).Append('\n');
            foreach (var line in ConfigRows.AreOrdered(menu.Key) ? written.Skip(1) : written.Skip(1).Order(StringComparer.Ordinal))
                text.Append(line).Append('\n');
        }
    }
}
