using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>What the audit says of a router after a plan.</summary>
internal static class GraveFindings
{
    /// <param name="notCured">What the method cannot do on this version, from the table: a rule or scenario with its WAN.</param>
    public static void AssertCuredOrNamed(RouterModel before, RouterModel after, Plan plan, FailoverPolicy policy, string[] notCured)
    {
        var grave = Auditor.Judge(after, policy).Where(finding => finding.Severity >= Severity.High).ToArray();
        Assert.Empty(Lines(grave.Where(finding => !IsNamed(plan, finding))));
        var known = Auditor.Judge(before, policy).Select(Identity).ToHashSet();
        // Where the first WAN is another one than before, what no method cures is said of that one: by the table, not by what the planner says.
        Assert.Empty(Lines(grave.Where(finding => !known.Contains(Identity(finding)) && !notCured.Contains($"{finding.Rule} {finding.Subject}"))));
    }

    /// <summary>A second WAN with a mistake that the first one had is a new finding.</summary>
    private static (string Rule, string? Subject) Identity(Finding finding) => (finding.Rule, finding.Subject);

    private static bool IsNamed(Plan plan, Finding finding) =>
        plan.NotCured.Any(line => line.StartsWith(finding.Rule + ": ", StringComparison.Ordinal) && (finding.Subject is not { } subject || line.Contains(subject, StringComparison.Ordinal)));

    private static string[] Lines(IEnumerable<Finding> findings) => [.. findings.Select(finding => $"{finding.Rule} {finding.Subject}: {finding.Message}")];
}
