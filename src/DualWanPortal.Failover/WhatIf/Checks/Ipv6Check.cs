using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>
/// New connections of the inside over IPv6. Machines try it before IPv4: what is refused costs them nothing, what is swallowed costs a wait for each new connection
/// (reference 5.x, 20).
/// </summary>
internal static class Ipv6Check
{
    public static Cell Judge(ScenarioFacts facts)
    {
        var end = facts.Ipv6Looks[^1];
        var (verdict, why) = Judge(facts, end);
        var way = end.Ways.FirstOrDefault(one => !one.Answered) ?? end.Ways.FirstOrDefault();
        var after = verdict is CellVerdict.Works or CellVerdict.Degraded && !Flaps(facts) ? After(facts) : null;
        return facts.Cell(CheckIds.Ipv6, verdict, why, end.Via, after, way?.Steps ?? []);
    }

    private static (CellVerdict Verdict, string Why) Judge(ScenarioFacts facts, Ipv6Look end)
    {
        var byIpv4 = facts.End.Answered > 0;
        return end.State switch
        {
            _ when Flaps(facts) => (CellVerdict.Degraded, "IPv6 does not come to rest."),
            Ipv6State.NoPrefix when facts.Ipv6Before is null or { State: Ipv6State.NoPrefix } => (CellVerdict.NotApplicable, "No prefix of IPv6 is advertised to the inside."),
            Ipv6State.NoPrefix => byIpv4 ? (CellVerdict.Degraded, "The prefix of the machines is gone with its lease: those that follow the router's word go on by IPv4.")
                : (CellVerdict.Fails, "The prefix of the machines is gone with its lease, and IPv4 is not answered either."),
            Ipv6State.Answered => Answered(facts, end),
            Ipv6State.SomeAnswered => (CellVerdict.Degraded, $"Machines have {end.Ways.Length} addresses and {end.Answered} of them are answered: {end.Ways.First(one => !one.Answered).Why}."),
            Ipv6State.Refused when byIpv4 => (CellVerdict.Degraded, $"{InternetCheck.Capital(end.Ways[0].Why)}: machines are told at once and go on by IPv4."),
            Ipv6State.Refused => (CellVerdict.Fails, $"{InternetCheck.Capital(end.Ways[0].Why)}, and IPv4 is not answered either."),
            _ when byIpv4 => (CellVerdict.Fails, $"{InternetCheck.Capital(end.Ways[0].Why)}: machines wait for it before each new connection, and then take IPv4."),
            _ => (CellVerdict.Fails, $"{InternetCheck.Capital(end.Ways[0].Why)}."),
        };
    }

    private static (CellVerdict, string) Answered(ScenarioFacts facts, Ipv6Look end)
    {
        if (end.Via?.Split(',').Where(facts.IsLossy).ToList() is { Count: > 0 } lossy)
            return (CellVerdict.Degraded, $"Packets of IPv6 keep leaving by {Words.And(lossy)}, which loses most of them.");
        if (facts.Scenario.Then == Then.Mend && facts.Subject.Ipv6[0].Wan.Interface is var first && end.Via != first)
            return (CellVerdict.Degraded, $"{first} is mended, and IPv6 stays on {end.Via}.");
        var when = After(facts) switch { null => "", 0 => " without a break", { } seconds => FormattableString.Invariant($" after {seconds:0.#} s") };
        return (CellVerdict.Works, $"New connections over IPv6 are answered by {end.Via}{when}.");
    }

    /// <summary>Seconds until it was as it is at the end; null where nothing happened.</summary>
    private static double? After(ScenarioFacts facts)
    {
        if (facts.Scenario.OnPrimary is null && facts.Scenario.OnOthers is null)
            return null;
        var end = facts.Ipv6Looks[^1];
        if (facts.Scenario.Then == Then.Mend && facts.Ipv6Looks.All(look => look.State == end.State))
            return facts.Ipv6Before?.Via == end.Via ? 0 : end.At;
        return facts.Ipv6Looks.Reverse().TakeWhile(look => look.State == end.State).Last().At;
    }

    private static bool Flaps(ScenarioFacts facts) => facts.Ipv6Looks.Count(look => look.At > facts.Span / 2) >= 3;
}
