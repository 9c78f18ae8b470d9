using System.Globalization;
using System.Text;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Planning.Reports;

/// <summary>A plan to be read at a terminal: + − ~ and the reason of each step.</summary>
public static class PlanReportText
{
    public static string Write(PlanReport report)
    {
        if (report.Refusal is { } refusal)
            return $"{report.File}: {refusal}\n";
        var text = new StringBuilder();
        text.Append(report.File).Append(": policy ").Append(report.Policy.Name).Append(", method ").Append(PolicyVocabulary.Of(report.Policy.Method)).Append('\n');
        if (!report.Wans.IsEmpty)
            text.Append("WANs: ").AppendJoin(", ", report.Wans.Select(wan => $"{wan.Interface} ({PolicyVocabulary.Of(wan.Kind)})")).Append('\n');
        var number = 0;
        foreach (var step in report.Plan.Steps)
        {
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"{++number,3}. ").Append(PlanText.Preview(step)).Append('\n').Append("     ").Append(step.Why).Append('.');
            if (step.Foreign)
                text.Append(" Changes a line that was there before.");
            if (step.Remark is { } remark)
                text.Append(' ').Append(remark);
            text.Append('\n');
        }
        text.Append('\n').Append(report.NothingPlanned is { } none ? char.ToUpperInvariant(none[0]) + none[1..] : report.Plan.IsEmpty ? "Nothing to do: the router is as the policy wants it" : string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "step" : "steps")}")).Append(".\n");
        if (!report.Plan.NotCured.IsEmpty)
            text.Append(report.NothingPlanned is null ? "\nNot cured by this plan:\n" : "\nWhy:\n").AppendJoin('\n', report.Plan.NotCured.Select(line => "  " + line)).Append('\n');
        if (report.Prediction is { } prediction)
            text.Append(PredictionText.Write(prediction));
        if (!report.NotUnderstood.IsEmpty)
            text.Append(CultureInfo.InvariantCulture, $"\n{report.NotUnderstood.Length} lines were not understood; the plan does not rest on them.\n");
        return text.ToString();
    }
}
