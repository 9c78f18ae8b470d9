using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The log is lost with a restart.</summary>
public sealed class LogMemory : IAuditRule
{
    public string Id => "log-memory";
    public Severity Severity => Severity.Info;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || !subject.Model.Knows("/system/logging") || NotifyNone.LogsElsewhere(subject.Model, "remote", "disk", "email"))
            yield break;
        yield return new Finding(Id, Severity, "The log is kept in memory only",
            "After a restart nothing tells what happened before it, and an outage often ends with one.", [.. subject.Wans[0].Evidence.Take(1)],
            ["/system logging add topics=critical action=disk", "/system logging add topics=error action=disk", "/system logging add topics=warning action=disk"]);
    }
}
