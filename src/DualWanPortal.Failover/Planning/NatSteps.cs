using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning;

/// <summary>Sees to it that traffic is translated on whichever WAN it leaves by. Rules that do so already stay as they are.</summary>
internal static class NatSteps
{
    private const string Tag = "nat";

    public static void Plan(PlanContext context)
    {
        if (Lacking(context.SubjectSoFar()) is not { Count: > 0 } lacking)
            return;
        if (context.Policy.Nat == NatStyle.PerWan)
        {
            foreach (var (wan, _) in lacking)
                Add(context, $"{Tag}-{wan.Interface}", $"nothing translates what leaves by {wan.Interface}: answers would never come back", ("out-interface", wan.Interface));
        }
        else
        {
            var names = string.Join(" and ", lacking.Select(entry => entry.Wan.Interface).Distinct(StringComparer.Ordinal));
            Add(context, Tag, $"nothing translates what leaves by {names}: answers would never come back", ("out-interface-list", context.Policy.WanList));
        }
        foreach (var (wan, verdict) in Lacking(context.SubjectSoFar()))
        {
            context.Say("nat-wan-missing", verdict.Rule is { } rule
                ? $"on {wan.Interface} an earlier rule decides, {RowText.Of(rule.Item, "chain", "action", "out-interface", "out-interface-list", "src-address", "to-addresses", "comment")}; change or move it by hand"
                : $"{wan.Interface} is not reached by the rule that is added");
        }
    }

    private static void Add(PlanContext context, string tag, string why, (string Name, string Value) what)
    {
        if (context.Live.Nat.FirstOrDefault(rule => rule.Comment == "dwp:" + tag) is { } own)
            context.Do(StepOf.Set(context.Live, own.Item, why, ("disabled", "no"), what));
        else
            context.Do(StepOf.Add("/ip/firewall/nat", tag, why, ("chain", "srcnat"), ("action", "masquerade"), what, ("ipsec-policy", "out,none")));
    }

    /// <summary>WANs by which a LAN leaves untranslated. A LAN that is translated nowhere, while others are, is kept from the Internet on purpose.</summary>
    private static List<(WanLink Wan, NatVerdict Verdict)> Lacking(AuditSubject subject)
    {
        var all = subject.Wans.Where(wan => wan.Kind != WanKind.WireGuard)
            .SelectMany(wan => subject.TrafficBy(wan).Select(traffic => (Wan: wan, traffic.SourceText, Verdict: subject.SourceNat.Judge(traffic)))).ToList();
        var served = all.Where(entry => entry.Verdict.Outcome is NatOutcome.Translated or NatOutcome.Unknown).Select(entry => entry.SourceText).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(entry => entry.Verdict.Outcome is NatOutcome.Plain or NatOutcome.WrongAddress && (served.Count == 0 || served.Contains(entry.SourceText)))
            .Select(entry => (entry.Wan, entry.Verdict)).DistinctBy(entry => entry.Wan.Interface)];
    }
}
