using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The router is protected on its primary WAN and stands open on a backup.</summary>
public sealed class InBackupOpen : IAuditRule
{
    public string Id => "in-backup-open";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans || subject.ExposedWans.FirstOrDefault() is not { Role: WanRole.Primary } primary)
            yield break;
        var guard = subject.Firewall.InputDefault(primary);
        var open = InNoDrop.Open(subject).Where(entry => entry.Wan.Role == WanRole.Backup).ToList();
        if (guard.Fate != Fate.Drop || open.Count == 0)
            yield break;
        var names = Words.And(open.Select(entry => entry.Wan.Interface));
        yield return new Finding(Id, Severity, $"The router stands open on {names}",
            $"New connections from the Internet are dropped on {primary.Interface} but accepted on {names}: the router can be reached from there at any time, not only after a failover.",
            [.. guard.Rule is { } rule ? [RowText.Evidence(rule.Item)] : Array.Empty<Evidence>(), .. InNoDrop.Evidence(subject, open)],
            DropCommands.Input(subject, [.. open.Select(entry => entry.Wan)], open[0].Verdict.Rule));
    }
}
