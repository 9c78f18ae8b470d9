using System.Collections.Immutable;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>Which things go wrong where.</summary>
internal static class KillMatrix
{
    /// <summary>Kinds with how many runs the test suite makes of each on every profile.</summary>
    private static readonly ImmutableArray<(KillKind Kind, int Runs)> s_kinds =
    [
        (KillKind.PortalKilled, 16), (KillKind.PortalGone, 8), (KillKind.MachineGone, 6), (KillKind.MachineLongGone, 4), (KillKind.ConnectionEnds, 6), (KillKind.PacketsVanish, 3), (KillKind.PacketsLate, 3), (KillKind.RouterReboots, 3),
    ];

    /// <summary>Each kind once, in the second half of the work, where steps stand.</summary>
    public static IEnumerable<KillCase> OnceEach(KillResult undisturbed, IReadOnlyList<KillKind> kinds)
    {
        for (var at = 0; at < kinds.Count; at++)
            yield return undisturbed.Case with { Kind = kinds[at], Point = undisturbed.Continuations * (kinds.Count + at) / (2 * kinds.Count), After = undisturbed.After };
    }

    /// <summary>At every step: before what each line of the journal announces, and while it is under way. What was done and is written down now is the next line's former place.</summary>
    public static IEnumerable<KillCase> AtEveryStep(KillResult undisturbed, IReadOnlyList<KillKind> kinds) =>
        from kind in kinds from line in Enumerable.Range(1, undisturbed.Lines) from later in new[] { 0, 2 } select undisturbed.Case with { Kind = kind, Line = line, Later = later, After = undisturbed.After };

    public static ImmutableArray<KillKind> Kinds { get; } = [.. s_kinds.Select(kind => kind.Kind)];

    /// <param name="every">Null for a few of each kind, evenly spread; else each so many places.</param>
    public static IEnumerable<KillCase> Of(KillResult undisturbed, int? every)
    {
        foreach (var (kind, runs) in s_kinds)
        {
            var stride = every ?? Math.Max(1, undisturbed.Continuations / runs);
            // Each kind begins elsewhere, so that together they meet more places.
            for (var point = 1 + ((int)kind * 5 % stride); point <= undisturbed.Continuations; point += stride)
                yield return undisturbed.Case with { Kind = kind, Point = point, After = undisturbed.After };
        }
    }
}
