using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Chains;

namespace DualWanPortal.Failover.WhatIf.Checks;

/// <summary>Management and the resolver of the router are closed to strangers on every WAN that is up.</summary>
internal static class ManagementCheck
{
    private const int MostNamed = 4;

    public static Cell Judge(ScenarioFacts facts)
    {
        var audit = facts.Subject.Audit;
        var up = facts.Wans.Links.Where(link => facts.IsAlive(link.Interface)).ToList();
        if (up.Count == 0)
            return facts.Cell(CheckIds.Management, CellVerdict.NotApplicable, "No WAN is up by which a stranger could knock.");
        IEnumerable<ManagementService> services = ManagementService.Open(audit.Model);
        if (audit.Model.Dns?.Flag("allow-remote-requests") == true)
            services = services.Append(new ManagementService("dns", "udp", 53, audit.Model.Dns));
        var judged = (from wan in up from service in services.ToList() select (Wan: wan.Interface, Service: service, Verdict: audit.Firewall.Input(wan, service.Protocol, service.Port))).ToList();
        ImmutableArray<string> way = [.. judged.Select(one => $"{one.Service} from {one.Wan}: {Word(one.Verdict.Fate)}{(one.Verdict.Rule is { } rule ? $" by {RuleText(rule)}" : one.Verdict.Fate == Fate.Accept ? ", no rule of the filter stops it" : "")}")];
        var open = judged.FindAll(one => one.Verdict.Fate == Fate.Accept);
        if (open.Count > 0)
        {
            var names = open.Select(one => one.Service.ToString()).Distinct(StringComparer.Ordinal).ToList();
            var wans = open.Select(one => one.Wan).Distinct(StringComparer.Ordinal).ToList();
            return facts.Cell(CheckIds.Management, CellVerdict.Fails, $"Strangers on {Words.And(wans)} reach {Words.And(names.Take(MostNamed))}{(names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "")}.", string.Join(',', wans), null, way);
        }
        if (judged.Exists(one => one.Verdict.Fate == Fate.Unknown))
            return facts.Cell(CheckIds.Management, CellVerdict.Unknown, audit.Firewall.IsKnown ? "A rule of the filter cannot be judged." : "The filter was not read.", null, null, way);
        var closed = Words.And(up.Select(link => link.Interface));
        return facts.Cell(CheckIds.Management, CellVerdict.Works, $"Nothing that manages the router answers strangers on {closed}.", string.Join(',', up.Select(link => link.Interface)), null, way);
    }

    private static string RuleText(RouterOs.Model.FirewallRuleEntry rule) => rule.Item.Line is { } line ? FormattableString.Invariant($"the rule of line {line}") : $"{rule.Chain} {rule.Action}";

    private static string Word(Fate fate) => fate switch { Fate.Accept => "open", Fate.Drop => "closed", _ => "unknown" };
}
