using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Chains;

/// <summary>
/// Walks filter or raw chains as the router does: in order, first match decides, jumps and returns followed, what nothing drops is accepted (reference 3.7).
/// A rule of which it cannot be told whether it matches leaves both ways open.
/// </summary>
internal sealed class FilterChain(IEnumerable<FirewallRuleEntry> rules, InboundMatchers matchers)
{
    private const int DeepestJump = 8;

    // Chains that jump into each other over and over would be walked without end.
    private const int MostSteps = 20_000;
    private readonly ILookup<string, FirewallRuleEntry> _chains = rules.Where(rule => !rule.Disabled && !rule.Invalid).ToLookup(rule => rule.Chain, StringComparer.Ordinal);

    /// <param name="chain"><c>input</c>, <c>forward</c>, or <c>prerouting</c> of raw.</param>
    /// <param name="packet">The packet.</param>
    public ChainVerdict Judge(string chain, InboundPacket packet)
    {
        var way = new Way();
        if (Walk(chain, packet, Match.Yes, 0, way) != Match.No)
            way.Accept(null);
        return (way.MayAccept, way.MayDrop) switch
        {
            (true, false) => new ChainVerdict(Fate.Accept, way.FirstAccept),
            (false, true) => new ChainVerdict(Fate.Drop, way.FirstDrop),
            _ => new ChainVerdict(Fate.Unknown, way.Doubtful),
        };
    }

    /// <returns>Whether the packet comes out at the end of the chain.</returns>
    private Match Walk(string chain, InboundPacket packet, Match reached, int depth, Way way)
    {
        if (depth > DeepestJump)
            return reached;
        var returned = Match.No;
        foreach (var rule in _chains[chain])
        {
            if (++way.Steps > MostSteps)
                return Match.Maybe;
            var match = matchers.Matches(rule, packet, way.Joined);
            if (match == Match.No)
                continue;
            var left = match == Match.Yes ? Match.No : Match.Maybe;
            switch (rule.Action)
            {
                case "accept":
                    way.Doubt(match, rule);
                    way.Accept(rule);
                    reached = left;
                    break;
                case "drop" or "reject" or "tarpit":
                    way.Doubt(match, rule);
                    way.Drop(rule);
                    reached = left;
                    break;
                case "jump":
                    way.Doubt(match, rule);
                    var after = Walk(rule.Item["jump-target"] ?? "", packet, Matches.And(reached, match), depth + 1, way);
                    reached = match == Match.Yes ? after : Match.Maybe;
                    break;
                case "return":
                    returned = Or(returned, Matches.And(reached, match));
                    reached = left;
                    break;
                case "add-src-to-address-list" when match == Match.Yes && rule.Item["address-list"] is { } list:
                    way.Joined.Add(list);
                    break;
            }
            if (reached == Match.No)
                break;
        }
        return Or(returned, reached);
    }

    private static Match Or(Match one, Match other) => one > other ? one : other;

    /// <summary>What may become of one packet, as far as it has been followed.</summary>
    private sealed class Way
    {
        public HashSet<string> Joined { get; } = new(StringComparer.Ordinal);
        public int Steps { get; set; }
        public bool MayAccept { get; private set; }
        public bool MayDrop { get; private set; }
        public FirewallRuleEntry? FirstAccept { get; private set; }
        public FirewallRuleEntry? FirstDrop { get; private set; }
        public FirewallRuleEntry? Doubtful { get; private set; }

        public void Accept(FirewallRuleEntry? rule)
        {
            FirstAccept = MayAccept ? FirstAccept : rule;
            MayAccept = true;
        }

        public void Drop(FirewallRuleEntry rule)
        {
            FirstDrop ??= rule;
            MayDrop = true;
        }

        public void Doubt(Match match, FirewallRuleEntry rule) => Doubtful ??= match == Match.Maybe ? rule : null;
    }
}
