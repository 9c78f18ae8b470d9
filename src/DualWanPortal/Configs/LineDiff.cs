using System.Collections.Immutable;

namespace DualWanPortal.Configs;

public enum DiffKind { Same, Removed, Added }

/// <param name="Old">1-based line of the older text; null for an added one.</param>
/// <param name="New">1-based line of the newer text; null for a removed one.</param>
public readonly record struct DiffLine(DiffKind Kind, int? Old, int? New, string Text);

/// <summary>
/// The fewest lines to take out and put in, by Myers' greedy algorithm ("An O(ND) Difference Algorithm", 1986). Texts that have little in common are told as all out, all in,
/// instead of searching for long.
/// </summary>
public static class LineDiff
{
    /// <summary>Bounds memory to some ten megabytes.</summary>
    private const int MostEdits = 1500;

    public static ImmutableArray<DiffLine> Of(string older, string newer)
    {
        var (a, b) = (Lines(older), Lines(newer));
        var head = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head])
            head++;
        var tail = 0;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)])
            tail++;
        var lines = ImmutableArray.CreateBuilder<DiffLine>(a.Length + b.Length);
        for (var i = 0; i < head; i++)
            lines.Add(new DiffLine(DiffKind.Same, i + 1, i + 1, a[i]));
        foreach (var line in Middle(a.AsSpan(head..(a.Length - tail)), b.AsSpan(head..(b.Length - tail))))
            lines.Add(line with { Old = line.Old + head, New = line.New + head });
        for (var i = tail; i > 0; i--)
            lines.Add(new DiffLine(DiffKind.Same, a.Length - i + 1, b.Length - i + 1, a[^i]));
        return lines.ToImmutable();
    }

    /// <summary>Lines put in and taken out.</summary>
    public static (int Added, int Removed) Count(ImmutableArray<DiffLine> lines) => (lines.Count(line => line.Kind == DiffKind.Added), lines.Count(line => line.Kind == DiffKind.Removed));

    private static string[] Lines(string text) => text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static List<DiffLine> Middle(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var rounds = a.IsEmpty || b.IsEmpty ? null : Search(a, b);
        var lines = new List<DiffLine>(a.Length + b.Length);
        if (rounds is null)
        {
            for (var i = 0; i < a.Length; i++)
                lines.Add(new DiffLine(DiffKind.Removed, i + 1, null, a[i]));
            for (var i = 0; i < b.Length; i++)
                lines.Add(new DiffLine(DiffKind.Added, null, i + 1, b[i]));
            return lines;
        }
        var (x, y) = (a.Length, b.Length);
        for (var d = rounds.Count - 1; d >= 0; d--)
        {
            var k = x - y;
            var before = d == 0 ? 0 : ComesFromAbove(rounds[d - 1], k, d) ? k + 1 : k - 1;
            var fromX = d == 0 ? 0 : At(rounds[d - 1], before, d - 1);
            var fromY = d == 0 ? 0 : fromX - before;
            while (x > fromX && y > fromY)
                lines.Add(new DiffLine(DiffKind.Same, x--, y--, a[x]));
            if (d > 0)
                lines.Add(x == fromX ? new DiffLine(DiffKind.Added, null, y, b[y - 1]) : new DiffLine(DiffKind.Removed, x, null, a[x - 1]));
            (x, y) = (fromX, fromY);
        }
        lines.Reverse();
        return lines;
    }

    /// <summary>The furthest points of every number of edits, up to the one that reaches the end; null when that takes too many. Round d holds the diagonals -d to d.</summary>
    private static List<int[]>? Search(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var rounds = new List<int[]>();
        for (var d = 0; d <= Math.Min(MostEdits, a.Length + b.Length); d++)
        {
            var reached = new int[(2 * d) + 1];
            rounds.Add(reached);
            for (var k = -d; k <= d; k += 2)
            {
                var x = d == 0 ? 0 : ComesFromAbove(rounds[d - 1], k, d) ? At(rounds[d - 1], k + 1, d - 1) : At(rounds[d - 1], k - 1, d - 1) + 1;
                var y = x - k;
                while (x < a.Length && y < b.Length && a[x] == b[y])
                    (x, y) = (x + 1, y + 1);
                reached[k + d] = x;
                if (x >= a.Length && y >= b.Length)
                    return rounds;
            }
        }
        return null;
    }

    private static bool ComesFromAbove(int[] before, int k, int d) => k == -d || (k != d && At(before, k - 1, d - 1) < At(before, k + 1, d - 1));

    private static int At(int[] round, int k, int d) => round[k + d];
}
