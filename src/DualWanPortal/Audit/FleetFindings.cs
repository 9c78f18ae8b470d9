using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Shell;

namespace DualWanPortal.Audit;

/// <summary>One rule and where it found something.</summary>
/// <param name="Count">Findings, not routers: a rule may speak more than once of one router.</param>
public sealed record RuleFindings(string Rule, string Title, Severity Worst, int Count, ImmutableArray<AuditedRouter> Routers);

/// <summary>One router and how much was found on it.</summary>
/// <param name="Counts">Worst first; never empty.</param>
public sealed record RouterFindings(AuditedRouter Router, ImmutableArray<(Severity Severity, int Count)> Counts)
{
    public Severity Worst => Counts[0].Severity;
    public int Total => Counts.Sum(pair => pair.Count);
}

/// <summary>Findings over the fleet, counted two ways.</summary>
public static class FleetFindings
{
    /// <summary>Worst rule first, then the one found most often.</summary>
    /// <param name="only">Null for every severity.</param>
    public static ImmutableArray<RuleFindings> ByRule(ImmutableArray<AuditedRouter> routers, Severity? only) =>
    [
        .. routers.SelectMany(router => Kept(router, only).Select(finding => (Router: router, Finding: finding)))
            .GroupBy(pair => pair.Finding.Rule, StringComparer.Ordinal)
            .Select(rule => new RuleFindings(rule.Key, RuleTitles.Of(rule.Key), rule.Max(pair => pair.Finding.Severity), rule.Count(), [.. rule.Select(pair => pair.Router).DistinctBy(router => router.Id)]))
            .OrderByDescending(rule => rule.Worst).ThenByDescending(rule => rule.Routers.Length).ThenBy(rule => rule.Rule, StringComparer.Ordinal),
    ];

    /// <summary>The routers on which something was found: worst first, those with more of the worst before those with less.</summary>
    /// <param name="only">Null for every severity.</param>
    public static ImmutableArray<RouterFindings> ByRouter(ImmutableArray<AuditedRouter> routers, Severity? only) =>
    [
        .. routers.Select(router => new RouterFindings(router, [.. Kept(router, only).CountBy(finding => finding.Severity).OrderByDescending(pair => pair.Key).Select(pair => (pair.Key, pair.Value))]))
            .Where(router => !router.Counts.IsEmpty)
            .OrderByDescending(router => router.Worst).ThenByDescending(router => router.Counts[0].Count).ThenBy(router => router.Router.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The fleet's condition in one sentence; a router that was never read is not called clean.</summary>
    public static string Sentence(ImmutableArray<AuditedRouter> routers)
    {
        if (routers.IsEmpty)
            return "No routers yet: an export is judged without one.";
        var found = routers.Count(router => !router.Findings.IsEmpty);
        var unread = routers.Count(router => !router.Read && router.Findings.IsEmpty);
        var parts = new List<string>();
        if (found > 0)
            parts.Add($"{Plural.Of(routers.Sum(router => router.Findings.Length), "finding")} on {found} of {Plural.Of(routers.Length, "router")}");
        else if (unread < routers.Length)
            parts.Add("Nothing was found on the routers that were read");
        if (unread > 0)
            parts.Add($"{unread} not read yet");
        return string.Join(", ", parts) + ".";
    }

    private static IEnumerable<Finding> Kept(AuditedRouter router, Severity? only) => only is { } severity ? router.Findings.Where(finding => finding.Severity == severity) : router.Findings;
}
