using System.Text.Json;
using DualWanPortal.Failover.Planning.Predicting;
using DualWanPortal.Failover.WhatIf;

namespace DualWanPortal.Failover.Planning.Reports;

/// <summary>A prediction in the names of the HTTP API: the two matrices, and of their cells those that change, what gets worse first.</summary>
internal static class PredictionJson
{
    public static void Write(Utf8JsonWriter json, Prediction? prediction)
    {
        if (prediction is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("problem", prediction.Problem);
        json.WriteString("opens", prediction.Opens);
        if (prediction.Problem is null)
        {
            json.WritePropertyName("before");
            MatrixJson.Write(json, prediction.Before, traces: false);
            json.WritePropertyName("after");
            MatrixJson.Write(json, prediction.After, traces: false);
        }
        json.WriteStartArray("rows");
        foreach (var change in prediction.Changes)
            Write(json, change);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CellChange change)
    {
        json.WriteStartObject();
        json.WriteString("scenario", change.Scenario);
        json.WriteString("title", change.Title);
        json.WriteString("check", change.After.Check);
        json.WriteString("before", MatrixWords.Of(change.Before.Verdict));
        json.WriteString("beforeVia", change.Before.Via);
        json.WriteString("after", MatrixWords.Of(change.After.Verdict));
        json.WriteString("afterVia", change.After.Via);
        if (change.After.AfterSeconds is { } seconds)
            json.WriteNumber("afterSeconds", seconds);
        else
            json.WriteNull("afterSeconds");
        json.WriteString("why", change.After.Why);
        json.WriteNumber("gain", change.Gain);
        json.WriteEndObject();
    }
}
