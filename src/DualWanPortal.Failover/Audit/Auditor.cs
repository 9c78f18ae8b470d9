using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Rules;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit;

/// <summary>What there is to know of a rule without running it.</summary>
public sealed record AuditRuleInfo(string Id, Severity Severity);

/// <summary>Runs every rule over one router.</summary>
public static class Auditor
{
    private static readonly ImmutableArray<IAuditRule> s_rules =
    [
        new WanSingle(),
        new DefEqual(), new DefDupDyn(), new DefNoMain(), new DefOrder(), new DefSingle(), new TabNoFallback(), new TabEmpty(),
        new ChkNone(), new ChkNexthop(), new ChkBackupNone(), new ChkArp(), new DetectSlow(), new MonNoEffect(),
        new RecNoCheck(), new RecScope(), new RecUnresolved(), new RecScopeTight(), new RecOneCanary(), new RecSameCanary(), new RecSameOperator(),
        new GwStaticOnDyn(), new GwIsEth(), new GwSameIp(), new MonEqDns(), new MonLeak(), new RpStrict(),
        new NatWanMissing(), new NatFixedSrc(), new NatCondMark(), new NatBroad(), new NatShadowed(), new NatInOneWan(),
        new DnsNone(), new DnsPath(), new DnsPeer(), new DnsDohAlone(), new DnsOpen(),
        new InNoDrop(), new InBackupOpen(), new FwdNoDrop(), new FwdBackupOpen(), new MgmtExposed(),
        new ApiPlain(), new FwUnreachable(), new ListWanMissing(), new ListLanInWan(), new ListSlave(), new NeighborOnWan(), new UpnpOnBackup(),
        new PccBad(), new LbMatch(), new FtMangle(), new MarkLocal(), new PbrReply(), new RefMissing(),
        new QosOneWan(),
        new NwThrLte(), new NwPolicy(), new NwStartup(), new NwUnpinned(), new NwFightsCheck(), new NwSingleReply(), new NwDisablesSelf(),
        new Failback(), new ScriptBlocks(), new DeviceMode(), new FbNoHold(), new FbNoFlush(), new WgOneEndpoint(),
        new WgNoKeepalive(), new DdnsNone(), new IpsecPinned(), new InboundCgnat(), new MssClamp(), new NotifyNone(), new LogMemory(),
        new NtpNone(), new BackupNone(), new Secret(), new Leftover(), new OldVersion(), new V6NoFailover(),
    ];

    public static ImmutableArray<AuditRuleInfo> Rules { get; } = [.. s_rules.Select(rule => new AuditRuleInfo(rule.Id, rule.Severity))];

    /// <summary>The findings, worst first, then by rule and subject.</summary>
    /// <param name="policy">What people have said of this router's links; null where nothing was said.</param>
    public static ImmutableArray<Finding> Judge(RouterModel model, FailoverPolicy? policy = null)
    {
        var subject = new AuditSubject(model, policy);
        // With one WAN there is no failover to judge: that is said once.
        return [.. s_rules.Where(rule => subject.Wans.Length > 1 || rule is WanSingle).SelectMany(rule => rule.Find(subject))
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Rule, StringComparer.Ordinal)
            .ThenBy(finding => finding.Subject, StringComparer.Ordinal)];
    }
}
