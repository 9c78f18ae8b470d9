using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Audit.Rules;
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
            foreach (var entry in lacking)
                Add(context, $"{Tag}-{entry.Wan.Interface}", Why([entry]), ("out-interface", entry.Wan.Interface));
        }
        else
            Add(context, Tag, Why(lacking), ("out-interface-list", context.Policy.WanList));
        foreach (var (wan, verdict) in Lacking(context.SubjectSoFar()))
        {
            context.Say("nat-wan-missing", verdict.Outcome == NatOutcome.Unknown ? $"on {wan.Interface} only what carries {NatCondMark.MarkOf(verdict.Rule!)} is translated, and the rule that is added does not reach the rest; look at srcnat by hand"
                : verdict.Rule is { } rule
                ? $"on {wan.Interface} an earlier rule decides, {RowText.Of(rule.Item, "chain", "action", "out-interface", "out-interface-list", "src-address", "to-addresses", "comment")}; change or move it by hand"
                : $"{wan.Interface} is not reached by the rule that is added");
        }
    }

    private static string Why(List<(WanLink Wan, NatVerdict Verdict)> lacking)
    {
        static string Names(IEnumerable<(WanLink Wan, NatVerdict Verdict)> entries) => string.Join(" and ", entries.Select(entry => entry.Wan.Interface).Distinct(StringComparer.Ordinal));
        var marked = lacking.FindAll(entry => entry.Verdict.Outcome == NatOutcome.Unknown);
        var bare = lacking.Except(marked).ToList();
        return string.Join("; ", new[]
        {
            bare.Count > 0 ? $"nothing translates what leaves by {Names(bare)}: answers would never come back" : null,
            marked.Count > 0 ? $"what leaves by {Names(marked)} is translated only if it carries the mark of that line ({NatCondMark.MarkOf(marked[0].Verdict.Rule!)}): what moves there when the other line fails carries another, and its answers would never come back" : null,
        }.OfType<string>());
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
        return [.. all.Where(entry => (entry.Verdict.Outcome is NatOutcome.Plain or NatOutcome.WrongAddress && (served.Count == 0 || served.Contains(entry.SourceText))) || NatCondMark.Depends(subject.Model, entry.Wan, entry.Verdict))
            .Select(entry => (entry.Wan, entry.Verdict)).DistinctBy(entry => entry.Wan.Interface)];
    }
}
