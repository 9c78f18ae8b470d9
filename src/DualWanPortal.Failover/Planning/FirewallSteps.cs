using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Planning.Outside;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// What is closed on one WAN gets closed on all: the rule that drops is widened from its interface to the list of the WANs. Adds no rule and moves none, so nothing that is
/// in use is cut off. A router that is open on every WAN is left so: that is a decision of its own, not a matter of failover.
/// </summary>
internal static class FirewallSteps
{
    private const string Filter = "/ip/firewall/filter";

    public static void Plan(PlanContext context)
    {
        Close(context, Filter, "in-backup-open", "the router", context.Policy.FirewallParity, (chains, wan) => chains.InputDefault(wan));
        Close(context, Filter, "fwd-backup-open", "the LAN", context.Policy.FirewallParity, (chains, wan) => chains.ForwardDefault(wan));
    }

    /// <param name="menu">The filter whose rules are widened.</param>
    /// <param name="id">What is said where no rule can be.</param>
    /// <param name="what">What stands open.</param>
    /// <param name="widen">Whether the policy wants it; else only what is not cured is said.</param>
    internal static void Close(PlanContext context, string menu, string id, string what, bool widen, Func<FirewallChains, WanLink, ChainVerdict> judge)
    {
        var (guards, open) = Judge(context, menu, judge);
        if (open.Count == 0 || guards.Count == 0)
            return;
        var list = context.Policy.WanList;
        if (widen && IsOnlyWans(context, list))
        {
            foreach (var rule in guards)
                RuleWidening.Plan(context, rule, list, $"{what} is closed on {rule.Item["in-interface"]} and stands open on {string.Join(" and ", open)}");
        }
        foreach (var wan in Judge(context, menu, judge).Open)
            context.Say(id, $"{what} is closed on one WAN and open on {wan}; no single rule can be widened to mend that, look at the filter by hand");
    }

    /// <summary>Rules that close a WAN by its name, and the WANs that are open.</summary>
    private static (List<FirewallRuleEntry> Guards, List<string> Open) Judge(PlanContext context, string menu, Func<FirewallChains, WanLink, ChainVerdict> judge)
    {
        var chains = new FirewallChains(context.SoFar(), context.Wans);
        var verdicts = context.Wans.Where(wan => wan.Kind != WanKind.WireGuard).Select(wan => (Wan: wan, Verdict: judge(chains, wan))).ToList();
        var guards = verdicts.Where(entry => entry.Verdict is { Fate: Fate.Drop, Rule: { } rule } && rule.Item.Menu == menu && rule.Item["in-interface"] == entry.Wan.Interface && rule.Item["in-interface-list"] is null)
            .Select(entry => entry.Verdict.Rule!).Distinct().ToList();
        return (guards, [.. verdicts.Where(entry => entry.Verdict.Fate == Fate.Accept).Select(entry => entry.Wan.Interface)]);
    }

    private static bool IsOnlyWans(PlanContext context, string list) =>
        context.SoFar().InterfacesOn(list).All(name => context.Wans.Any(wan => wan.Interface == name || wan.Port == name));
}
