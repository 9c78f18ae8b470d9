using System.Collections.Immutable;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Tests.Plans.Kills;

namespace DualWanPortal.Benchmarks.Kills;

/// <param name="Kind">What happened in the middle.</param>
/// <param name="Old">Runs after which the router is as before, as the portal knows.</param>
/// <param name="New">Runs after which the router is as planned, confirmed.</param>
/// <param name="Between">Must be 0.</param>
/// <param name="Unreachable">Must be 0.</param>
/// <param name="Problems">Runs in which anything was not as it must be, those among them.</param>
internal sealed record KillCount(string Kind, string Method, string Version, int Runs, int Old, int New, int Between, int Unreachable, int Problems)
{
    public static ImmutableArray<KillCount> Of(IEnumerable<KillResult> results) =>
        [.. results.GroupBy(result => (Kind: result.Case.Kind.ToString(), result.Case.Work, result.Case.Profile)).OrderBy(group => group.Key).Select(group => Of(group.Key.Kind, group.Key.Work, group.Key.Profile, [.. group]))];

    public static KillCount Of(string kind, string method, string version, KillResult[] results) => new(kind, method, version, results.Length, Ended(results, KillEnd.Old), Ended(results, KillEnd.New),
        Ended(results, KillEnd.Between), Ended(results, KillEnd.Unreachable), results.Count(result => result.Problem is not null));

    private static int Ended(KillResult[] results, KillEnd end) => results.Count(result => result.End == end);
}

/// <summary>How long routers took to go back by themselves, by their own clock; counted where something stood.</summary>
/// <param name="Target">At most this, seconds.</param>
/// <param name="Slowest">The run that took longest; null without any.</param>
internal sealed record RollbackTime(string When, int Runs, double P50, double Max, double Target, string? Slowest)
{
    public static RollbackTime Of(string when, double target, IEnumerable<KillResult> results, params KillKind[] kinds)
    {
        KillResult[] back = [.. results.Where(result => kinds.Contains(result.Case.Kind) && result.BackAfter is not null).OrderBy(result => result.BackAfter)];
        var (p50, _, max) = Percentiles.Of([.. back.Select(result => result.BackAfter!.Value.TotalSeconds)]);
        return new RollbackTime(when, back.Length, p50, max, target, back.LastOrDefault() is { } slowest ? KillReport.Sentence(slowest) : null);
    }
}

/// <param name="Interrupted">Ended before all was swept; what is told is what was seen until then.</param>
/// <param name="Home">Device mode home, where a background job and a netwatch entry stand in for the scheduler; counted apart.</param>
/// <param name="HomeWithoutSecond">Of those, runs in which steps stood that nothing on the router would have taken back after a power cut.</param>
/// <param name="FiredInSafeMode">Runs in which the dead-man fired while a lost session held safe mode.</param>
internal sealed record KillReport(bool Interrupted, KillCount Total, ImmutableArray<RollbackTime> Back, int FiredInSafeMode, ImmutableArray<KillCount> Counts, KillCount Home, int HomeWithoutSecond,
    ImmutableArray<KillCount> HomeCounts, ImmutableArray<string> What)
{
    public static KillReport Of(ImmutableArray<KillResult> results, bool interrupted)
    {
        KillResult[] home = [.. results.Where(result => RouterProfile.Named(result.Case.Profile)!.HomeDeviceMode)];
        KillResult[] others = [.. results.Except(home)];
        return new KillReport(interrupted, KillCount.Of("all", "all", "all but home", others),
            [
                RollbackTime.Of("the close reaches the router", 30, results, KillKind.PortalGone),
                RollbackTime.Of("packets vanish", 120, results, KillKind.MachineGone, KillKind.MachineLongGone, KillKind.PacketsVanish),
            ],
            results.Count(result => result.FiredInSafeMode), KillCount.Of(others), KillCount.Of("all", "all", "home", home), home.Count(result => result.WithoutSecond), KillCount.Of(home),
            [.. results.Where(result => result.Problem is not null).Select(Sentence)]);
    }

    public static string Sentence(KillResult result) => $"{result.Case.Kind} at {result.Case.Place} of {result.Case.Work} on {result.Case.Profile}: {result.Outcome}. {result.Problem}";
}
