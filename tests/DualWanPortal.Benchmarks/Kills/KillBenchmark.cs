using System.Collections.Concurrent;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Tests.Plans.Kills;

namespace DualWanPortal.Benchmarks.Kills;

/// <summary>What is swept.</summary>
/// <param name="Every">Each so many places of a plan's work, 1 is every place; null for two at each line of its journal.</param>
/// <param name="Methods">Built-in policies.</param>
/// <param name="Versions">Profiles of the lab.</param>
/// <param name="AtOnce">Sweeps side by side, each on a router and a clock of its own.</param>
/// <param name="Undo">False: plans that are applied; true: plans that are taken back.</param>
internal sealed record KillSweep(int? Every, string[] Methods, string[] Versions, bool[] Undo, int AtOnce)
{
    public static string[] AllMethods { get; } = ["distance", "recursive", "netwatch"];

    public static string[] AllVersions { get; } = [.. RouterProfile.All.Select(profile => profile.Name)];

    /// <summary>What goes wrong.</summary>
    public IReadOnlyList<KillKind> Kinds { get; init; } = KillMatrix.Kinds;

    /// <summary>Real processes are killed too.</summary>
    public bool Processes { get; init; } = true;

    /// <summary>A few places of each kind, and one process.</summary>
    public bool Brief { get; init; }
}

/// <summary>Plans and their undos are ended at one place after another, in every way, on every version.</summary>
internal static class KillBenchmark
{
    private static readonly KillKind[] s_brief = [KillKind.PortalGone, KillKind.MachineGone, KillKind.MachineLongGone, KillKind.PacketsVanish, KillKind.PacketsLate, KillKind.RouterReboots];
    private static readonly int[] s_lines = [2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 18];

    /// <param name="progress">One line for each sweep that is over.</param>
    /// <param name="cancellationToken">Ends it early; what was seen until then is told.</param>
    public static async Task<KillReport> RunAsync(KillSweep sweep, TextWriter progress, CancellationToken cancellationToken)
    {
        var results = new ConcurrentQueue<KillResult>();
        var interrupted = false;
        try
        {
            var sweeps = from version in sweep.Versions from method in sweep.Methods from undo in sweep.Undo select new KillCase(KillKind.None, version, "two-isps-broken", 0) { Policy = method, Undo = undo };
            await Parallel.ForEachAsync(sweeps, new ParallelOptions { MaxDegreeOfParallelism = sweep.AtOnce, CancellationToken = cancellationToken },
                async (each, token) => await SweepAsync(sweep, each, results, progress, token));
            await ProcessesAsync(sweep, results, progress, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            interrupted = true;
        }
        return KillReport.Of([.. results], interrupted);
    }

    private static async Task SweepAsync(KillSweep sweep, KillCase none, ConcurrentQueue<KillResult> results, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var rig = await KillRig.StartAsync(cancellationToken);
        var undisturbed = await KillRun.RunAsync(rig, none, cancellationToken);
        if (undisturbed.End != KillEnd.New)
        {
            // A machine that is too busy lets even this one time out; what is compared with it would say nothing.
            results.Enqueue(undisturbed with { Problem = $"Undisturbed it came to nothing, so nothing was swept. {undisturbed.Problem}" });
            await progress.WriteLineAsync($"{none.Work} on {none.Profile}: not swept, undisturbed it ended as {undisturbed.Outcome}");
            return;
        }
        results.Enqueue(undisturbed);
        var (runs, problems) = (1, undisturbed.Problem is null ? 0 : 1);
        foreach (var what in sweep.Brief ? KillMatrix.OnceEach(undisturbed, s_brief) : sweep.Every is { } every ? KillMatrix.Of(undisturbed, every).Where(what => sweep.Kinds.Contains(what.Kind)) : KillMatrix.AtEveryStep(undisturbed, sweep.Kinds))
        {
            var result = await KillRun.RunAsync(rig, what, cancellationToken);
            results.Enqueue(result);
            runs++;
            if (result.Problem is not null)
            {
                problems++;
                await progress.WriteLineAsync(KillReport.Sentence(result));
            }
        }
        await progress.WriteLineAsync($"{none.Work} on {none.Profile}: {runs} runs over {undisturbed.Lines} lines and {undisturbed.Continuations} places, {problems} problems");
    }

    /// <summary>Real processes, each killed elsewhere.</summary>
    private static async Task ProcessesAsync(KillSweep sweep, ConcurrentQueue<KillResult> results, TextWriter progress, CancellationToken cancellationToken)
    {
        if (!sweep.Processes)
            return;
        var runs = sweep.Versions.SelectMany((version, index) => s_lines.Where((_, at) => sweep.Every is null or 1 || at % sweep.Versions.Length == index).Select(lines => (version, lines))).Take(sweep.Brief ? 1 : int.MaxValue);
        foreach (var (version, lines) in runs)
            results.Enqueue(await SigKillRun.RunAsync(version, lines, cancellationToken));
        await progress.WriteLineAsync($"{results.Count(result => result.Case.Kind == KillKind.ProcessKilled)} processes killed");
    }
}
