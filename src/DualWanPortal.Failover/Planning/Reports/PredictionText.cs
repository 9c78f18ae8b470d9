using System.Globalization;
using System.Text;
using DualWanPortal.Failover.Planning.Predicting;
using DualWanPortal.Failover.WhatIf;

namespace DualWanPortal.Failover.Planning.Reports;

/// <summary>A prediction for people at a terminal: what gets worse, then every failure before and after, then what gets better.</summary>
internal static class PredictionText
{
    private const int MostInSummary = 5;

    public static string Write(Prediction prediction)
    {
        if (prediction.Problem is { } problem)
            return $"\nNothing is predicted: {problem}\n";
        var text = new StringBuilder();
        var played = prediction.After.PlayedAs is { } instead ? string.Create(CultureInfo.InvariantCulture, $" (played as RouterOS {instead})") : "";
        text.Append("\nPredicted for every failure").Append(played).Append(", before | after:\n");
        if (prediction.Opens is { } opens)
            text.Append("\nOpens the router: ").Append(opens).Append('\n');
        List(text, "Gets worse:", prediction.Changes.Where(change => change.Gain < 0));
        Table(text, [.. prediction.Changes.Where(change => change.After.Check == CheckIds.Internet)], prediction.After);
        List(text, "Gets better:", prediction.Changes.Where(change => change.Gain > 0 && change.After.Check != CheckIds.Internet));
        return text.ToString();
    }

    /// <summary>A few lines for a comment.</summary>
    public static IEnumerable<string> Summary(Prediction prediction)
    {
        if (prediction.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var (before, after) = (Reached(prediction.Before), Reached(prediction.After));
        yield return string.Create(CultureInfo.InvariantCulture, $"new connections reach the Internet in {before} of {prediction.After.Scenarios.Length} scenarios before and in {after} after");
        if (prediction.Opens is { } opens)
            yield return "opens the router: " + opens;
        var worse = prediction.Changes.Where(change => change.Gain < 0).ToList();
        foreach (var change in worse.Take(MostInSummary))
            yield return $"gets worse: {Line(change)}";
        if (worse.Count > MostInSummary)
            yield return string.Create(CultureInfo.InvariantCulture, $"gets worse: {worse.Count - MostInSummary} more, see the text of the plan");
    }

    private static int Reached(ScenarioMatrix matrix) => matrix.Scenarios.Count(scenario => scenario[CheckIds.Internet].Verdict == CellVerdict.Works);

    private static void List(StringBuilder text, string head, IEnumerable<CellChange> changes)
    {
        var lines = changes.Select(Line).ToList();
        if (lines.Count > 0)
            text.Append('\n').Append(head).Append('\n').AppendJoin('\n', lines.Select(line => "  " + line)).Append('\n');
    }

    private static string Line(CellChange change) =>
        $"{change.Scenario} {change.After.Check}: {MatrixWords.Of(change.Before.Verdict)} | {MatrixWords.Of(change.After.Verdict)}{(change.Gain < 0 ? $", {change.After.Why.TrimEnd('.')}" : "")}";

    private static void Table(StringBuilder text, List<CellChange> internet, ScenarioMatrix after)
    {
        if (internet.Count == 0)
            return;
        // What gets worse stands first in the list; here the failures keep their order.
        var order = after.Scenarios.Select(scenario => scenario.Id).ToList();
        var rows = internet.OrderBy(change => order.IndexOf(change.Scenario)).Select(change => (change.Scenario, Before: Word(change.Before), After: Word(change.After))).ToList();
        var (first, second) = (rows.Max(row => row.Scenario.Length), rows.Max(row => row.Before.Length));
        text.Append("\nNew connections to the Internet:\n");
        foreach (var row in rows)
            text.Append("  ").Append(row.Scenario.PadRight(first)).Append("  ").Append(row.Before.PadRight(second)).Append(" | ").Append(row.After).Append('\n');
    }

    private static string Word(Cell cell) => MatrixWords.Of(cell.Verdict) + (cell.Via is { } via ? " by " + via : "")
        + (cell.AfterSeconds is > 0 and var seconds ? string.Create(CultureInfo.InvariantCulture, $" after {seconds:0.#} s") : "");
}
