using DualWanPortal.Failover.Audit.Rules;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning;

/// <summary>Puts every WAN on the list that the policy names, and on those that the router's own NAT and filter use.</summary>
internal static class ListSteps
{
    public static void Plan(PlanContext context)
    {
        var model = context.Live;
        var list = context.Policy.WanList;
        if (model.Lists.All(entry => entry.Name != list) && model.ListMembers.All(member => member.List != list))
            context.Do(StepOf.Add("/interface/list", "list", $"NAT and firewall name all WANs by the list {list}", ("name", list)) is var step
                ? step with { Undo = step.Undo with { Target = [KeyValuePair.Create("name", list), .. step.Undo.Target] } } : null);
        var lacking = ListWanMissing.Lacking(context.Subject).ToList();
        foreach (var wan in context.Wans)
        {
            foreach (var name in lacking.Where(lack => lack.Wan.Interface == wan.Interface).Select(lack => lack.List).Prepend(list).Distinct(StringComparer.Ordinal))
                Join(context, wan.Interface, name);
            if (LinkSide.SlaveOf(model, wan.Interface) is { } slave)
                context.Say("list-slave", $"{wan.Interface} is still a port of {slave.Bridge}, where neither its address nor its DHCP client works; take it out by hand when nobody depends on that port");
        }
    }

    private static void Join(PlanContext context, string wan, string list)
    {
        var model = context.Live;
        if (model.IsOnList(wan, list))
            return;
        var why = $"{wan} is not on {list}: rules that name the list neither translate nor filter its traffic";
        if (model.Lists.Any(entry => entry.Name == list && entry.Exclude.Any(excluded => model.IsOnList(wan, excluded))))
            context.Say("list-wan-missing", $"{wan} is kept off {list} by an exclude= of that list; change it by hand");
        else if (model.ListMembers.FirstOrDefault(member => member.Disabled && member.List == list && member.Interface == wan) is { } off)
            context.Do(StepOf.Set(model, off.Item, why, ("disabled", "no")));
        else
            context.Do(StepOf.Add("/interface/list/member", $"{list}-{wan}", why, ("list", list), ("interface", wan)) is var step
                ? step with { Undo = step.Undo with { Target = [.. step.Do.Values] } } : null);
    }
}
