using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>The hosts that a plan begins to watch, and over which WAN.</summary>
public static partial class NewCanaries
{
    /// <returns>Interface of the WAN and host, in the order of the steps.</returns>
    public static ImmutableArray<(string Wan, string Host)> Of(Plan plan) =>
        [.. from step in plan.Steps where step.Do is { Menu: "/ip/route", Verb: "add" } let host = Value(step, "dst-address") let tag = Canary().Match(Value(step, "comment") ?? "")
            where host is not null && tag.Success select (tag.Groups["wan"].Value, host.Split('/')[0])];

    private static string? Value(PlanStep step, string name) => step.Do.Values.FirstOrDefault(value => value.Key == name).Value;

    [GeneratedRegex("^dwp:(?<wan>.{1,64})-canary[0-9]{1,2}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Canary();
}
