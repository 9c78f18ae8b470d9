using System.Collections.Immutable;

namespace DualWanPortal.Configs;

/// <summary>Two lines that stand side by side; one is null where the other side has nothing.</summary>
public readonly record struct DiffPair(DiffLine? Old, DiffLine? New);

/// <summary>Lays a comparison out in two columns: what was taken out beside what was put in its place.</summary>
public static class DiffPairs
{
    public static ImmutableArray<DiffPair> Of(ImmutableArray<DiffLine> lines)
    {
        var pairs = ImmutableArray.CreateBuilder<DiffPair>(lines.Length);
        for (var i = 0; i < lines.Length;)
        {
            if (lines[i].Kind == DiffKind.Same)
            {
                pairs.Add(new DiffPair(lines[i], lines[i]));
                i++;
                continue;
            }
            var start = i;
            while (i < lines.Length && lines[i].Kind != DiffKind.Same)
                i++;
            var removed = lines[start..i].Where(line => line.Kind == DiffKind.Removed).ToList();
            var added = lines[start..i].Where(line => line.Kind == DiffKind.Added).ToList();
            for (var row = 0; row < Math.Max(removed.Count, added.Count); row++)
                pairs.Add(new DiffPair(row < removed.Count ? removed[row] : null, row < added.Count ? added[row] : null));
        }
        return pairs.ToImmutable();
    }
}
