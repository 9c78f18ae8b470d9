using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The hosts behind the router are protected on its primary WAN and stand open on a backup.</summary>
public sealed class FwdBackupOpen : IAuditRule
{
    public string Id => "fwd-backup-open";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || subject.ExposedWans.FirstOrDefault() is not { Role: WanRole.Primary } primary)
            yield break;
        var guard = subject.Firewall.ForwardDefault(primary);
        var open = FwdNoDrop.Open(subject).Where(entry => entry.Wan.Role == WanRole.Backup).ToList();
        if (guard.Fate != Fate.Drop || open.Count == 0)
            yield break;
        var names = Words.And(open.Select(entry => entry.Wan.Interface));
        yield return new Finding(Id, Severity, $"The LAN stands open on {names}",
            $"New connections to the LAN are dropped on {primary.Interface} but let through from {names}, at any time and not only after a failover.",
            [.. guard.Rule is { } rule ? [RowText.Evidence(rule.Item)] : Array.Empty<Evidence>(), .. InNoDrop.Evidence(subject, open, "forward")],
            DropCommands.Forward(subject, [.. open.Select(entry => entry.Wan)], open[0].Verdict.Rule));
    }
}
