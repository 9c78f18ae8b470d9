using System.Collections.Frozen;
using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>A rule that no packet reaches, because one before it in the same chain ends the way of every packet that it could match.</summary>
internal sealed record ShadowedRule(FirewallRuleEntry Rule, FirewallRuleEntry By)
{
    /// <param name="rules">All rules of a table in order.</param>
    /// <param name="ends">Whether a rule ends the way of what it matches.</param>
    public static ImmutableArray<ShadowedRule> Find(IEnumerable<FirewallRuleEntry> rules, Func<FirewallRuleEntry, bool> ends)
    {
        var found = ImmutableArray.CreateBuilder<ShadowedRule>();
        foreach (var chain in rules.Where(rule => !rule.Disabled && !rule.Dynamic && !rule.Invalid).GroupBy(rule => rule.Chain, StringComparer.Ordinal))
        {
            var before = new EarlierRules();
            foreach (var rule in chain)
            {
                var own = Matchers(rule);
                if (before.FirstThat(own, earlier => earlier.All(matcher => Covers(matcher, rule))) is { } by)
                    found.Add(new ShadowedRule(rule, by));
                if (ends(rule) && !own.Any(matcher => s_partial.Contains(matcher.Key)))
                    before.Add(rule, own);
            }
        }
        return found.ToImmutable();
    }

    public static bool EndsFilter(FirewallRuleEntry rule) => rule.Action is "accept" or "drop" or "reject" or "tarpit";

    /// <summary>In mangle a marking rule ends it unless <c>passthrough</c> is on, which is the default (reference 3.7).</summary>
    public static bool EndsMangle(FirewallRuleEntry rule) =>
        rule.Action is "accept" || (rule.Action.StartsWith("mark-", StringComparison.Ordinal) && rule.Item["passthrough"] is "no" or "false");

    private static ImmutableArray<KeyValuePair<string, string>> Matchers(FirewallRuleEntry rule) =>
        [.. rule.Item.Values.Where(pair => pair.Value.Length > 0 && pair.Key[0] is not ('.' or '!') && !s_notMatchers.Contains(pair.Key) && !pair.Key.StartsWith("new-", StringComparison.Ordinal))];

    private static bool Covers(KeyValuePair<string, string> matcher, FirewallRuleEntry rule)
    {
        if (rule.Item[matcher.Key] is not { Length: > 0 } value)
            return false;
        if (value == matcher.Value)
            return true;
        if (matcher.Key is not ("connection-state" or "dst-port") || value[0] == '!' || matcher.Value[0] == '!')
            return false;
        var wider = matcher.Value.Split(',').ToHashSet(StringComparer.Ordinal);
        return value.Split(',').All(wider.Contains);
    }

    /// <summary>Matchers that take some of the packets only: the rest goes on.</summary>
    private static readonly FrozenSet<string> s_partial = new[]
    {
        "limit", "dst-limit", "connection-limit", "connection-rate", "connection-bytes", "time", "psd", "random", "nth", "per-connection-classifier", "content", "layer7-protocol", "tls-host", "packet-size",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_notMatchers = new[]
    {
        "chain", "action", "comment", "disabled", "dynamic", "invalid", "bytes", "packets", "log", "log-prefix", "jump-target", "address-list", "address-list-timeout", "reject-with", "hw-offload",
        "passthrough", "numbers", "creation-time", "route-dst", "sniff-target", "sniff-target-port", "sniff-id",
    }.ToFrozenSet(StringComparer.Ordinal);
}
