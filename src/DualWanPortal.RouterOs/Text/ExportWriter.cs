using System.Globalization;
using System.Text;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Text;

/// <summary>What the head of a written export says beside the version; null leaves a part out.</summary>
public sealed record ExportSignature(DateTime? At = null, string? SoftwareId = null, string? Model = null, string? SerialNumber = null);

/// <summary>Writes rows as RouterOS prints an export: header, one section per menu, lines wrapped at 80 columns.</summary>
public static class ExportWriter
{
    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <param name="version">Decides the header's date form (7.10 and later: ISO). The default value leaves the first header line out.</param>
    /// <param name="items">Rows in any order; a menu's rows keep theirs. Properties that begin with a dot (<c>.id</c>) belong to a live router: left out.</param>
    /// <param name="signature">The rest of the header.</param>
    public static string Write(RouterOsVersion version, IEnumerable<ConfigItem> items, ExportSignature? signature = null)
    {
        var text = new StringBuilder();
        WriteHeader(text, version, signature ?? new ExportSignature());
        foreach (var menu in items.GroupBy(item => item.Menu, StringComparer.Ordinal))
        {
            text.Append('/').Append(menu.Key.Trim('/').Replace('/', ' ')).Append('\n');
            var rows = menu.ToList();
            // A record of settings in one version was a table in an older one (/tool/mac-server): several rows can only be a table.
            var settings = rows.Count == 1 && SettingsMenus.Contains(menu.Key);
            foreach (var item in rows)
                WriteItem(text, item, settings);
        }
        return text.ToString();
    }

    private static void WriteHeader(StringBuilder text, RouterOsVersion version, ExportSignature signature)
    {
        if (version.Major == 0)
            return;
        text.Append("# ");
        if (signature.At is { } at)
            text.Append(DateText(version, at)).Append(" by ");
        text.Append("RouterOS ").Append(version).Append('\n');
        text.Append("# software id = ").Append(signature.SoftwareId).Append('\n');
        text.Append("#\n");
        if (signature.Model is not null)
            text.Append("# model = ").Append(signature.Model).Append('\n');
        if (signature.SerialNumber is not null)
            text.Append("# serial number = ").Append(signature.SerialNumber).Append('\n');
    }

    /// <summary>Reference 1.8: ISO since 7.10, <c>jan/02/1970 00:06:10</c> before.</summary>
    private static string DateText(RouterOsVersion version, DateTime at) => version.AtLeast(7, 10)
        ? at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : s_months[at.Month - 1] + at.ToString("'/'dd'/'yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    private static void WriteItem(StringBuilder text, ConfigItem item, bool settings)
    {
        var line = new WrappedLine(text);
        var (head, spoken) = Head(item, settings);
        foreach (var word in head)
            line.Word(word);
        string? group = null;
        foreach (var (key, value) in item.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (key == spoken || key.StartsWith('.'))
                continue;
            if (CommandText.IsSwitch(key, value))
            {
                line.Word(key);
                continue;
            }
            var dot = key.IndexOf('.', StringComparison.Ordinal);
            var ownGroup = dot > 0 && key.LastIndexOf('.') == dot ? key[..dot] : null;
            line.Pair(ownGroup is not null && ownGroup == group ? key[dot..] : key, value);
            if (dot > 0)
                group = ownGroup;
        }
        line.End();
    }

    /// <summary>The verb with what says which row, and the property that is thereby said.</summary>
    private static (string[] Words, string? Spoken) Head(ConfigItem item, bool settings)
    {
        if (item["numbers"] is { Length: > 0 } numbers && (numbers[0] == '*' || numbers.All(char.IsAsciiDigit)) && RouterOsQuoting.IsBare(numbers))
            return (["set", numbers], "numbers");
        if (item["default-name"] is { } port)
            return (["set", "[", "find", "default-name=" + RouterOsQuoting.Quote(port), "]"], "default-name");
        if (item["default"] is "yes")
            return (["set", "[", "find", "default=yes", "]"], "default");
        if (SettingsMenus.HasFixedNames(item.Menu) && item["name"] is { } name && RouterOsQuoting.IsBare(name) && !char.IsAsciiDigit(name[0]))
            return (["set", name], "name");
        return ([settings ? "set" : "add"], null);
    }
}
