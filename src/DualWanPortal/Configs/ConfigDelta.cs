using System.Collections.Immutable;

namespace DualWanPortal.Configs;

/// <summary>What differs between two versions, in short.</summary>
/// <param name="Menus">Where it differs, in the order of the text.</param>
/// <param name="Lines">The first lines that differ, with their menu and a sign.</param>
internal sealed record ConfigDelta(int Added, int Removed, ImmutableArray<string> Menus, ImmutableArray<string> Lines)
{
    private const int MostLines = 12;
    private const int LongestLine = 300;

    public static ConfigDelta Of(string older, string newer)
    {
        var (menu, added, removed) = ("", 0, 0);
        var menus = new List<string>();
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var line in LineDiff.Of(older, newer))
        {
            var heading = line.Text.StartsWith('/');
            if (heading)
                menu = "/" + line.Text[1..].Replace(' ', '/');
            if (line.Kind == DiffKind.Same)
                continue;
            (added, removed) = line.Kind == DiffKind.Added ? (added + 1, removed) : (added, removed + 1);
            if (heading)
                continue;
            var place = line.Text.StartsWith('#') ? "" : menu;
            if (place.Length > 0 && !menus.Contains(place))
                menus.Add(place);
            if (lines.Count < MostLines)
                lines.Add($"{(line.Kind == DiffKind.Added ? '+' : '-')} {place} {Cut(line.Text)}".Replace("  ", " ", StringComparison.Ordinal));
        }
        return new ConfigDelta(added, removed, [.. menus], lines.ToImmutable());
    }

    private static string Cut(string text) => text.Length <= LongestLine ? text : text[..LongestLine] + "…";
}
