using System.Collections.Immutable;
using System.Text.Json;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Reports;

/// <summary>The shape that scripts rely on: one object for one file, an array for several. A file that could not be read has <c>file</c> and <c>error</c>.</summary>
public static class JsonReport
{
    public static string Write(ImmutableArray<AuditReport> reports) => ReportWords.Json(json =>
    {
        if (reports is [var only])
        {
            Write(json, only);
            return;
        }
        json.WriteStartArray();
        foreach (var report in reports)
            Write(json, report);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartObject();
        json.WriteString("file", report.File);
        if (report.Refusal is not null)
            json.WriteString("error", report.Refusal);
        json.WriteString("routerOs", report.RouterOs?.ToString());
        json.WriteString("board", report.Board);
        json.WriteStartArray("wans");
        foreach (var wan in report.Wans)
            Write(json, wan);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
            Write(json, finding);
        json.WriteEndArray();
        ReportWords.NotUnderstood(json, report.NotUnderstood);
        if (report.Score is { } score)
            json.WriteNumber("score", score);
        json.WriteStartArray("suppressed");
        foreach (var suppressed in report.Suppressed)
            Write(json, suppressed.Finding, suppressed.By);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, WanLink wan)
    {
        json.WriteStartObject();
        json.WriteString("interface", wan.Interface);
        json.WriteString("kind", ReportWords.Of(wan.Kind));
        json.WriteString("role", ReportWords.Of(wan.Role));
        json.WriteString("gateway", wan.Gateway);
        Write(json, wan.Evidence);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding, Suppression? suppression = null)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule);
        json.WriteString("severity", ReportWords.Of(finding.Severity));
        json.WriteString("title", finding.Title);
        json.WriteString("message", finding.Message);
        json.WriteString("subject", finding.Subject);
        Write(json, finding.Evidence);
        ReportWords.Strings(json, "fix", finding.Fix);
        json.WriteString("doc", ReportWords.Doc(finding.Rule));
        if (suppression is not null)
        {
            json.WriteStartObject("suppression");
            json.WriteString("reason", suppression.Reason);
            if (suppression.Until is { } until)
                json.WriteString("until", until.UtcDateTime);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<Evidence> evidence)
    {
        json.WriteStartArray("evidence");
        foreach (var entry in evidence)
        {
            json.WriteStartObject();
            ReportWords.Line(json, entry.Line);
            json.WriteString("text", entry.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
