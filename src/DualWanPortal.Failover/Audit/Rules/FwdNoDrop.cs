using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>New connections from a WAN to the hosts behind the router are let through although no port forward asks for them.</summary>
public sealed class FwdNoDrop : IAuditRule
{
    public string Id => "fwd-no-drop";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var open = Open(subject);
        if (open.Count == 0 || open.TrueForAll(entry => entry.Wan.Role == WanRole.Backup && open.Count < subject.ExposedWans.Count()))
            yield break;
        var routed = HasPublicLan(subject);
        // Without any rule in force the finding about input says that forward is open too: one cause, one finding.
        if (!routed && !subject.Model.Filter.Any(rule => !rule.Disabled && !rule.Dynamic))
            yield break;
        var names = Words.And(open.Select(entry => entry.Wan.Interface));
        var reach = routed ? "the hosts behind the router have public addresses, so anybody can open connections to them."
            : "neighbours on the same line, the provider and whoever gets into the modem can open connections to the LAN. Its addresses are private, so this is medium.";
        yield return new Finding(Id, routed ? Severity : Severity.Medium, $"Forward lets {names} in",
            $"The forward chain drops no new connections that come in by {names}: {reach}", InNoDrop.Evidence(subject, open, "forward"),
            DropCommands.Forward(subject, [.. open.Select(entry => entry.Wan)], open[0].Verdict.Rule));
    }

    internal static List<(WanLink Wan, ChainVerdict Verdict)> Open(AuditSubject subject) =>
        [.. subject.ExposedWans.Select(wan => (Wan: wan, Verdict: subject.Firewall.ForwardDefault(wan))).Where(entry => entry.Verdict.Fate == Fate.Accept)];

    private static bool HasPublicLan(AuditSubject subject)
    {
        var outside = subject.Wans.SelectMany(wan => new[] { wan.Interface, wan.Port }).ToHashSet(StringComparer.Ordinal);
        return subject.Model.Addresses.Any(entry => !entry.Disabled && entry.Interface != "lo" && !outside.Contains(entry.Interface) && !LinkSide.OnWanList(subject.Model, entry.Interface)
            && entry.Address is { IsIPv4: true, IsHost: false } address && !AddressRange.Of(address).IsPrivate);
    }
}
