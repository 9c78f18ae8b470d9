namespace DualWanPortal.Failover.Audit;

/// <summary>One thing that an expert looks for. Lives in a file of its own under <c>Rules/</c>, with a page under <c>Help/</c> named like its id.</summary>
public interface IAuditRule
{
    /// <summary>For example <c>nat-wan-missing</c>.</summary>
    string Id { get; }

    /// <summary>The usual one; a finding may differ by circumstance.</summary>
    Severity Severity { get; }

    IEnumerable<Finding> Find(AuditSubject subject);
}
