using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>No script of the router saves its configuration. The portal keeps that of the routers it watches.</summary>
public sealed class BackupNone : IAuditRule
{
    public string Id => "backup-none";
    public Severity Severity => Severity.Info;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || subject.Model.IsLive
            || subject.Scripts.Running.Any(call => call.Text.Contains("backup", StringComparison.Ordinal) || call.Text.Contains("export", StringComparison.Ordinal)))
            yield break;
        yield return new Finding(Id, Severity, "No scheduled backup", "Nothing on the router saves its configuration; when the device dies, so does the knowledge of how it failed over.", [.. subject.Wans[0].Evidence.Take(1)],
            ["/system scheduler add name=weekly-export interval=7d on-event=\"/export file=weekly\" policy=ftp,read,write,policy,test"]);
    }
}
