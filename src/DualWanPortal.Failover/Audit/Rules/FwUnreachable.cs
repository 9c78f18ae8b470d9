using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>A filter rule that can never apply, because one before it decides for all that it names.</summary>
public sealed class FwUnreachable : IAuditRule
{
    public string Id => "fw-unreachable";
    public Severity Severity => Severity.Low;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        // Where both decide alike nothing is lost.
        foreach (var group in ShadowedRule.Find(subject.Model.Filter, ShadowedRule.EndsFilter).Where(pair => pair.Rule.Action != pair.By.Action).GroupBy(pair => pair.By.Item))
        {
            var by = group.First().By;
            var rules = group.Select(pair => pair.Rule).ToList();
            yield return new Finding(Id, Severity, $"{(rules.Count == 1 ? "A rule" : $"{rules.Count} rules")} of chain {by.Chain} can never apply",
                $"The rule before already decides ({by.Action}) for every packet that {(rules.Count == 1 ? "this rule names" : "these rules name")}: what {(rules.Count == 1 ? "it is" : "they are")} meant to do never happens.",
                [.. rules.Select(rule => RowText.Evidence(rule.Item)), RowText.Evidence(by.Item)],
                [.. rules.Select(rule => $"/ip firewall filter move {Cli.Find(rule.Item, "chain", "action", "connection-state", "protocol", "dst-port", "src-address", "in-interface", "in-interface-list", "comment")} destination={Cli.Find(by.Item, "chain", "action", "connection-state", "protocol", "dst-port", "src-address", "in-interface", "in-interface-list", "comment")}")],
                $"{by.Chain}/{by.Item.Line ?? subject.Model.Filter.IndexOf(by)}");
        }
    }
}
