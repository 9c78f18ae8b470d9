using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Storage;

namespace DualWanPortal.Audit;

/// <summary>A finding with what keeps it from counting.</summary>
internal readonly record struct BookedFinding(Finding Finding, Suppression? By);

/// <summary>A stored finding beside what is found now.</summary>
internal readonly record struct MovedFinding(FindingRecord Row, BookedFinding Now);

/// <summary>What changed between the findings that are written down as present and those that are found now.</summary>
/// <param name="Suppressed">Counted and no longer do.</param>
/// <param name="Counting">Did not count and do again.</param>
/// <param name="Other">Present as before, with another severity, title or suppression: worth a row, no event.</param>
internal sealed record FindingChanges(
    ImmutableArray<BookedFinding> Appeared, ImmutableArray<FindingRecord> Gone, ImmutableArray<MovedFinding> Suppressed, ImmutableArray<MovedFinding> Counting, ImmutableArray<MovedFinding> Other)
{
    public bool IsEmpty => Appeared.IsEmpty && Gone.IsEmpty && Suppressed.IsEmpty && Counting.IsEmpty && Other.IsEmpty;

    /// <summary>Findings came or went: more than a decision of people about those that are there.</summary>
    public bool ComeOrGo => !Appeared.IsEmpty || !Gone.IsEmpty;

    /// <summary>Only what people decided.</summary>
    public FindingChanges WithoutComingAndGoing => this with { Appeared = [], Gone = [] };
}

/// <summary>Compares findings as sets: a rule and what it speaks of make a finding, not its words. Pure and idempotent.</summary>
internal static class FindingBook
{
    public static FindingChanges Compare(IReadOnlyCollection<FindingRecord> open, ImmutableArray<Finding> counting, ImmutableArray<SuppressedFinding> suppressed)
    {
        var now = new Dictionary<(string, string), BookedFinding>();
        foreach (var found in counting.Select(finding => new BookedFinding(finding, null)).Concat(suppressed.Select(one => new BookedFinding(one.Finding, one.By))))
            now.TryAdd((found.Finding.Rule, found.Finding.Subject ?? ""), found);
        var gone = ImmutableArray.CreateBuilder<FindingRecord>();
        var (hidden, shown, other) = (ImmutableArray.CreateBuilder<MovedFinding>(), ImmutableArray.CreateBuilder<MovedFinding>(), ImmutableArray.CreateBuilder<MovedFinding>());
        foreach (var row in open)
        {
            if (!now.Remove((row.Rule, row.Subject), out var found))
                gone.Add(row);
            else if (row.SuppressionId is null && found.By is not null)
                hidden.Add(new MovedFinding(row, found));
            else if (row.SuppressionId is not null && found.By is null)
                shown.Add(new MovedFinding(row, found));
            else if (row.SuppressionId != found.By?.Id || row.Severity != SeverityFilter.Word(found.Finding.Severity) || row.Title != found.Finding.Title)
                other.Add(new MovedFinding(row, found));
        }
        return new FindingChanges([.. now.Values.OrderByDescending(found => found.Finding.Severity)], gone.ToImmutable(), hidden.ToImmutable(), shown.ToImmutable(), other.ToImmutable());
    }
}
