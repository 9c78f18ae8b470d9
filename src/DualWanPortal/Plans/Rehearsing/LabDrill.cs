using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Lab;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Plans.Rehearsing;

/// <summary>A failure that is brought about on a copy.</summary>
/// <param name="Id">As in the scenario matrix.</param>
/// <param name="Primary">Fault of the preferred WAN; null when it stays well.</param>
/// <param name="Others">Fault of every other WAN.</param>
/// <param name="Mend">What is looked at is the time after the mending.</param>
internal sealed record DrilledScenario(string Id, string? Primary, string? Others = null, bool Mend = false);

/// <summary>Brings failures about on a lab copy and looks over the API where traffic goes.</summary>
internal sealed class LabDrill(LabRouter copy, RouterOsClient session, TimeProvider time)
{
    /// <summary>How much faster than real time the copy lives. Six minutes of a router pass in three seconds.</summary>
    public const double Speed = 120;

    private const double LongestSeconds = 420;

    // A state that holds for this long by the router's clock is where it came to rest.
    private const double RestSeconds = 25;

    public static TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(40);

    public static ImmutableArray<DrilledScenario> Scenarios { get; } =
    [
        new("normal", null), new("primary-cable-out", "cable-out"), new("primary-upstream-dead", "upstream-dead"), new("primary-gateway-silent", "gateway-silent"),
        new("primary-gateway-change", "gateway-change"), new("backup-dead", null, "upstream-dead"), new("primary-restored", "upstream-dead", Mend: true),
    ];

    /// <returns>Null when this scenario cannot be judged on the copy: it does not apply, or the prediction itself is not known.</returns>
    public async Task<RehearsedScenario?> PlayAsync(DrilledScenario scenario, PlanOutlook outlook, CancellationToken cancellationToken)
    {
        if (outlook.Expected(scenario.Id) is not { } expected || expected.After is "not-applicable" or "unknown")
            return null;
        var wans = WanDetection.Find(await RouterLook.ReadAsync(session, cancellationToken));
        if (wans.IsEmpty)
            return null;
        try
        {
            await BreakAsync(scenario, wans, cancellationToken);
            if (scenario.Mend)
            {
                await Task.Delay(Wall(LongestSeconds), time, cancellationToken);
                await copy.ClearFaultsAsync(null, cancellationToken);
            }
            var seen = await WatchAsync(scenario, expected, cancellationToken);
            // Where the way itself is not the predicted one, what depends on it proves nothing more.
            return seen.Agrees ? seen with { Besides = await new LabOutside(copy, session, time).LookAsync(scenario.Id, outlook, seen.Seen == "works" ? seen.SeenVia : null, cancellationToken) } : seen;
        }
        finally
        {
            await copy.ClearFaultsAsync(null, CancellationToken.None);
            await UntilWellAsync(cancellationToken);
        }
    }

    private async Task BreakAsync(DrilledScenario scenario, ImmutableArray<WanLink> wans, CancellationToken cancellationToken)
    {
        foreach (var (wan, fault) in wans.Select((wan, order) => (wan.Interface, order == 0 ? scenario.Primary : scenario.Others)))
        {
            if (fault is not null && await copy.ApplyFaultAsync(wan, fault, cancellationToken) is { } refusal)
                throw new LabException($"The copy cannot have {fault} on {wan}: {refusal}");
        }
    }

    private async Task<RehearsedScenario> WatchAsync(DrilledScenario scenario, OutlookRow expected, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        double? since = null;
        while (true)
        {
            var (reached, via) = await LookAsync(cancellationToken);
            var now = time.GetElapsedTime(started).TotalSeconds * Speed;
            var agrees = Agrees(expected, reached, via);
            since = agrees ? since ?? now : null;
            // What is expected to fail has all the time to prove the contrary.
            if ((now - since >= RestSeconds && reached) || now >= LongestSeconds)
                return new RehearsedScenario(scenario.Id, expected.Title, expected.After, expected.AfterVia, reached ? "works" : "fails", via, since is { } at ? Math.Round(at, 0) : null, agrees);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task UntilWellAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        (bool Reached, string? Via)? last = null;
        var since = 0.0;
        while (time.GetElapsedTime(started).TotalSeconds * Speed is var now && now < LongestSeconds && now - since < 2 * RestSeconds)
        {
            var look = await LookAsync(cancellationToken);
            if (look != last)
                (last, since) = (look, now);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<(bool Reached, string? Via)> LookAsync(CancellationToken cancellationToken)
    {
        var model = await RouterLook.ReadAsync(session, cancellationToken);
        var plane = await DataPlane.ReachesAsync(session, model.Version, cancellationToken);
        return (plane, Verdicts.Judge(model, WanDetection.Find(model), [], time.GetUtcNow()).ActiveWan);
    }

    /// <summary>Degraded still reaches the Internet; several WANs at once are named by the first that the router says.</summary>
    private static bool Agrees(OutlookRow expected, bool reached, string? via) =>
        expected.After == "fails" ? !reached : reached && (expected.AfterVia is null || expected.AfterVia.Split(',').Contains(via, StringComparer.Ordinal));

    private static TimeSpan Wall(double routerSeconds) => TimeSpan.FromSeconds(routerSeconds / Speed);
}
