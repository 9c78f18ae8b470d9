using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A RouterOS that lacks what makes changes from afar safe.</summary>
public sealed class OldVersion : IAuditRule
{
    public string Id => "old-version";
    public Severity Severity => Severity.Info;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || subject.Model.Version is not { } version || version.AtLeast(7, 18))
            yield break;
        yield return new Finding(Id, Severity, $"RouterOS {version}",
            version.IsV6 ? $"RouterOS {version} has no safe mode for programs and no ICMP, TCP or HTTP probes in netwatch, and gets no new functions."
                : $"RouterOS {version} has no safe mode for programs (7.18), so a change that cuts the router off is undone only by what was prepared on it.",
            [.. subject.Wans[0].Evidence.Take(1)], ["/system package update check-for-updates"]);
    }
}
