using System.Globalization;
using System.Text;
using DualWanPortal.Failover.Audit.Reports;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>For people at a terminal: a table of words, then the reason of every cell that does not work.</summary>
public static class MatrixText
{
    private static string Head(string check) => check switch
    {
        CheckIds.PathTruthful => "path",
        CheckIds.Connections => "connect.",
        CheckIds.Management => "closed",
        CheckIds.Alert => "alert",
        CheckIds.Ipv6Closed => "v6 closed",
        _ => check,
    };

    public static string Write(ScenarioMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Refusal is not null)
            return $"{matrix.File}: {matrix.Refusal}\n";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{matrix.File}  RouterOS {matrix.RouterOs?.ToString() ?? "of unknown version"}{(matrix.PlayedAs is { } played ? $", played as {played}" : "")}{(matrix.Board is { } board ? "  " + board : "")}\n");
        foreach (var wan in matrix.Wans)
            text.Append(CultureInfo.InvariantCulture, $"  {ReportWords.Of(wan.Role)} {wan.Interface} ({ReportWords.Of(wan.Kind)}){(wan.Gateway is { } gateway ? " by " + gateway : "")}\n");
        text.Append('\n');
        Table(text, matrix);
        foreach (var scenario in matrix.Scenarios)
            Reasons(text, scenario);
        return text.ToString();
    }

    private static void Table(StringBuilder text, ScenarioMatrix matrix)
    {
        var first = matrix.Scenarios.Max(scenario => scenario.Id.Length);
        text.Append(new string(' ', first));
        foreach (var check in matrix.Checks)
            text.Append("  ").Append(Head(check).PadRight(8));
        text.Append("  by\n");
        foreach (var scenario in matrix.Scenarios)
        {
            text.Append(scenario.Id.PadRight(first));
            foreach (var cell in scenario.Cells)
                text.Append("  ").Append(Short(cell.Verdict).PadRight(8));
            var internet = scenario[CheckIds.Internet];
            text.Append("  ").Append(internet.Via);
            if (internet.AfterSeconds is > 0 and var seconds)
                text.Append(CultureInfo.InvariantCulture, $" after {seconds:0.#} s");
            text.Append('\n');
        }
    }

    private static void Reasons(StringBuilder text, ScenarioResult scenario)
    {
        var cells = scenario.Cells.Where(cell => cell.Verdict is CellVerdict.Fails or CellVerdict.Degraded or CellVerdict.Unknown).ToList();
        if (cells.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n{scenario.Id}: {scenario.Title}\n");
        // Where a scenario cannot be played, all cells say the same.
        foreach (var group in cells.GroupBy(cell => (cell.Verdict, cell.Why)))
            text.Append(CultureInfo.InvariantCulture, $"  {MatrixWords.Of(group.Key.Verdict),-8}  {(group.Count() == scenario.Cells.Length ? "everything" : string.Join(", ", group.Select(cell => cell.Check)))}: {group.Key.Why}\n");
    }

    private static string Short(CellVerdict verdict) => verdict == CellVerdict.NotApplicable ? "-" : MatrixWords.Of(verdict);
}
