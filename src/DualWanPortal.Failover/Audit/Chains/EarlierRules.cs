using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>
/// The rules of a chain before the one that is looked at, by one of their matchers: a rule can only cover another that has the same value there, so a chain of thousands is not compared
/// each with each.
/// </summary>
internal sealed class EarlierRules
{
    /// <summary>The most telling first; a rule without any of them is compared with all that follow.</summary>
    private static readonly ImmutableArray<string> s_keys =
        ["src-address", "dst-address", "src-mac-address", "src-address-list", "dst-address-list", "connection-mark", "in-interface", "out-interface", "in-interface-list", "out-interface-list", "protocol"];

    /// <summary>What is left over is bounded: some seconds' worth of comparing, then a long chain is looked at no further.</summary>
    private const int MostCompared = 5_000_000;

    private readonly Dictionary<(string Key, string Value), List<Earlier>> _byMatcher = [];
    private readonly List<Earlier> _others = [];
    private int _compared;
    private int _count;

    public void Add(FirewallRuleEntry rule, ImmutableArray<KeyValuePair<string, string>> matchers)
    {
        var earlier = new Earlier(_count++, rule, matchers);
        var key = s_keys.FirstOrDefault(key => matchers.Any(matcher => matcher.Key == key));
        if (key is null)
        {
            _others.Add(earlier);
            return;
        }
        var place = (key, matchers.First(matcher => matcher.Key == key).Value);
        if (!_byMatcher.TryGetValue(place, out var same))
            _byMatcher[place] = same = [];
        same.Add(earlier);
    }

    /// <summary>The first of them whose matchers all hold; null where none is, or where that would take too long.</summary>
    /// <param name="own">Matchers of the rule that is looked at.</param>
    public FirewallRuleEntry? FirstThat(ImmutableArray<KeyValuePair<string, string>> own, Predicate<ImmutableArray<KeyValuePair<string, string>>> covers)
    {
        var first = First(_others, covers);
        foreach (var matcher in own)
        {
            if (_byMatcher.TryGetValue((matcher.Key, matcher.Value), out var same) && First(same, covers) is { } found && (first is null || found.Place < first.Place))
                first = found;
        }
        return first?.Rule;
    }

    private Earlier? First(List<Earlier> rules, Predicate<ImmutableArray<KeyValuePair<string, string>>> covers)
    {
        foreach (var earlier in rules)
        {
            if (++_compared > MostCompared)
                return null;
            if (covers(earlier.Matchers))
                return earlier;
        }
        return null;
    }

    private sealed record Earlier(int Place, FirewallRuleEntry Rule, ImmutableArray<KeyValuePair<string, string>> Matchers);
}
