using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>Whether what the router sends to tell somebody gets out: calls of its scripts as they were recorded, and its log lines to another machine.</summary>
internal static partial class AlertCheck
{
    public static Cell Judge(ScenarioFacts facts)
    {
        var calls = facts.Site.RecordedCalls.Skip(facts.CallsBefore).ToList();
        var tellers = facts.Subject.Audit.Scripts.Running.Where(call => Outcry.Tells(call.Text)).ToList();
        ImmutableArray<string> way = [.. calls.Select(call => $"{call.Kind} to {SiteWatch.Host(call.Target)}: {(call.Delivered ? "delivered" : "not delivered")}")];
        if (calls.Find(call => call.Delivered) is { } delivered)
        {
            var after = facts.Span - (facts.Site.Clock.Now - delivered.At).TotalSeconds;
            var via = facts.Looks.LastOrDefault(look => look.At <= after)?.Via ?? facts.End.Via;
            return facts.Cell(CheckIds.Alert, CellVerdict.Works, FormattableString.Invariant($"A {delivered.Kind} to {SiteWatch.Host(delivered.Target)} got out by {via} after {after:0.#} s."), via, after, way);
        }
        if (calls.Count > 0)
            return facts.Cell(CheckIds.Alert, CellVerdict.Fails, $"The {calls[0].Kind} to {SiteWatch.Host(calls[0].Target)} was sent while no way was there, and nobody sends it again.", facts.End.Via, null, way);
        var quiet = facts.Scenario.Id == "normal";
        if (LogSinks(facts) is [var sink, ..])
        {
            var reached = Reaches(facts, sink, ProbeKind.Tcp);
            return facts.Cell(CheckIds.Alert, reached ? CellVerdict.Works : CellVerdict.Fails,
                reached ? $"Log lines reach {sink} by {facts.End.Via}{(quiet ? "" : "; those written before the way was there are lost")}." : $"Log lines do not reach {sink}.", facts.End.Via, null, way);
        }
        if (tellers.Count == 0)
            return facts.Cell(CheckIds.Alert, CellVerdict.NotApplicable, "No script, mail or log of this router tells anybody.");
        if (!quiet)
            return facts.Cell(CheckIds.Alert, CellVerdict.Fails, "The script that would tell somebody did not run: nothing it waits for happened.", null, null, way);
        return tellers.SelectMany(call => Url().Matches(call.Text)).Select(match => match.Groups["host"].Value).FirstOrDefault() is { } host
            ? Reaches(facts, host, ProbeKind.Tcp)
                ? facts.Cell(CheckIds.Alert, CellVerdict.Works, $"{host} can be reached by {facts.End.Via}.", facts.End.Via)
                : facts.Cell(CheckIds.Alert, CellVerdict.Fails, $"{host} cannot be reached.", facts.End.Via)
            : facts.Cell(CheckIds.Alert, CellVerdict.Unknown, "Nothing was sent, and where the scripts would send to is not written out in them.");
    }

    private static bool Reaches(ScenarioFacts facts, string host, ProbeKind kind)
    {
        return RouterNames.Find(facts.Site, host).Address is { } target && Attempts.Any(() => facts.Site.Running.Origin.Probe(target, kind).Good);
    }

    /// <summary>Machines that enabled log rules send to.</summary>
    private static List<string> LogSinks(ScenarioFacts facts)
    {
        var model = facts.Subject.Model;
        var used = model.Menu("/system/logging").Where(rule => !rule.Flag("disabled")).Select(rule => rule["action"] ?? "memory").ToHashSet(StringComparer.Ordinal);
        return [.. model.Menu("/system/logging/action").Where(action => (action["target"] == "remote" || action["name"] == "remote" || action["numbers"] is "remote" or "3") && used.Contains(action["name"] ?? action["numbers"] ?? "")
            && action["remote"] is { Length: > 0 } and not "0.0.0.0").Select(action => action["remote"]!)];
    }

    [GeneratedRegex("""https?://(?<host>[A-Za-z0-9.-]+)""")]
    private static partial Regex Url();
}
