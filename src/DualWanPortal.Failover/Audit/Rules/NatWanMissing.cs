using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Traffic that fails over to a WAN leaves it with a private source address, so nothing comes back.</summary>
public sealed class NatWanMissing : IAuditRule
{
    public string Id => "nat-wan-missing";
    public Severity Severity => Severity.Critical;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2)
            yield break;
        var verdicts = subject.Wans.Select(wan => (Wan: wan, Lans: Judged(subject, wan))).ToList();
        // A LAN that gets no translation on any WAN is kept from the Internet on purpose, or routed further on by someone else.
        var served = verdicts.SelectMany(entry => entry.Lans).Where(lan => lan.Verdict.Outcome is NatOutcome.Translated or NatOutcome.Unknown)
            .Select(lan => lan.Traffic.SourceText).ToHashSet(StringComparer.Ordinal);
        foreach (var (wan, lans) in verdicts)
        {
            // What lies at the far end of a tunnel may know the way back to the LAN.
            if (wan.Kind == WanKind.WireGuard)
                continue;
            var missing = lans.Where(lan => lan.Verdict.Outcome is NatOutcome.Plain or NatOutcome.WrongAddress && (served.Contains(lan.Traffic.SourceText) || (served.Count == 0 && IsSurelyPublic(subject, wan)))).ToList();
            if (missing.Count > 0)
                yield return Missing(subject, wan, missing);
            else if (lans.FirstOrDefault(lan => lan.Verdict.Outcome == NatOutcome.Unknown) is { Verdict.Rule: { } doubtful } unknown)
                yield return new Finding(Id, Severity.Info, $"Source NAT of {wan.Interface} is not known",
                    $"Whether traffic from {unknown.Traffic.SourceText} that leaves by {wan.Interface} is translated cannot be told from the configuration: the rule for it applies to some traffic only, or depends on marks or lists that are filled at run time.",
                    [RowText.Evidence(doubtful.Item)], [], wan.Interface);
        }
    }

    private Finding Missing(AuditSubject subject, WanLink wan, List<(OutboundTraffic Traffic, NatVerdict Verdict)> missing)
    {
        var lans = string.Join(", ", missing.Select(lan => lan.Traffic.SourceText));
        var wrong = missing.Exists(lan => lan.Verdict.Outcome == NatOutcome.WrongAddress);
        var message = wrong
            ? $"When traffic from {lans} moves to {wan.Interface}, it leaves with the address of another WAN: answers never come back, so the failover carries nothing."
            : $"When traffic from {lans} moves to {wan.Interface}, no rule translates its source address: answers never come back, so the failover carries nothing.";
        ImmutableArray<Evidence> evidence = [.. wan.Evidence.Take(1), .. missing.Select(lan => lan.Verdict.Rule).OfType<RouterOs.Model.FirewallRuleEntry>()
            .Concat(subject.Model.Nat.Where(rule => rule.Chain == "srcnat" && !rule.Disabled).Take(5))
            .DistinctBy(rule => rule.Item).Select(rule => RowText.Evidence(rule.Item))];
        return new Finding(Id, Severity, $"No source NAT on {wan.Interface}", message, evidence, Fix(subject, wan, wrong || missing.Exists(lan => lan.Verdict.Rule is not null)), wan.Interface);
    }

    private static ImmutableArray<string> Fix(AuditSubject subject, WanLink wan, bool mustComeFirst)
    {
        var rule = $"/ip firewall nat add chain=srcnat action=masquerade out-interface={Cli.Quote(wan.Interface)}{(mustComeFirst ? " place-before=0" : "")}";
        if (mustComeFirst)
            return [rule];
        // Where a rule by list exists already, membership is all that lacks.
        var list = subject.Model.Nat.FirstOrDefault(nat => !nat.Disabled && nat.Chain == "srcnat" && nat.Action == "masquerade" && nat.OutInterfaceList is { Length: > 0 } name && !name.StartsWith('!')
            && subject.Wans.Any(other => subject.Model.IsOnList(other.Interface, name)))?.OutInterfaceList;
        return [list is not null ? $"/interface list member add list={Cli.Quote(list)} interface={Cli.Quote(wan.Interface)}" : rule];
    }

    private static List<(OutboundTraffic Traffic, NatVerdict Verdict)> Judged(AuditSubject subject, WanLink wan) =>
        [.. subject.TrafficBy(wan).Select(traffic => (traffic, subject.SourceNat.Judge(traffic)))];

    private static bool IsSurelyPublic(AuditSubject subject, WanLink wan) =>
        subject.Model.Addresses.Where(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is { IsIPv4: true }).Select(entry => AddressRange.Of(entry.Address!.Value)).ToList()
            is { Count: > 0 } own && !own.Exists(range => range.IsPrivate);
}
