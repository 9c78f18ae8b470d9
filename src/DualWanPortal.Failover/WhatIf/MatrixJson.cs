using System.Text.Json;
using DualWanPortal.Failover.Audit.Reports;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>The shape that scripts rely on; the README of this folder describes it.</summary>
public static class MatrixJson
{
    /// <param name="traces">With the trace of each cell, which is most of the text.</param>
    public static string Write(ScenarioMatrix matrix, bool traces) => ReportWords.Json(json => Write(json, matrix, traces));

    public static void Write(Utf8JsonWriter json, ScenarioMatrix matrix, bool traces)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(matrix);
        json.WriteStartObject();
        json.WriteString("file", matrix.File);
        if (matrix.Refusal is not null)
            json.WriteString("error", matrix.Refusal);
        json.WriteString("routerOs", matrix.RouterOs?.ToString());
        json.WriteString("playedAs", (matrix.PlayedAs ?? matrix.RouterOs)?.ToString());
        json.WriteString("board", matrix.Board);
        json.WriteStartArray("wans");
        foreach (var wan in matrix.Wans)
        {
            json.WriteStartObject();
            json.WriteString("interface", wan.Interface);
            json.WriteString("kind", ReportWords.Of(wan.Kind));
            json.WriteString("role", ReportWords.Of(wan.Role));
            json.WriteString("gateway", wan.Gateway);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("scenarios");
        foreach (var scenario in matrix.Scenarios)
            Write(json, scenario, traces);
        json.WriteEndArray();
        ReportWords.NotUnderstood(json, matrix.NotUnderstood);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ScenarioResult scenario, bool traces)
    {
        json.WriteStartObject();
        json.WriteString("id", scenario.Id);
        json.WriteString("title", scenario.Title);
        json.WriteString("done", scenario.Done);
        json.WriteStartArray("cells");
        foreach (var cell in scenario.Cells)
            Write(json, cell, traces);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Cell cell, bool traces)
    {
        json.WriteStartObject();
        json.WriteString("check", cell.Check);
        json.WriteString("verdict", MatrixWords.Of(cell.Verdict));
        json.WriteString("via", cell.Via);
        if (cell.AfterSeconds is { } seconds)
            json.WriteNumber("afterSeconds", seconds);
        else
            json.WriteNull("afterSeconds");
        json.WriteString("why", cell.Why);
        if (traces && cell.Trace.Length > 0)
            ReportWords.Strings(json, "trace", cell.Trace.Select(MatrixWords.Of));
        json.WriteEndObject();
    }
}
