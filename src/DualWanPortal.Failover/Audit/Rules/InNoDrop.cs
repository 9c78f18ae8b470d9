using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>New connections from the Internet to the router itself are let in.</summary>
public sealed class InNoDrop : IAuditRule
{
    public string Id => "in-no-drop";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var open = Open(subject);
        // What is open on the backup alone has a rule of its own.
        if (open.Count == 0 || open.TrueForAll(entry => entry.Wan.Role == WanRole.Backup && open.Count < subject.ExposedWans.Count()))
            yield break;
        var names = Words.And(open.Select(entry => entry.Wan.Interface));
        var empty = !subject.Model.Filter.Any(rule => !rule.Disabled && !rule.Dynamic);
        var closed = !empty && !ManagementService.Open(subject.Model).Any(service => open.Exists(entry => subject.Firewall.Input(entry.Wan, service.Protocol, service.Port).Fate != Fate.Drop));
        var message = empty ? $"There is no filter rule in force, neither for input nor for forward: whoever finds the address of {names} can open connections to the router, and neighbours on those lines to what lies behind it."
            : open[0].Verdict.Rule is not null ? $"A rule of the input chain accepts new connections that come in by {names}: every service of the router answers the Internet."
            : $"The input chain has no rule that drops new connections from {names}: what no rule names is accepted.";
        if (closed)
            message += " The services that run now are closed one by one, so this is medium: whatever is switched on next stands open.";
        yield return new Finding(Id, closed ? Severity.Medium : Severity, $"Input lets {names} in", message, Evidence(subject, open),
            [.. DropCommands.Input(subject, [.. open.Select(entry => entry.Wan)], open[0].Verdict.Rule), .. empty ? DropCommands.Forward(subject, [.. open.Select(entry => entry.Wan)], null) : []]);
    }

    /// <summary>The WANs by which a packet to a port that no rule names is accepted.</summary>
    internal static List<(WanLink Wan, ChainVerdict Verdict)> Open(AuditSubject subject) =>
        [.. subject.ExposedWans.Select(wan => (Wan: wan, Verdict: subject.Firewall.InputDefault(wan))).Where(entry => entry.Verdict.Fate == Fate.Accept)];

    internal static ImmutableArray<Evidence> Evidence(AuditSubject subject, IReadOnlyList<(WanLink Wan, ChainVerdict Verdict)> open, string chain = "input")
    {
        var deciding = open.Select(entry => entry.Verdict.Rule).OfType<RouterOs.Model.FirewallRuleEntry>().DistinctBy(rule => rule.Item).Select(rule => RowText.Evidence(rule.Item)).ToList();
        var chainRules = subject.Model.Filter.Where(rule => !rule.Disabled && rule.Chain == chain).Take(5).Select(rule => RowText.Evidence(rule.Item));
        return [.. deciding.Count > 0 ? deciding : chainRules, .. open.SelectMany(entry => entry.Wan.Evidence.Take(1))];
    }
}
