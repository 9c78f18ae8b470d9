using System.Collections.Immutable;
using System.Text.Json;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Reports;

/// <summary>SARIF 2.1.0, which code hosts show beside the lines of a file.</summary>
public static class SarifReport
{
    public static string Write(ImmutableArray<AuditReport> reports) => ReportWords.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool(json, [.. reports.SelectMany(report => report.Findings.Concat(report.Suppressed.Select(one => one.Finding))).Select(finding => finding.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        json.WriteStartArray("results");
        foreach (var report in reports)
        {
            foreach (var finding in report.Findings)
                Result(json, report.File, finding, null);
            foreach (var suppressed in report.Suppressed)
                Result(json, report.File, suppressed.Finding, suppressed.By);
        }
        json.WriteEndArray();
        Invocation(json, reports);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Tool(Utf8JsonWriter json, ImmutableArray<string> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "DualWanPortal");
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            var help = RuleHelp.Read(rule) ?? rule;
            json.WriteStartObject();
            json.WriteString("id", rule);
            Text(json, "shortDescription", help.Split('\n')[0].TrimStart('#', ' '));
            json.WriteStartObject("help");
            json.WriteString("text", help);
            json.WriteString("markdown", help);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, string file, Finding finding, Suppression? suppression)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        json.WriteString("level", ReportLevels.Of(finding.Severity) switch { ReportLevel.Error => "error", ReportLevel.Warning => "warning", _ => "note" });
        Text(json, "message", finding.Fix.IsEmpty ? finding.Message : $"{finding.Message}\nTo mend it:\n{string.Join('\n', finding.Fix)}");
        json.WriteStartArray("locations");
        Location(json, file, finding.Evidence.FirstOrDefault(entry => entry.Line is not null));
        json.WriteEndArray();
        json.WriteStartArray("relatedLocations");
        foreach (var entry in finding.Evidence.Where(entry => entry.Line is not null).Skip(1))
            Location(json, file, entry);
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("ruleAndSubject/v1", $"{finding.Rule}:{finding.Subject}");
        json.WriteEndObject();
        if (suppression is not null)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            json.WriteString("justification", suppression.Reason);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteStartObject("properties");
        json.WriteString("severity", ReportWords.Of(finding.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Location(Utf8JsonWriter json, string file, Evidence? evidence)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri.EscapeDataString(file.Replace('\\', '/')).Replace("%2F", "/", StringComparison.Ordinal));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", evidence?.Line ?? 1);
        json.WriteEndObject();
        json.WriteEndObject();
        if (evidence is not null)
            Text(json, "message", evidence.Text);
        json.WriteEndObject();
    }

    private static void Invocation(Utf8JsonWriter json, ImmutableArray<AuditReport> reports)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", reports.All(report => report.Refusal is null));
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var report in reports.Where(report => report.Refusal is not null))
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            Text(json, "message", $"{report.File}: {report.Refusal}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
