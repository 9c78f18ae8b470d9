using System.Text;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Planning.Reports;

/// <summary>A plan as commands that a person may paste or import, each with its reason.</summary>
public static class PlanReportScript
{
    public static string Write(PlanReport report)
    {
        if (report.Refusal is { } refusal)
            return Comment($"{report.File}: {refusal}");
        var text = new StringBuilder(Comment($"{report.File}: policy {report.Policy.Name}, method {PolicyVocabulary.Of(report.Policy.Method)}"));
        foreach (var line in report.Plan.NotCured)
            text.Append(Comment("not cured: " + line));
        foreach (var line in report.Prediction is { } prediction ? PredictionText.Summary(prediction) : [])
            text.Append(Comment("predicted: " + line));
        if (report.Plan.IsEmpty)
            return text.Append(Comment(report.NothingPlanned ?? "nothing to do: the router is as the policy wants it")).ToString();
        foreach (var step in report.Plan.Steps)
            text.Append(Comment(step.Why)).Append(PlanText.Command(step.Do)).Append('\n');
        return text.ToString();
    }

    /// <summary>One line whatever is in it: what stood in a name must not become a command.</summary>
    private static string Comment(string text) => $"# {new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)])}\n";
}
