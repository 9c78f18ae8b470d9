using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>A rule of a filter that names one WAN names the list of all from then on.</summary>
internal static class RuleWidening
{
    /// <summary>Both conditions at first, then the wider one alone: at no moment does the rule mean less than before.</summary>
    public static void Plan(PlanContext context, FirewallRuleEntry rule, string list, string why)
    {
        var menu = rule.Item.Menu;
        var before = context.SoFar().Menu(menu);
        var place = before.IndexOf(before.First(row => ReferenceEquals(row, rule.Item) || row == rule.Item));
        context.Do(StepOf.SetAbsent(context.SoFar(), rule.Item, "in-interface-list", list, why));
        var now = context.SoFar();
        context.Do(StepOf.Unset(now, now.Menu(menu)[place], "in-interface", $"the rule names {list} now, which {rule.Item["in-interface"]} is on"));
    }
}
