using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Rules;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit;

/// <summary>What there is to know of a rule without running it.</summary>
public sealed record AuditRuleInfo(string Id, Severity Severity);

/// <summary>Runs every rule over one router.</summary>
public static class Auditor
{
    private static readonly ImmutableArray<IAuditRule> s_rules =
    [
        new NatWanMissing(), new ListWanMissing(), new DefEqual(),
        new InNoDrop(), new InBackupOpen(), new FwdNoDrop(), new FwdBackupOpen(), new MgmtExposed(), new DnsOpen(),
        new ApiPlain(), new FwUnreachable(), new ListLanInWan(), new ListSlave(), new NeighborOnWan(), new UpnpOnBackup(),
        new PccBad(), new LbMatch(), new FtMangle(), new MarkLocal(), new PbrReply(), new RefMissing(),
        new QosOneWan(),
    ];

    public static ImmutableArray<AuditRuleInfo> Rules { get; } = [.. s_rules.Select(rule => new AuditRuleInfo(rule.Id, rule.Severity))];

    /// <summary>The findings, worst first, then by rule and subject.</summary>
    public static ImmutableArray<Finding> Judge(RouterModel model)
    {
        var subject = new AuditSubject(model);
        return [.. s_rules.SelectMany(rule => rule.Find(subject))
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Rule, StringComparer.Ordinal)
            .ThenBy(finding => finding.Subject, StringComparer.Ordinal)];
    }
}
