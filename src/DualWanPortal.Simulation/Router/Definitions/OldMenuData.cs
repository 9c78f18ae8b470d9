using System.Collections.Frozen;
using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Definitions;

/// <summary>
/// What RouterOS 6.49 has of the menus that nobody wrote by hand: <c>menus6.txt</c>. No command tree of 6.49 is public, so most of it is what did not change until the
/// oldest tree that is (7.9).
/// </summary>
internal static class OldMenuData
{
    private const string Resource = "DualWanPortal.Simulation.Router.Definitions.menus6.txt";

    private static readonly Lazy<FrozenDictionary<string, ImmutableArray<string>>> s_menus = new(Read);

    /// <param name="oldest">The menu as the oldest known version of 7 has it.</param>
    public static MenuFacts? Find(string path, Func<string, MenuFacts?> oldest)
    {
        if (!s_menus.Value.TryGetValue(path, out var lines))
            return null;
        var head = lines[0].Split(' ');
        if (head.Length > 1 && !head[1].StartsWith('-'))
            return new MenuFacts(path, head[1], [.. head.Skip(2)], [.. Words(lines).Select(name => new MenuArgument(name, head[1] == "table", InSet: true))]);
        var gone = head.Skip(1).Select(word => word[1..]).ToHashSet(StringComparer.Ordinal);
        return oldest(path) is { } facts ? facts with { Arguments = facts.Arguments.RemoveAll(argument => gone.Contains(argument.Name)) } : null;
    }

    public static bool IsDirectory(string path) =>
        s_menus.Value.Keys.Any(menu => menu.StartsWith(path, StringComparison.Ordinal) && (menu.Length == path.Length || menu[path.Length] == '/'));

    private static IEnumerable<string> Words(ImmutableArray<string> lines) => lines.Skip(1).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static FrozenDictionary<string, ImmutableArray<string>> Read()
    {
        using var stream = typeof(OldMenuData).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var menus = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var path = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('/'))
                menus[path = line.Split(' ', 2)[0]] = [line];
            else if (line.StartsWith(' '))
                menus[path] = menus[path].Add(line);
        }
        return menus.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
