using System.Collections.Immutable;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Plans.Waves;

/// <summary>Which of the routers go first.</summary>
public enum RolloutOrder
{
    /// <summary>By name.</summary>
    Name,

    /// <summary>As they were given.</summary>
    Given,

    /// <summary>Site after site.</summary>
    Site,
}

/// <summary>What a person wants brought to many routers.</summary>
/// <param name="Routers">In the wanted order.</param>
public sealed record RolloutWish(FailoverPolicy Policy, ImmutableArray<int> Routers)
{
    public const int MostRouters = 1000;

    /// <summary>Routers per wave.</summary>
    public int PerWave { get; init; } = 5;

    /// <summary>Between the end of a wave and the next.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a changed router must stay reachable and without an incident.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Failures after which no further router is begun.</summary>
    public int StopAfter { get; init; } = 1;

    /// <summary>What is wrong with it, by field of the HTTP API.</summary>
    public IReadOnlyDictionary<string, string[]> Problems()
    {
        var problems = new Dictionary<string, string[]>();
        if (Routers.IsEmpty)
            problems["routers"] = ["Choose at least one router."];
        else if (Routers.Length > MostRouters)
            problems["routers"] = [$"A rollout may have {MostRouters} routers."];
        if (PerWave is < 1 or > 100)
            problems["perWave"] = ["A wave has 1 to 100 routers."];
        if (Pause < TimeSpan.Zero || Pause > TimeSpan.FromDays(7))
            problems["pauseMinutes"] = ["The pause is at most seven days."];
        if (Settle < TimeSpan.Zero || Settle > TimeSpan.FromDays(1))
            problems["settleMinutes"] = ["Routers are looked at for at most a day."];
        if (StopAfter is < 1 or > MostRouters)
            problems["stopAfter"] = ["It stops after one failure or more."];
        return problems;
    }
}
