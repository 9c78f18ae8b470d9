using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Audit.Reports;

/// <summary>All that is told of one export.</summary>
/// <param name="File">Name that the reader knows it by.</param>
/// <param name="Refusal">Why the text is not one router's export; null when it was judged.</param>
public sealed record AuditReport(
    string File, string? Refusal, RouterOsVersion? RouterOs, string? Board, ImmutableArray<WanLink> Wans, ImmutableArray<Finding> Findings, ImmutableArray<ModelWarning> NotUnderstood)
{
    private static readonly RouterOsVersion s_oldestKnown = new(6, 40, 0);

    /// <summary>Findings that people decided to live with; they reach no level.</summary>
    public ImmutableArray<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>0 to 100; null where nothing was judged, or there are not two WANs.</summary>
    public int? Score => Refusal is not null ? null : AuditScore.Of(Findings, Findings.Concat(Suppressed.Select(one => one.Finding)));

    /// <summary>The same with those findings apart that the suppressions cover.</summary>
    /// <param name="suppressions">Those that hold and concern this file.</param>
    public AuditReport Suppress(IReadOnlyCollection<Suppression> suppressions)
    {
        var (counting, suppressed) = SuppressedFindings.Part(Findings, suppressions);
        return this with { Findings = counting, Suppressed = suppressed };
    }

    /// <summary>Judges an export. Never throws on what it says.</summary>
    public static AuditReport Of(string file, RouterExport export)
    {
        if (export.Refusal is { } refusal)
            return Refused(file, refusal);
        var model = export.ToModel();
        if (DefaultPaths.TooMany(model) is { } tooMany)
            return Refused(file, tooMany);
        // Lines that were not followed may hold anything.
        IEnumerable<ModelWarning> warnings = model.Warnings.Select(warning => warning with { Text = SecretText.Mask(warning.Text) });
        if (export.Version is { } version && version < s_oldestKnown)
            warnings = warnings.Prepend(new ModelWarning(null, $"RouterOS {version}", "Lists of interfaces and much of the firewall were different before 6.40: this was read as far as it is the same."));
        return Of(file, model, warnings);
    }

    /// <summary>Judges a router whose answers are at hand.</summary>
    public static AuditReport Of(string name, RouterModel model) => Of(name, model, model.Warnings);

    private static AuditReport Of(string name, RouterModel model, IEnumerable<ModelWarning> warnings)
    {
        var wans = WanDetection.Find(model);
        if (wans.Length > AuditSubject.MostWans)
            warnings = warnings.Prepend(new ModelWarning(null, $"{wans.Length} links", $"More links lead to the Internet than are judged: only the first {AuditSubject.MostWans} were."));
        return new AuditReport(name, null, model.Version, model.Board, wans, Auditor.Judge(model), [.. warnings]);
    }

    public static AuditReport Refused(string file, string why) => new(file, why, null, null, [], [], []);

    /// <summary>Whether a finding is as grave as the level or graver.</summary>
    public bool Reaches(ReportLevel level) => Findings.Any(finding => ReportLevels.Of(finding.Severity) >= level);
}
