using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Source NAT of a WAN applies to marked traffic only: what fails over carries another mark, or none.</summary>
public sealed class NatCondMark : IAuditRule
{
    public string Id => "nat-cond-mark";
    public Severity Severity => Severity.High;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (subject.Wans.Length < 2 || !subject.Model.Knows("/ip/firewall/mangle"))
            yield break;
        foreach (var wan in subject.Wans.Where(wan => wan.Kind != WanKind.WireGuard))
        {
            if (subject.TrafficBy(wan).Select(subject.SourceNat.Judge).FirstOrDefault(verdict => Depends(subject.Model, wan, verdict))?.Rule is not { } doubtful)
                continue;
            yield return new Finding(Id, Severity, $"Source NAT of {wan.Interface} depends on a mark",
                $"Only traffic with {MarkOf(doubtful)} is translated on {wan.Interface}: what moves there when the other WAN fails carries another mark or none, leaves with its private address, and no answer comes back.",
                [RowText.Evidence(doubtful.Item), .. subject.Model.Mangle.Where(rule => !rule.Disabled && Sets(rule, doubtful)).Take(3).Select(rule => RowText.Evidence(rule.Item))],
                [$"/ip firewall nat add chain=srcnat action=masquerade out-interface={Planning.Cli.Quote(wan.Interface)}"], wan.Interface);
        }
    }

    /// <summary>Whether traffic is translated on the WAN only if it carries a certain mark, and not every mark has its rule.</summary>
    internal static bool Depends(RouterModel model, WanLink wan, NatVerdict verdict) =>
        verdict is { Outcome: NatOutcome.Unknown, Rule: { } rule } && MarkOf(rule) is not null && !AllMarksServed(model, wan);

    internal static string? MarkOf(FirewallRuleEntry rule)
    {
        foreach (var name in s_marks)
        {
            if (rule.Item[name] is { Length: > 0 } value)
                return $"{name}={value}";
        }
        return null;
    }

    /// <summary>One rule for each mark that is set and one for what has none is as good as a rule for all.</summary>
    private static bool AllMarksServed(RouterModel model, WanLink wan)
    {
        var set = model.Mangle.Where(rule => !rule.Disabled).Select(rule => rule.Item["new-connection-mark"]).OfType<string>().Append("no-mark").ToHashSet(StringComparer.Ordinal);
        var served = model.Nat.Where(rule => !rule.Disabled && rule.Chain == "srcnat" && rule.Action is "masquerade" or "src-nat"
                && (rule.OutInterface is null || rule.OutInterface == wan.Interface) && (rule.OutInterfaceList is null || model.IsOnList(wan.Interface, rule.OutInterfaceList)))
            .Select(rule => rule.Item["connection-mark"]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return set.IsSubsetOf(served);
    }

    private static bool Sets(FirewallRuleEntry mangle, FirewallRuleEntry nat) =>
        mangle.Item["new-connection-mark"] is { } connection && connection == nat.Item["connection-mark"] || mangle.Item["new-routing-mark"] is { } routing && routing == nat.Item["routing-mark"]
        || mangle.Item["new-packet-mark"] is { } packet && packet == nat.Item["packet-mark"];

    private static readonly string[] s_marks = ["connection-mark", "routing-mark", "packet-mark"];
}
