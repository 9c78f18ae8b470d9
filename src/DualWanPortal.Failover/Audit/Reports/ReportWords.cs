using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Reports;

/// <summary>What the writers have in common: words in lower case, JSON without needless escapes.</summary>
internal static class ReportWords
{
    public static string Of(Severity severity) => severity switch { Severity.Critical => "critical", Severity.High => "high", Severity.Medium => "medium", Severity.Low => "low", _ => "info" };

    public static string Of(WanKind kind) => kind switch { WanKind.Dhcp => "dhcp", WanKind.Pppoe => "pppoe", WanKind.Lte => "lte", WanKind.WireGuard => "wireguard", _ => "static" };

    public static string Of(WanRole role) => role == WanRole.Primary ? "primary" : "backup";

    /// <summary>Where the portal serves the rule's help page.</summary>
    public static string Doc(string rule) => $"/api/v1/audit/rules/{rule}";

    public static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    public static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>What of an export nobody could make sense of, with its line where it has one.</summary>
    public static void NotUnderstood(Utf8JsonWriter json, IEnumerable<ModelWarning> warnings)
    {
        json.WriteStartArray("notUnderstood");
        foreach (var warning in warnings)
        {
            json.WriteStartObject();
            Line(json, warning.Line);
            json.WriteString("text", warning.Text);
            json.WriteString("reason", warning.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Line(Utf8JsonWriter json, int? line)
    {
        if (line is { } number)
            json.WriteNumber("line", number);
        else
            json.WriteNull("line");
    }
}
