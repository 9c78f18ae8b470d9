using System.Text.Json;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Planning.Reports;

/// <summary>The shape that scripts rely on. A file that could not be read has <c>file</c> and <c>error</c>.</summary>
public static class PlanReportJson
{
    public static string Write(PlanReport report) => ReportWords.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("file", report.File);
        if (report.Refusal is not null)
            json.WriteString("error", report.Refusal);
        json.WriteBoolean("planned", report is { Refusal: null, NothingPlanned: null });
        json.WriteString("nothingPlanned", report.NothingPlanned);
        json.WriteString("routerOs", report.RouterOs?.ToString());
        json.WriteString("board", report.Board);
        json.WriteString("policy", report.Policy.Name);
        json.WriteString("method", PolicyVocabulary.Of(report.Policy.Method));
        json.WriteStartArray("wans");
        foreach (var wan in report.Wans)
        {
            json.WriteStartObject();
            json.WriteString("interface", wan.Interface);
            json.WriteString("kind", PolicyVocabulary.Of(wan.Kind));
            json.WriteString("gateway", wan.Gateway);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in report.Plan.Steps)
            Write(json, step);
        json.WriteEndArray();
        json.WriteNumber("actions", report.Plan.Steps.Length);
        ReportWords.Strings(json, "notCured", report.Plan.NotCured);
        json.WritePropertyName("prediction");
        PredictionJson.Write(json, report.Prediction);
        ReportWords.NotUnderstood(json, report.NotUnderstood);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, PlanStep step)
    {
        json.WriteStartObject();
        json.WriteString("path", step.Do.Menu);
        json.WriteString("kind", step.Kind switch { StepKind.Add => "add", StepKind.Remove => "remove", _ => "change" });
        json.WriteString("do", PlanText.Command(step.Do));
        json.WriteString("undo", PlanText.Command(step.Undo));
        json.WriteString("why", step.Why);
        json.WriteBoolean("foreign", step.Foreign);
        json.WriteString("remark", step.Remark);
        json.WriteEndObject();
    }
}
