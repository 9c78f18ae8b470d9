using System.Collections.Immutable;

namespace DualWanPortal.Failover.Audit.Suppressions;

/// <summary>A decision of people to live with what a rule reports. It hides nothing: the finding is shown apart, with the reason, and does not count.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Subject">One finding of that rule; null for all of them.</param>
/// <param name="Until">From then on it no longer holds; null for no end.</param>
public sealed record Suppression(string Rule, string? Subject, string Reason, DateTimeOffset? Until)
{
    /// <summary>Its number in the portal; null in a file.</summary>
    public int? Id { get; init; }

    /// <summary>Who decided; null where nothing says it, as in a file.</summary>
    public string? By { get; init; }

    public bool HoldsAt(DateTimeOffset at) => Until is not { } until || at < until;

    public bool Covers(Finding finding) => finding.Rule == Rule && (Subject is null || Subject == (finding.Subject ?? ""));
}

/// <summary>A finding that does not count, and why.</summary>
public sealed record SuppressedFinding(Finding Finding, Suppression By);

public static class SuppressedFindings
{
    /// <summary>Parts findings into those that count and those that somebody decided to live with; both keep their order.</summary>
    /// <param name="suppressions">Those that hold.</param>
    public static (ImmutableArray<Finding> Counting, ImmutableArray<SuppressedFinding> Suppressed) Part(ImmutableArray<Finding> findings, IReadOnlyCollection<Suppression> suppressions)
    {
        if (suppressions.Count == 0)
            return (findings, []);
        var counting = ImmutableArray.CreateBuilder<Finding>(findings.Length);
        var suppressed = ImmutableArray.CreateBuilder<SuppressedFinding>();
        foreach (var finding in findings)
        {
            // What is said of one finding goes before what is said of all of a rule.
            if (suppressions.Where(one => one.Covers(finding)).OrderByDescending(one => one.Subject is not null).FirstOrDefault() is { } by)
                suppressed.Add(new SuppressedFinding(finding, by));
            else
                counting.Add(finding);
        }
        return (counting.ToImmutable(), suppressed.ToImmutable());
    }
}
