using System.Collections.Frozen;
using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>One argument of a menu, and which of its two commands takes it.</summary>
internal readonly record struct MenuArgument(string Name, bool InAdd, bool InSet);

/// <summary>What one version has of one menu: its shape, its commands, the arguments of <c>add</c> and <c>set</c>.</summary>
/// <param name="Shape"><c>table</c>, <c>fixed</c> (rows that nobody adds) or <c>settings</c> (one record).</param>
internal sealed record MenuFacts(string Path, string Shape, ImmutableHashSet<string> Verbs, ImmutableArray<MenuArgument> Arguments);

/// <summary>
/// Which menu, verb and argument exists in which RouterOS 7 version, for all menus: <c>menus.txt</c>, reduced from public-domain command trees (README). It
/// says what exists and not what it means. The text is indexed once; a menu is read when somebody asks for it.
/// </summary>
internal static class MenuData
{
    private const string Resource = "DualWanPortal.Simulation.Router.Definitions.menus.txt";

    private static readonly (int Major, int Minor) s_first = (7, 9);
    private static readonly Lazy<FrozenDictionary<string, ImmutableArray<string>>> s_menus = new(Read);

    /// <summary>Null when the version has no such menu, or is older than all that is known.</summary>
    public static MenuFacts? Find(string path, RouterOsVersion version)
    {
        return version.IsV6 ? OldMenuData.Find(path, menu => Find(menu, s_first)) : Find(path, Known(version));
    }

    private static MenuFacts? Find(string path, (int Major, int Minor) at)
    {
        if (!s_menus.Value.TryGetValue(path, out var lines))
            return null;
        var head = lines[0].Split(' ');
        if (!Within(head[1], at))
            return null;
        var verbs = head.Skip(3).Select(verb => verb.Split('@')).Where(verb => verb.Length == 1 || Within(verb[1], at)).Select(verb => verb[0]);
        var shape = Shape(head[2], at);
        return new MenuFacts(path, shape, [.. verbs], Arguments(lines, shape, at));
    }

    /// <summary><c>table@7.17..</c> is a table there and was one record before.</summary>
    private static string Shape(string text, (int, int) at) =>
        text.Split('@') is [var shape, var range] ? Within(range, at) ? shape : "settings" : text;

    /// <summary>Whether something is below this path in this version: a directory without rows of its own, such as <c>/ip</c>.</summary>
    public static bool IsDirectory(string path, RouterOsVersion version) => version.IsV6
        ? OldMenuData.IsDirectory(path)
        : s_menus.Value.Any(menu => menu.Key.StartsWith(path, StringComparison.Ordinal) && (menu.Key.Length == path.Length || menu.Key[path.Length] == '/')
            && Within(menu.Value[0].Split(' ', 3)[1], Known(version)));

    private static ImmutableArray<MenuArgument> Arguments(ImmutableArray<string> lines, string shape, (int, int) at)
    {
        var found = new SortedDictionary<string, MenuArgument>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            var words = line.TrimStart().Split(' ');
            var mark = words[0][0];
            if (!Within(words[0].TrimStart('+', '='), at))
                continue;
            var (add, set) = (mark != '=' && shape == "table", mark != '+');
            foreach (var name in words.Skip(1))
            {
                var before = found.GetValueOrDefault(name);
                found[name] = new MenuArgument(name, add || before.InAdd, set || before.InSet);
            }
        }
        return [.. found.Values];
    }

    /// <summary>A version older than the first that is known is read as that one.</summary>
    private static (int Major, int Minor) Known(RouterOsVersion version) => (version.Major, version.Minor).CompareTo(s_first) < 0 ? s_first : (version.Major, version.Minor);

    /// <summary><c>7.18..7.20</c>, either end open; <c>~</c> marks gaps that are not recorded.</summary>
    private static bool Within(string range, (int Major, int Minor) at)
    {
        var dots = range.IndexOf("..", StringComparison.Ordinal);
        var (from, to) = (range[..dots], range[(dots + 2)..].TrimStart('~'));
        return (from.Length == 0 || at.CompareTo(Minor(from)) >= 0) && (to.Length == 0 || at.CompareTo(Minor(to)) <= 0);
    }

    private static (int, int) Minor(string text) => RouterOsVersion.TryParse(text, out var version) ? (version.Major, version.Minor) : default;

    private static FrozenDictionary<string, ImmutableArray<string>> Read()
    {
        using var stream = typeof(MenuData).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var menus = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var lines = ImmutableArray.CreateBuilder<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('/') && lines.Count > 0)
                Close();
            if (!line.StartsWith('#'))
                lines.Add(line);
        }
        Close();
        return menus.ToFrozenDictionary(StringComparer.Ordinal);

        void Close()
        {
            menus[lines[0][..lines[0].IndexOf(' ', StringComparison.Ordinal)]] = lines.ToImmutable();
            lines.Clear();
        }
    }
}
