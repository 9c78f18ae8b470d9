using System.Collections.Immutable;

namespace DualWanPortal.Configs;

/// <summary>The parts of a comparison that are worth reading: what differs, the menu it stands in, and a few lines around it.</summary>
public static class DiffContext
{
    private const int LinesAround = 3;

    /// <summary>Pieces in order, each a run of lines; between two pieces something is left out.</summary>
    public static ImmutableArray<ImmutableArray<DiffLine>> Around(ImmutableArray<DiffLine> lines)
    {
        var shown = new bool[lines.Length];
        var menu = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Text.StartsWith('/'))
                menu = i;
            if (lines[i].Kind == DiffKind.Same)
                continue;
            if (menu >= 0)
                shown[menu] = true;
            for (var near = Math.Max(0, i - LinesAround); near <= Math.Min(lines.Length - 1, i + LinesAround); near++)
                shown[near] = true;
        }
        var pieces = ImmutableArray.CreateBuilder<ImmutableArray<DiffLine>>();
        for (var i = 0; i < lines.Length;)
        {
            var start = i;
            while (i < lines.Length && shown[i])
                i++;
            if (i > start)
                pieces.Add([.. lines.AsSpan()[start..i]]);
            else
                i++;
        }
        return pieces.ToImmutable();
    }
}
