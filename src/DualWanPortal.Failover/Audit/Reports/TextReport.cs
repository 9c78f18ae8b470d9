using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DualWanPortal.Failover.Audit.Reports;

/// <summary>For people at a terminal: what the router is, then each finding with its lines and the commands that mend it.</summary>
public static class TextReport
{
    private const int MostLinesShown = 8;

    public static string Write(ImmutableArray<AuditReport> reports)
    {
        var text = new StringBuilder();
        foreach (var report in reports)
        {
            if (text.Length > 0)
                text.Append('\n');
            Write(text, report);
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, AuditReport report)
    {
        if (report.Refusal is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{report.File}: {report.Refusal}\n");
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"{report.File}  RouterOS {report.RouterOs?.ToString() ?? "of unknown version"}{(report.Board is { } board ? "  " + board : "")}\n");
        foreach (var wan in report.Wans)
            text.Append(CultureInfo.InvariantCulture, $"  {ReportWords.Of(wan.Role)} {wan.Interface} ({ReportWords.Of(wan.Kind)}){(wan.Gateway is { } gateway ? " by " + gateway : "")}\n");
        foreach (var finding in report.Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{ReportWords.Of(finding.Severity).ToUpperInvariant()} {finding.Rule}: {finding.Title}\n  {finding.Message}\n");
            foreach (var entry in finding.Evidence.Take(MostLinesShown))
                text.Append(CultureInfo.InvariantCulture, $"    {(entry.Line is { } line ? $"line {line}: " : "")}{entry.Text}\n");
            if (finding.Evidence.Length > MostLinesShown)
                text.Append(CultureInfo.InvariantCulture, $"    and {finding.Evidence.Length - MostLinesShown} more\n");
            foreach (var command in finding.Fix)
                text.Append(CultureInfo.InvariantCulture, $"  > {command}\n");
        }
        if (report.Suppressed.Length > 0)
        {
            text.Append("\nSuppressed, and not counted:\n");
            foreach (var (finding, by) in report.Suppressed)
                text.Append(CultureInfo.InvariantCulture, $"  {finding.Rule}: {finding.Title} (because {by.Reason}{(by.Until is { } until ? $"; until {until:yyyy-MM-dd}" : "")})\n");
        }
        if (report.NotUnderstood.Length > 0)
        {
            text.Append("\nNot understood, and so not judged:\n");
            foreach (var warning in report.NotUnderstood.Take(MostLinesShown))
                text.Append(CultureInfo.InvariantCulture, $"  {(warning.Line is { } line ? $"line {line}: " : "")}{warning.Text} ({warning.Reason})\n");
            if (report.NotUnderstood.Length > MostLinesShown)
                text.Append(CultureInfo.InvariantCulture, $"  and {report.NotUnderstood.Length - MostLinesShown} more\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"\n{Summary(report)}{(report.Score is { } score ? $" Score {score} of {AuditScore.Best}." : "")}\n");
    }

    private static string Summary(AuditReport report) => report.Findings.IsEmpty
        ? "Nothing to report."
        : string.Join(", ", report.Findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key).Select(group => FormattableString.Invariant($"{group.Count()} {ReportWords.Of(group.Key)}"))) + ".";
}
