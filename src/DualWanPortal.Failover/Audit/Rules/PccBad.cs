using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>Classifier rules that never match, repeat each other, leave out a share of the connections, or mark answers anew.</summary>
public sealed class PccBad : IAuditRule
{
    public string Id => "pcc-bad";
    public Severity Severity => Severity.Medium;

    public IEnumerable<Finding> Find(AuditSubject subject)
    {
        if (!subject.HasSeveralWans)
            yield break;
        var rules = subject.Model.Mangle.Where(rule => !rule.Disabled && !rule.Dynamic).Select(rule => (Rule: rule, Classifier: Classifier.Of(rule))).Where(entry => entry.Classifier is not null)
            .Select(entry => (entry.Rule, Classifier: entry.Classifier!)).ToList();
        var wrong = new List<(FirewallRuleEntry Rule, string Fault)>();
        foreach (var (rule, classifier) in rules.Where(entry => entry.Classifier.Remainder >= entry.Classifier.Denominator))
            wrong.Add((rule, FormattableString.Invariant($"{classifier.Denominator}/{classifier.Remainder} can never match, the remainders of {classifier.Denominator} end at {classifier.Denominator - 1}")));
        foreach (var group in rules.Where(entry => entry.Classifier.Remainder < entry.Classifier.Denominator).GroupBy(entry => (Context(entry.Rule), entry.Classifier.Parts, entry.Classifier.Denominator)))
        {
            foreach (var repeated in group.GroupBy(entry => entry.Classifier.Remainder).Where(same => same.Count() > 1))
            {
                wrong.AddRange(repeated.Skip(1).Select(entry => (entry.Rule, FormattableString.Invariant($"{group.Key.Denominator}/{repeated.Key} appears {repeated.Count()} times for the same traffic"))));
            }
            if (Gap(subject.Model, [.. group]) is { } gap)
                wrong.Add((group.First().Rule, gap));
        }
        wrong.AddRange(rules.Where(entry => MarksAnswers(entry.Rule)).Take(1)
            .Select(entry => (entry.Rule, "the rule names no side and no state, so it classifies the answers from the Internet too and marks them for another line")));
        if (wrong.Count == 0)
            yield break;
        yield return new Finding(Id, Severity, "The classifier rules do not add up",
            $"{Words.And(wrong.Select(entry => entry.Fault).Distinct(StringComparer.Ordinal))}: connections are not spread over the lines as the rules are meant to.",
            [.. wrong.Select(entry => entry.Rule).DistinctBy(rule => rule.Item).Select(rule => RowText.Evidence(rule.Item))],
            [.. wrong.Where(entry => entry.Fault.Contains("never match", StringComparison.Ordinal) || entry.Fault.Contains("times", StringComparison.Ordinal)).Select(entry => entry.Rule).DistinctBy(rule => rule.Item)
                .Select(rule => $"/ip firewall mangle remove {Cli.Find(rule.Item, "chain", "per-connection-classifier", "new-connection-mark", "new-routing-mark", "in-interface")}").Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>When every rule has its mark, a share that nobody names goes unmarked by the main table. With one mark only that is meant.</summary>
    private static string? Gap(RouterModel model, List<(FirewallRuleEntry Rule, Classifier Classifier)> group)
    {
        var missing = Enumerable.Range(0, Math.Min(group[0].Classifier.Denominator, 64)).Except(group.Select(entry => entry.Classifier.Remainder)).ToList();
        var marks = group.Select(entry => Mark(entry.Rule)).Distinct(StringComparer.Ordinal).Count();
        var last = model.Mangle.IndexOf(group[^1].Rule);
        var rest = model.Mangle.Skip(last + 1).Any(rule => !rule.Disabled && rule.Chain == group[0].Rule.Chain && rule.Action == group[0].Rule.Action && rule.Item["connection-mark"] == "no-mark" && Classifier.Of(rule) is null);
        return missing.Count == 0 || marks < 2 || rest ? null
            : $"{Words.And(missing.Select(remainder => FormattableString.Invariant($"{group[0].Classifier.Denominator}/{remainder}")))} {(missing.Count == 1 ? "is" : "are")} given to no line";
    }

    private static bool MarksAnswers(FirewallRuleEntry rule) =>
        rule.Chain == "prerouting" && !s_sides.Any(name => rule.Item[name] is { Length: > 0 }) && rule.Item["connection-state"] != "new";

    private static string Mark(FirewallRuleEntry rule) => rule.Item["new-connection-mark"] ?? rule.Item["new-routing-mark"] ?? rule.Item["new-packet-mark"] ?? "";

    /// <summary>Everything that narrows the rule besides its share.</summary>
    private static string Context(FirewallRuleEntry rule) =>
        string.Join('|', rule.Item.Values.Where(pair => !s_free.Contains(pair.Key) && pair.Key[0] != '.').OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private static readonly string[] s_sides = ["in-interface", "in-interface-list", "src-address", "src-address-list", "connection-mark", "routing-mark"];

    private static readonly HashSet<string> s_free = new(StringComparer.Ordinal)
    {
        "per-connection-classifier", "new-connection-mark", "new-routing-mark", "new-packet-mark", "comment", "passthrough", "bytes", "packets", "disabled", "dynamic", "invalid", "log", "log-prefix", "numbers",
    };
}
