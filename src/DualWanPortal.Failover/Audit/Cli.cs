using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit;

/// <summary>Commands as a person types them, in the form that v6 and v7 both take: words of the path apart.</summary>
internal static class Cli
{
    public static string Quote(string value) =>
        value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/' or '%' or ',' or '*')
            ? value
            : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal)}\"";

    public static string Path(string menu) => "/" + menu.TrimStart('/').Replace('/', ' ');

    /// <summary><c>[find name=value …]</c> by the properties that the item has.</summary>
    public static string Find(ConfigItem item, params IEnumerable<string> names) =>
        $"[find {string.Join(' ', names.Where(name => item[name] is not null).Select(name => $"{name}={Quote(item[name]!)}"))}]";
}
