using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Nat;

internal enum NatOutcome
{
    /// <summary>Leaves with the LAN's own source address.</summary>
    Plain,

    /// <summary>Leaves with an address that belongs to another WAN: answers go there.</summary>
    WrongAddress,

    /// <summary>Some rule may translate it; the configuration alone does not tell.</summary>
    Unknown,
    Translated,
}

/// <param name="Rule">The rule that decides, or the one that makes it unknown; null when the chain ends without one.</param>
internal sealed record NatVerdict(NatOutcome Outcome, FirewallRuleEntry? Rule);

/// <summary>Walks <c>srcnat</c> for one kind of traffic as the router would: in order, first match decides, jumps and returns followed (reference 3.7).</summary>
internal sealed class SourceNatChain(RouterModel model, ImmutableArray<WanLink> wans)
{
    private const int DeepestJump = 8;
    private readonly NatMatchers _matchers = new(model);
    private readonly ILookup<string, FirewallRuleEntry> _chains = model.Nat.Where(rule => !rule.Disabled && !rule.Invalid).ToLookup(rule => rule.Chain, StringComparer.Ordinal);

    public bool IsEmpty => !_chains["srcnat"].Any();

    public NatVerdict Judge(OutboundTraffic traffic)
    {
        FirewallRuleEntry? doubtful = null;
        var decided = Walk("srcnat", traffic, Match.Yes, 0, ref doubtful);
        return decided is { Outcome: NatOutcome.Translated } ? decided
            : doubtful is not null ? new NatVerdict(NatOutcome.Unknown, doubtful)
            : decided ?? new NatVerdict(NatOutcome.Plain, null);
    }

    /// <param name="reached">Whether the traffic gets into this chain for certain.</param>
    /// <param name="doubtful">First rule that may translate.</param>
    /// <returns>Null when the traffic comes out at the end undecided.</returns>
    private NatVerdict? Walk(string chain, OutboundTraffic traffic, Match reached, int depth, ref FirewallRuleEntry? doubtful)
    {
        if (depth > DeepestJump)
            return null;
        foreach (var rule in _chains[chain])
        {
            var match = Matches.And(reached, _matchers.Matches(rule, traffic));
            if (match == Match.No)
                continue;
            switch (rule.Action)
            {
                case "masquerade" or "src-nat" or "same" or "netmap" when match == Match.Yes:
                    return new NatVerdict(IsAnotherWans(rule, traffic) ? NatOutcome.WrongAddress : NatOutcome.Translated, rule);
                case "masquerade" or "src-nat" or "same" or "netmap" or "endpoint-independent-nat":
                    doubtful ??= rule;
                    break;
                case "jump" when Walk(rule.Item["jump-target"] ?? "", traffic, match, depth + 1, ref doubtful) is { } decided:
                    return decided;
                case "accept" when match == Match.Yes:
                    return new NatVerdict(NatOutcome.Plain, rule);
                // What may leave the chain here may also go on: the rules behind decide for what does.
                case "return" when match == Match.Yes:
                    return null;
            }
        }
        return null;
    }

    private bool IsAnotherWans(FirewallRuleEntry rule, OutboundTraffic traffic)
    {
        if (rule.Action == "masquerade" || AddressRange.Parse(rule.Item["to-addresses"]) is not { } to)
            return false;
        bool HasOn(string name) => model.Addresses.Any(entry => !entry.Disabled && entry.Interface == name && entry.Address is { IsIPv4: true } address && to.Inside(AddressRange.Of(address)));
        return !HasOn(traffic.OutInterface) && wans.Any(wan => wan.Interface != traffic.OutInterface && HasOn(wan.Interface));
    }
}
