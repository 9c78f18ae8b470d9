using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>New connections of the inside: answered, by which WAN, and after what time.</summary>
internal static class InternetCheck
{
    public static Cell Judge(ScenarioFacts facts)
    {
        var end = facts.End;
        var way = end.Ways.FirstOrDefault(one => !one.Answered) ?? end.Ways[0];
        var (verdict, why) = Judge(facts, end);
        return facts.Cell(CheckIds.Internet, verdict, why, end.Via, verdict is CellVerdict.Works or CellVerdict.Degraded && !facts.Flaps ? After(facts) : null, way.Steps);
    }

    /// <summary>Seconds from the fault until the last new connection that was not answered; null where nothing happened.</summary>
    private static double? After(ScenarioFacts facts)
    {
        if (facts.Scenario.OnPrimary is null && facts.Scenario.OnOthers is null)
            return null;
        if (facts.Scenario.Then == Then.Mend && facts.Looks.All(look => look.AllAnswered))
            return facts.Before.Via == facts.End.Via ? 0 : facts.SettledAt;
        var since = facts.Looks.Reverse().TakeWhile(look => look.Answered == facts.End.Answered).Last();
        return since.At;
    }

    private static (CellVerdict Verdict, string Why) Judge(ScenarioFacts facts, Look end)
    {
        var primary = facts.Wans.Primary.Interface;
        if (facts.Flaps)
            return (CellVerdict.Degraded, $"It does not come to rest: {facts.Looks.Length - 1} changes in {facts.Span / 60:0} minutes, by {Words.And(facts.Looks.SelectMany(look => look.Vias).Distinct(StringComparer.Ordinal))} in turn.");
        if (end.Answered == 0)
            return (CellVerdict.Fails, $"{Capital(end.Ways[0].Why)}{Unnoticed(facts, end)}.");
        if (!end.AllAnswered)
            return (CellVerdict.Degraded, $"{end.Answered} of {end.Ways.Length} new connections are answered: {end.Ways.First(one => !one.Answered).Why}.");
        if (!facts.LossyVias.IsEmpty)
            return (CellVerdict.Degraded, $"Packets keep leaving by {Words.And(facts.LossyVias)}, which loses most of them.");
        if (facts.Scenario.Then == Then.Mend && !end.Vias.Contains(primary) && end.Vias.Any(facts.Wans.Has))
            return (CellVerdict.Degraded, $"{primary} is mended, and traffic stays on {end.Via}.");
        return (CellVerdict.Works, Works(facts, end, primary));
    }

    private static string Works(ScenarioFacts facts, Look end, string primary)
    {
        var after = After(facts);
        var when = after switch { null => "", 0 => " without a break", { } seconds => FormattableString.Invariant($" after {seconds:0.#} s") };
        var needless = facts.Scenario.OnPrimary is not null && facts.Scenario.Then == Then.Nothing && facts.IsAlive(primary) && !end.Vias.Contains(primary) && facts.Before.Vias.Contains(primary)
            ? $"; {primary} was left although it carries" : "";
        return $"New connections are answered by {end.Via ?? "the inside"}{when}{needless}.";
    }

    private static string Unnoticed(ScenarioFacts facts, Look end) =>
        facts.Wans.Links.Select(link => link.Interface).Where(name => facts.IsAlive(name) && !end.Vias.Contains(name)).ToList() is { Count: > 0 } idle && end.Vias.Any(via => facts.Wans.Has(via) && !facts.IsAlive(via))
            ? $"; {Words.And(idle)} would carry and is not used"
            : "";

    internal static string Capital(string text) => text.Length == 0 || char.IsUpper(text[0]) ? text
        : text.StartsWith("it ", StringComparison.Ordinal) || text.StartsWith("the ", StringComparison.Ordinal) || text.StartsWith("answered", StringComparison.Ordinal) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
