using System.Collections.Immutable;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Tests.Plans.Kills;

namespace DualWanPortal.Benchmarks.Kills;

/// <param name="Kind">What happened in the middle.</param>
/// <param name="Confirmed">Runs that ended in the new state, confirmed.</param>
/// <param name="RolledBack">Runs that ended in the old state.</param>
internal sealed record KillCount(string Kind, string Profile, int Runs, int Confirmed, int RolledBack, int Problems);

/// <param name="Home">Device mode home, where a background job and a netwatch entry stand in for the scheduler; counted apart.</param>
internal sealed record KillBenchmarkResult(int Runs, int Problems, ImmutableArray<KillCount> Counts, int HomeRuns, int HomeProblems, ImmutableArray<KillCount> Home, ImmutableArray<string> What);

/// <summary>A plan is ended at one place after another, in every way, on every profile.</summary>
internal static class KillBenchmark
{
    private static readonly ImmutableArray<int> s_lines = [2, 4, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18];

    public static async Task<KillBenchmarkResult> RunAsync(int every, bool brief, CancellationToken cancellationToken)
    {
        var results = new List<KillResult>();
        foreach (var profile in RouterProfile.All)
        {
            results.AddRange(await OfProfileAsync(profile.Name, every, cancellationToken));
            // A dozen processes over all profiles, each killed elsewhere.
            foreach (var lines in s_lines.Where((_, index) => index % RouterProfile.All.Length == RouterProfile.All.IndexOf(profile)).Take(brief ? 1 : int.MaxValue))
                results.Add(await SigKillRun.RunAsync(profile.Name, lines, cancellationToken));
        }
        var home = results.FindAll(result => IsHome(result.Case.Profile));
        var others = results.FindAll(result => !IsHome(result.Case.Profile));
        return new KillBenchmarkResult(others.Count, Problems(others), Count(others), home.Count, Problems(home), Count(home),
            [.. results.Where(result => result.Problem is not null).Select(result => $"{result.Case.Kind} at {result.Case.Point} on {result.Case.Profile}: {result.Outcome}. {result.Problem}")]);
    }

    private static async Task<List<KillResult>> OfProfileAsync(string profile, int every, CancellationToken cancellationToken)
    {
        await using var rig = await KillRig.StartAsync(cancellationToken);
        var undisturbed = await KillRun.RunAsync(rig, new KillCase(KillKind.None, profile, "two-isps-broken", 0), cancellationToken);
        var results = new List<KillResult> { undisturbed };
        foreach (var what in KillMatrix.Of(undisturbed, every))
            results.Add(await KillRun.RunAsync(rig, what, cancellationToken));
        return results;
    }

    private static bool IsHome(string profile) => RouterProfile.Named(profile)!.HomeDeviceMode;

    private static int Problems(List<KillResult> results) => results.Count(result => result.Problem is not null);

    private static ImmutableArray<KillCount> Count(List<KillResult> results) =>
        [.. results.GroupBy(result => (result.Case.Kind, result.Case.Profile)).Select(group => new KillCount(group.Key.Kind.ToString(), group.Key.Profile, group.Count(),
            group.Count(result => result.Outcome == "confirmed"), group.Count(result => result.Outcome == "rolled-back"), group.Count(result => result.Problem is not null)))];
}
