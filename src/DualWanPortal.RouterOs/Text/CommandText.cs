using System.Text;

namespace DualWanPortal.RouterOs.Text;

/// <summary>One console command on one line, for plans, previews and scripts that a person may paste.</summary>
public static class CommandText
{
    /// <summary>
    /// <c>/ip/firewall/nat add chain=srcnat action=masquerade out-interface-list=WAN</c>; keys in the order given. Switches with an empty value
    /// (<c>fib</c>, <c>blackhole</c>) and unset properties (<c>!comment</c>) are written without <c>=</c>.
    /// </summary>
    /// <param name="menu">Slash path.</param>
    /// <param name="verb">add, set, remove, enable, disable, unset…</param>
    /// <param name="selector">Console text that says which row, for example <c>*1A</c> or the text of <see cref="Find"/>; null for none.</param>
    /// <param name="values">Properties and their plain values; quoting is done here.</param>
    public static string Format(string menu, string verb, string? selector, IEnumerable<KeyValuePair<string, string>> values)
    {
        var line = new StringBuilder(menu).Append(' ').Append(verb);
        if (!string.IsNullOrEmpty(selector))
            line.Append(' ').Append(selector);
        foreach (var (key, value) in values)
            line.Append(' ').Append(Argument(key, value));
        return line.ToString();
    }

    /// <summary><c>[find comment="dwp:x"]</c>: every value quoted, because unquoted prefixes match nothing (reference 3.14).</summary>
    public static string Find(params ReadOnlySpan<(string Key, string Value)> conditions)
    {
        var text = new StringBuilder("[find");
        foreach (var (key, value) in conditions)
            text.Append(' ').Append(key).Append("=\"").AppendJoin("", RouterOsQuoting.Pieces(value)).Append('"');
        return text.Append(']').ToString();
    }

    internal static string Argument(string key, string value) => IsSwitch(key, value) ? key : key + "=" + RouterOsQuoting.Quote(value);

    internal static bool IsSwitch(string key, string value) => value.Length == 0 && (key.StartsWith('!') || ConsoleWords.IsFlag(key));
}
