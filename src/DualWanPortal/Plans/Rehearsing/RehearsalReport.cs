using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DualWanPortal.Plans.Rehearsing;

/// <summary>One failure that was brought about on the copy.</summary>
/// <param name="Scenario">Id as in the scenario matrix.</param>
/// <param name="Expected">Word of the predicted verdict; null when nothing was predicted.</param>
/// <param name="Seen"><c>works</c> or <c>fails</c>: whether the Internet was reached once the router had come to rest.</param>
/// <param name="SeenVia">The WAN that carried the traffic then, as a verdict over the API says.</param>
/// <param name="AfterSeconds">By the router's clock, from the fault; null when it never came to what was expected.</param>
/// <param name="Agrees">What was seen of the Internet is what was predicted.</param>
public sealed record RehearsedScenario(string Scenario, string Title, string? Expected, string? ExpectedVia, string Seen, string? SeenVia, double? AfterSeconds, bool Agrees)
{
    /// <summary>Port forwards and tunnels, where the matrix predicts something of them.</summary>
    public ImmutableArray<RehearsedCheck> Besides { get; init; } = [];

    [JsonIgnore]
    public bool Fails => Seen == "fails";

    public bool AllAgrees => Agrees && Besides.All(check => check.Agrees);
}

/// <summary>One more thing that was tried on the copy once it had come to rest.</summary>
/// <param name="Check">As in the scenario matrix: <c>inbound</c> or <c>vpn</c>.</param>
/// <param name="Expected">Word of the predicted verdict.</param>
/// <param name="Seen"><c>works</c>, <c>degraded</c> where some of several do, or <c>fails</c>.</param>
/// <param name="SeenVia">WANs by which all of it works, with commas; null when by none.</param>
/// <param name="Why">What was tried and what came of it, in one sentence.</param>
public sealed record RehearsedCheck(string Check, string Expected, string? ExpectedVia, string Seen, string? SeenVia, string Why, bool Agrees);

/// <summary>What a rehearsal on a copy of the router showed.</summary>
/// <param name="Problem">Why it did not pass; null when it did.</param>
/// <param name="Seconds">How long it took, by the wall clock.</param>
public sealed record RehearsalReport(bool Passed, string? Problem, ImmutableArray<RehearsedScenario> Scenarios, DateTimeOffset At, double Seconds)
{
    /// <summary>What it came to, in one or two sentences.</summary>
    [JsonIgnore]
    public string Summary => Problem ?? $"All {Scenarios.Length} failures went as predicted on a copy of the router."
        + (Scenarios.Where(seen => seen.Fails).Select(seen => seen.Scenario).ToList() is { Count: > 0 } failed ? $" The Internet is not reached in {string.Join(", ", failed)}; the plan says why." : null);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <exception cref="JsonException">The row was written by a version this one does not know.</exception>
    public static RehearsalReport FromJson(string json) => JsonSerializer.Deserialize<RehearsalReport>(json, s_json) ?? throw new JsonException("The report is empty.");
}
