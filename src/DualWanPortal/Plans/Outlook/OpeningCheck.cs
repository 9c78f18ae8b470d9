using DualWanPortal.Plans.Safety;

namespace DualWanPortal.Plans.Outlook;

/// <summary>Whether a plan would let strangers in by a WAN where they were kept out: such a plan is applied only when somebody says why that is wanted.</summary>
public static class OpeningCheck
{
    /// <summary>As in the HTTP API.</summary>
    public const string Name = "stays-closed";

    public static PlanCheck Of(PlanOutlook outlook) => outlook switch
    {
        { Problem: { } problem } => PlanCheck.Unknown(Name, $"Whether the plan lets strangers in was not predicted. {problem}"),
        { Opens: { } opens } => PlanCheck.Failed(Name, opens),
        _ => PlanCheck.Passed(Name, "By no WAN could strangers reach more after the plan than before it."),
    };

    /// <returns>What is opened; null when nothing is.</returns>
    public static string? Find(PlanDocument document) => document.Checks.FirstOrDefault(check => check is { Name: Name, Verdict: CheckVerdict.Failed })?.Why;
}
