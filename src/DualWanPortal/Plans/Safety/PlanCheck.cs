using System.Text.Json.Serialization;

namespace DualWanPortal.Plans.Safety;

/// <summary>How a check before a change came out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckVerdict>))]
public enum CheckVerdict
{
    [JsonStringEnumMemberName("passed")]
    Passed,

    /// <summary>The router would not say; the change goes on, with the dead-man.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>A person should know before he approves.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>The change is refused as long as it is so.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <param name="Name">As in the HTTP API: <c>permissions</c>, <c>clock</c>…</param>
/// <param name="Why">One sentence with what was seen.</param>
public sealed record PlanCheck(string Name, CheckVerdict Verdict, string Why)
{
    public static PlanCheck Passed(string name, string why) => new(name, CheckVerdict.Passed, why);
    public static PlanCheck Unknown(string name, string why) => new(name, CheckVerdict.Unknown, why);
    public static PlanCheck Warning(string name, string why) => new(name, CheckVerdict.Warning, why);
    public static PlanCheck Failed(string name, string why) => new(name, CheckVerdict.Failed, why);
}
