using System.Collections.Immutable;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>
/// Connections that were open when it happened. Works: they go on. Degraded: they begin anew, which is the best that a change of address allows. Fails: they hang on a
/// mapping that is dead (reference 4.6).
/// </summary>
internal static class ConnectionsCheck
{
    public static Cell Judge(ScenarioFacts facts)
    {
        if (facts.Site.Running.Clients.Inside() is null)
            return facts.Cell(CheckIds.Connections, CellVerdict.NotApplicable, "The router has no network on the inside.");
        if (facts.Flows.IsEmpty)
            return facts.Cell(CheckIds.Connections, CellVerdict.NotApplicable, "No connection could be opened before.");
        var flows = Flows(facts);
        ImmutableArray<string> way = [.. flows.Select(flow => flow.Why)];
        var worst = flows.MaxBy(flow => Rank(flow.State));
        var after = flows.Max(flow => flow.Silence);
        return worst.State switch
        {
            FlowState.Stuck when facts.End.Answered > 0 => Cell(CellVerdict.Fails, $"{worst.Why}; what keeps sending (telephones, tunnels) hangs until the entry is removed.", null),
            FlowState.Stuck or FlowState.Silent => Cell(CellVerdict.Fails, $"{worst.Why}.", null),
            FlowState.Breaks when !facts.Flaps => Cell(CellVerdict.Fails, $"{worst.Why}.", null),
            FlowState.Reconnected => Cell(CellVerdict.Degraded, $"{worst.Why}; what was open before is lost.", after),
            _ when !facts.LossyVias.IsEmpty => Cell(CellVerdict.Degraded, "They stay open and lose packets.", null),
            _ when facts.Flaps => Cell(CellVerdict.Degraded, "They break whenever the way changes.", null),
            _ => Cell(CellVerdict.Works, facts.Scenario.OnPrimary is null && facts.Scenario.OnOthers is null ? "They stay open." : "They go on as if nothing had happened.", 0),
        };

        Cell Cell(CellVerdict verdict, string why, double? seconds) =>
            facts.Cell(CheckIds.Connections, verdict, why, facts.End.Via, facts.Scenario is { Id: not "normal", Then: Then.Nothing } ? seconds : null, way);
    }

    /// <summary>What became of each, judged once: to judge is to send.</summary>
    private static List<(FlowState State, string Why, double Silence)> Flows(ScenarioFacts facts) =>
        [.. facts.Flows.Select(flow => (Said: flow.Judge(), Flow: flow)).Select(one => (one.Said.State, one.Said.Why, one.Flow.LongestSilence.TotalSeconds))];

    /// <summary>A lasting connection over UDP hangs on the mapping of a WAN that it no longer leaves by.</summary>
    public static bool KeepsDeadMappings(ScenarioFacts facts) => facts.Flows.Any(flow => flow.Protocol == "udp" && flow.Judge().State == FlowState.Stuck);

    private static int Rank(FlowState state) => state switch { FlowState.Stuck => 4, FlowState.Silent => 3, FlowState.Breaks => 2, FlowState.Reconnected => 1, _ => 0 };
}
