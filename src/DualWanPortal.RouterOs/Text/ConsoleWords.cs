using System.Collections.Frozen;

namespace DualWanPortal.RouterOs.Text;

/// <summary>The words that tell a command from a path. A menu may be any path, so the verbs are the known side.</summary>
internal static class ConsoleWords
{
    /// <summary>No menu or property has a longer name; longer words would only cost memory.</summary>
    private const int LongestWord = 64;

    private static readonly FrozenSet<string> s_configuring =
        new[] { "add", "set", "remove", "enable", "disable", "unset", "move", "comment" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_acting = new[]
    {
        "print", "get", "find", "export", "import", "edit", "monitor", "reset", "reset-counters", "reset-counters-all", "reboot", "shutdown",
        "reset-configuration", "run", "flush", "save", "load", "renew", "release", "check-for-updates", "install", "download", "fetch", "sign",
        "create-certificate-request", "force-update", "execute", "undo", "redo", "quit", "delay", "beep", "resolve", "traceroute", "wps-push-button",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_roots = new[]
    {
        "app", "caps-man", "certificate", "console", "container", "disk", "dude", "file", "interface", "iot", "ip", "ipv6", "lcd", "log", "lora",
        "mpls", "openflow", "partitions", "port", "ppp", "queue", "radius", "routing", "snmp", "special-login", "store", "system", "task", "tool",
        "user", "user-manager", "virtual-fabric", "zerotier",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_flags = new[] { "blackhole", "fib", "invert-match" }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsVerb(string word) => s_configuring.Contains(word) || s_acting.Contains(word);

    public static bool Configures(string verb) => s_configuring.Contains(verb);

    public static bool IsRootMenu(string word) => s_roots.Contains(word);

    /// <summary>Switches that exports write without <c>=</c> (reference 1.8).</summary>
    public static bool IsFlag(string word) => s_flags.Contains(word);

    /// <summary>A path or property word: lower-case letters, digits, dash; <c>6to4</c> begins with a digit.</summary>
    public static bool IsPathWord(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word[0] == '-' || word.Length > LongestWord)
            return false;
        foreach (var c in word)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        return true;
    }

    /// <summary>A property name as exports write it: <c>dst-address</c>, <c>local.address</c>, <c>configuration.country</c>.</summary>
    public static bool IsKey(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word.Length > LongestWord || word[0] is '.' or '-' || word[^1] == '.')
            return false;
        foreach (var c in word)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
                return false;
        return true;
    }
}
