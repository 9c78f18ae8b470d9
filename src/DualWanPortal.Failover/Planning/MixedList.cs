using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// The list that a policy names may stand for something else on a router: for the inside, or for those who may manage it. A WAN that joins such a list gets all that the
/// rules give it, and so does everybody in the Internet.
/// </summary>
internal static class MixedList
{
    /// <returns>Why nothing is planned with this list; null when it is a list of WANs, or free.</returns>
    public static string? WhyNot(PlanContext context)
    {
        var (model, list) = (context.Live, context.Policy.WanList);
        var outside = context.Wans.SelectMany(wan => new[] { wan.Interface, wan.Port }).ToHashSet(StringComparer.Ordinal);
        var others = model.InterfacesOn(list).Where(name => !outside.Contains(name) && !(LinkSide.SlaveOf(model, name) is { } slave && outside.Contains(slave.Bridge))).Order(StringComparer.Ordinal).ToList();
        // A tunnel, or a port that nobody uses, does no harm on a list that is one of WANs anyway.
        var strange = LinkSide.IsWanName(list) || outside.Any(name => model.IsOnList(name, list)) ? others.FindAll(name => LinkSide.LooksLikeLan(model, name)) : others;
        return strange.Count == 0 ? null
            : $"{Words.And(strange)} {(strange.Count == 1 ? "is on the list {0} and is no WAN" : "are on the list {0} and are no WANs")}, so a WAN that joins it would be let in wherever the rules let that list in: strangers could reach the router and the inside. Name another list in the policy (wan-list), or take {(strange.Count == 1 ? "it" : "them")} off this one"
                .Replace("{0}", list, StringComparison.Ordinal);
    }
}
