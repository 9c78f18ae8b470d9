using System.Text;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>A row in the words of the router, fit to be shown to anyone: no secrets, no ids, no counters, scripts only named.</summary>
public static class RowText
{
    private const int LongestValue = 80;

    /// <summary>The row with all that is worth showing, names in alphabetical order after those that identify it.</summary>
    public static string Of(ConfigItem item) =>
        Of(item, item.Values.Keys.Where(IsShown).OrderBy(Rank).ThenBy(name => name, StringComparer.Ordinal));

    /// <summary>The row with the given properties, those that it has.</summary>
    public static string Of(ConfigItem item, params IEnumerable<string> names)
    {
        var text = new StringBuilder(item.Menu);
        foreach (var name in names)
        {
            if (item[name] is not { } value || IsSecret(name))
                continue;
            text.Append(' ').Append(name).Append('=').Append(IsScript(name) && value.Length > 0 ? "…" : Quote(value));
        }
        return text.ToString();
    }

    public static Evidence Evidence(ConfigItem item) => new(item.Line, Of(item));

    public static Evidence Evidence(ConfigItem item, params IEnumerable<string> names) => new(item.Line, Of(item, names));

    private static string Quote(string value)
    {
        var cut = value.Length > LongestValue ? value[..LongestValue] + "…" : value;
        return cut.Length == 0 || cut.Any(c => c is ' ' or '"' or ';' or '\n' or '\r' or '\t')
            ? $"\"{cut.Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\""
            : cut;
    }

    private static bool IsShown(string name) => !name.StartsWith('.') && name is not ("bytes" or "packets" or "mac-address" or "hw-offloaded" or "expires-after")
        && !name.StartsWith("rx-", StringComparison.Ordinal) && !name.StartsWith("tx-", StringComparison.Ordinal) && !name.StartsWith("fp-", StringComparison.Ordinal);

    private static bool IsSecret(string name) => name.Contains("password", StringComparison.Ordinal) || name.Contains("secret", StringComparison.Ordinal)
        || name.Contains("passphrase", StringComparison.Ordinal) || name.EndsWith("-key", StringComparison.Ordinal) || name is "user" or "pin" or "key";

    private static bool IsScript(string name) => name is "script" or "source" or "on-event" or "on-up" or "on-down" or "up-script" or "down-script" or "lease-script";

    private static int Rank(string name) => name switch
    {
        "name" or "chain" or "dst-address" or "list" => 0,
        "interface" or "gateway" or "action" => 1,
        _ => 2,
    };
}
