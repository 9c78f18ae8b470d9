using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Storage;

namespace DualWanPortal.Audit;

/// <summary>What a watch remembers of its router's findings. Owned by that watch and touched only under its gate.</summary>
internal sealed class AuditMemory
{
    public JudgedFindings? Judged { get; set; }

    /// <summary>What is written down; null until it was looked up, and after every write.</summary>
    public WrittenFindings? Written { get; set; }

    /// <summary>Since when what is found is not what is written down; null while it is.</summary>
    public DateTimeOffset? DiffersSince { get; set; }

    /// <summary>The last review that left nothing to write.</summary>
    public AuditReview? Settled { get; set; }
}

/// <summary>Findings of the answers with this fingerprint, by what this policy says of the links.</summary>
internal sealed record JudgedFindings(RouterModel Model, int Fingerprint, FailoverPolicy? Policy, ImmutableArray<Finding> Findings);

/// <param name="Open">Findings that are present.</param>
/// <param name="Score">Null for a router that was never judged.</param>
internal sealed record WrittenFindings(ImmutableArray<FindingRecord> Open, AuditScoreRecord? Score);

/// <summary>What an audit says of a router now.</summary>
/// <param name="All">Every finding, as judged.</param>
/// <param name="Counting">Worst first.</param>
/// <param name="Score">0 to 100; null where there are not two WANs.</param>
/// <param name="Entry">What has to be written; null when all is.</param>
internal sealed record AuditReview(ImmutableArray<Finding> All, ImmutableArray<Suppression> Holding, ImmutableArray<Finding> Counting, ImmutableArray<SuppressedFinding> Suppressed, int? Score, AuditEntry? Entry);
