using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning;

/// <summary>Commands as a person types them, in the form that v6 and v7 both take: words of the path apart.</summary>
internal static class Cli
{
    public static string Quote(string value) => RouterOsQuoting.Quote(value);

    public static string Path(string menu) => "/" + menu.TrimStart('/').Replace('/', ' ');

    /// <summary><c>[find name="value" …]</c> by the properties that the item has.</summary>
    public static string Find(ConfigItem item, params IEnumerable<string> names) =>
        Find(names.Where(name => item[name] is not null).Select(name => KeyValuePair.Create(name, item[name]!)));

    public static string Find(IEnumerable<KeyValuePair<string, string>> conditions) => $"[find {string.Join(' ', conditions.Select(Condition))}]";

    /// <summary>Menus without the command <c>unset</c>, where <c>set</c> takes a property away by <c>!name</c> (reference 1.4); they are of v7.</summary>
    public static bool UnsetsBySet(string menu) => menu is "/interface/wireguard/peers";

    /// <summary>The command on the rows that a selector names; one that unsets says names only.</summary>
    public static string Command(RouterCommand command, string? rows) => command.Verb != "unset"
        ? CommandText.Format(Path(command.Menu), command.Verb, rows, command.Values.Where(value => command.Asked.All(asked => asked.Key != value.Key))) + string.Concat(command.Asked.Select(asked => $" {asked.Key}={asked.Value}"))
        : UnsetsBySet(command.Menu)
            ? CommandText.Format(Path(command.Menu), "set", rows, command.Values.Select(value => KeyValuePair.Create("!" + value.Key, "")))
            : $"{CommandText.Format(Path(command.Menu), "unset", rows, [])} {string.Join(',', command.Values.Select(value => value.Key))}";

    /// <summary>A number is compared as a number, all else as text (reference 3.14); a property that is not set is asked for by <c>!</c>.</summary>
    private static string Condition(KeyValuePair<string, string> condition) =>
        condition.Value.Length == 0 ? "!" + condition.Key
        : condition is { Key: "default", Value: "yes" } ? "default=yes"
        : condition.Value.All(char.IsAsciiDigit)
            ? $"{condition.Key}={condition.Value}"
            : CommandText.Find((condition.Key, condition.Value))["[find ".Length..^1];
}
