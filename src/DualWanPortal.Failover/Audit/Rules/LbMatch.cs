using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Balancing rules that nothing reaches or matches, or that send packets of one session over different lines.</summary>
public sealed class LbMatch : IAuditRule
{
    public string Id => "lb-match";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var marks = new MangleMarks(subject.Model);
        var marking = marks.Rules.Where(rule => rule.Action is "mark-routing" or "mark-connection").ToList();
        if (!marks.Routing.Any())
            yield break;
        var wrong = new List<(FirewallRuleEntry Rule, FirewallRuleEntry? By, string Fault)>();
        wrong.AddRange(ShadowedRule.Find(subject.Model.Mangle, ShadowedRule.EndsMangle).Where(pair => marking.Contains(pair.Rule)).Select(pair => (pair.Rule, (FirewallRuleEntry?)pair.By, "a rule before takes all its packets away")));
        foreach (var rule in marking)
        {
            if (NeverMarked(marks, rule) is { } fault)
                wrong.Add((rule, null, fault));
            else if (SplitsSessions(rule))
                wrong.Add((rule, null, "nth or random picks packet by packet, so one session leaves by several lines and breaks"));
        }
        if (wrong.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "Balancing rules do not do what they say",
            $"{(wrong.Count == 1 ? "A mangle rule does" : $"{wrong.Count} mangle rules do")} not work as written ({Words.And(wrong.Select(entry => entry.Fault).Distinct(StringComparer.Ordinal))}): traffic does not take the line that these rules are meant to give it.",
            [.. wrong.SelectMany(entry => new[] { entry.Rule, entry.By }).OfType<FirewallRuleEntry>().DistinctBy(rule => rule.Item).Select(rule => RowText.Evidence(rule.Item))], []);
    }

    /// <summary>It asks for a mark that no packet carries when it gets there.</summary>
    private static string? NeverMarked(MangleMarks marks, FirewallRuleEntry rule)
    {
        if (rule.Item["connection-mark"] is { Length: > 0 } connection && connection[0] != '!' && connection != "no-mark" && !marks.Making(connection).Any())
            return $"no rule sets connection mark {connection}";
        if (rule.Item["routing-mark"] is not { Length: > 0 } routing || routing[0] == '!' || rule.Chain is not ("prerouting" or "output"))
            return null;
        var before = marks.Rules.TakeWhile(other => !ReferenceEquals(other, rule)).Where(other => other.Item["new-routing-mark"] == routing && other.Chain == rule.Chain).ToList();
        return before.Exists(other => !ShadowedRule.EndsMangle(other)) || marks.Rules.Any(other => other.Action == "jump") ? null
            : $"no packet with routing mark {routing} gets that far";
    }

    private static bool SplitsSessions(FirewallRuleEntry rule)
    {
        var picks = (rule.Item["nth"] ?? rule.Item["random"]) is { Length: > 0 };
        // A mark on the connection keeps a session together when only its first packet is picked.
        return picks && (rule.Action == "mark-routing" || (rule.Item["connection-state"] != "new" && rule.Item["connection-mark"] != "no-mark"));
    }
}
