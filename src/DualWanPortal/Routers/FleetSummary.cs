using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Shell;

namespace DualWanPortal.Routers;

/// <summary>The fleet in one sentence: the first thing that anyone reads.</summary>
public static class FleetSummary
{
    public static string Sentence(FleetSnapshot fleet)
    {
        var total = fleet.Routers.Count;
        if (total == 0)
            return "No routers yet.";
        var counts = fleet.Routers.Values.CountBy(router => router.Verdict.State).ToDictionary();
        if (counts.GetValueOrDefault(RouterState.Working) == total)
            return total == 1 ? "The router works on its primary WAN." : $"All {total} routers work on their primary WAN.";
        var parts = Worst.Where(counts.ContainsKey).Select((state, i) =>
            i == 0 ? $"{counts[state]} of {Plural.Of(total, "router")} {StateWords.Label(state).ToLowerInvariant()}" : $"{counts[state]} {StateWords.Label(state).ToLowerInvariant()}");
        return string.Join(", ", parts) + ".";
    }

    /// <summary>States that need somebody, worst first.</summary>
    public static IEnumerable<RouterState> Worst { get; } = [RouterState.Down, RouterState.OnBackup, RouterState.Degraded, RouterState.Unknown];
}
