using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>The recorded command trees, read here a second time and without the reader of the simulation: line by line, range by range.</summary>
internal sealed class CommandTrees
{
    public static readonly string[] Versions =
        ["7.9", "7.10.2", "7.11.3", "7.12.2", "7.13.5", "7.14.3", "7.15", "7.16", "7.17", "7.18", "7.19", "7.20", "7.21", "7.22", "7.23", "7.24"];

    private readonly Dictionary<string, (string Shape, HashSet<string> Verbs, HashSet<string> Add, HashSet<string> Set)> _menus = [];

    public CommandTrees(string version)
    {
        var at = Number(version);
        using var reader = new StreamReader(typeof(MenuCatalogue).Assembly.GetManifestResourceStream("DualWanPortal.Simulation.Router.Definitions.menus.txt")!);
        (string Shape, HashSet<string> Verbs, HashSet<string> Add, HashSet<string> Set)? current = null;
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith('/'))
            {
                current = null;
                if (!Has(words[1], at))
                    continue;
                current = (words[2], [.. words.Skip(3).Where(word => !word.Contains('@') || Has(word.Split('@')[1], at)).Select(word => word.Split('@')[0])], [], []);
                _menus[words[0]] = current.Value;
            }
            else if (line.StartsWith(' ') && current is { } menu && Has(words[0].Trim('+', '='), at))
            {
                if (words[0][0] != '=')
                    menu.Add.UnionWith(words.Skip(1));
                if (words[0][0] != '+')
                    menu.Set.UnionWith(words.Skip(1));
            }
        }
    }

    public IEnumerable<string> Paths => _menus.Keys;
    public bool Has(string menu) => _menus.ContainsKey(menu);
    public bool HasVerb(string menu, string verb) => _menus[menu].Verbs.Contains(verb);
    public string Shape(string menu) => _menus[menu].Shape;
    public IEnumerable<string> Arguments(string menu, string verb) => verb == "add" && Shape(menu) == "table" ? _menus[menu].Add : _menus[menu].Set;

    public static RouterOsVersion Version(string text) => RouterOsVersion.TryParse(text, out var version) ? version : throw new ArgumentException(text);

    private static bool Has(string range, double at)
    {
        var ends = range.Replace("~", "", StringComparison.Ordinal).Split("..");
        return (ends[0].Length == 0 || Number(ends[0]) <= at) && (ends[1].Length == 0 || at <= Number(ends[1]));
    }

    private static double Number(string version)
    {
        var parts = version.Split('.');
        return (int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) * 1000) + int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
