using System.Text.Json;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Alerts;

/// <summary>What a person or a program is told about one event. Carries the time it happened, which may be long before it could be told.</summary>
/// <param name="Id">Stays the same over retries, so that a receiver can drop repeats.</param>
/// <param name="Type">The event's kind (<c>failover</c>, <c>wan-down</c> …), or <c>test</c>.</param>
/// <param name="At">When it happened.</param>
public sealed record AlertMessage(string Id, string Type, DateTimeOffset At, AlertData Data)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>The JSON body <c>{"type","timestamp","data"}</c>.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new { type = Type, timestamp = At, data = Data }, s_json);
}

/// <summary>The particulars of an <see cref="AlertMessage"/>.</summary>
/// <param name="Title">One line that can stand alone in a chat or on a phone.</param>
public sealed record AlertData(
    long? EventId, string Title, string? Router, int? RouterId, string? Site, string? Wan, string Cause, IReadOnlyList<Evidence> Evidence, long? IncidentId, DateTimeOffset RecordedAt);
