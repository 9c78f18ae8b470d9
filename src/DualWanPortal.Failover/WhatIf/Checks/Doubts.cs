namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>A verdict that rests on what could not be simulated is none.</summary>
internal static class Doubts
{
    public static Cell About(Cell cell, ScenarioFacts facts)
    {
        if (cell.Verdict == CellVerdict.NotApplicable || cell.Check == CheckIds.Management)
            return cell;
        if (facts.GivenUp)
            return Unknown(cell, "more happens on this router than can be followed");
        if (cell.Verdict is CellVerdict.Works or CellVerdict.Unknown)
            return cell;
        if (facts.Site.NotUnderstood is [var note, ..] && !facts.Subject.Audit.RouteScripts.Movers.IsEmpty)
            return Unknown(cell, $"a script of this router could not be run here ({RouterOs.Text.SecretText.Mask(note)})");
        if (facts.Subject.Audit.RouteScripts.Movers.FirstOrDefault(script => script.Unread || !script.Missing.IsEmpty) is { } unread)
            return Unknown(cell, $"the script of {unread.Caller} runs another one whose text is not here");
        return facts.Before.Answered == 0 && facts.Subject.BeyondSimulation is { } beyond ? Unknown(cell, beyond) : cell;
    }

    private static Cell Unknown(Cell cell, string why) => cell with { Verdict = CellVerdict.Unknown, Why = $"Not known, as {why}. As far as it goes: {cell.Why}" };
}
