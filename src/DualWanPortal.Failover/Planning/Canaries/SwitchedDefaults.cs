using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>
/// Defaults of the site that netwatch has switched off at this moment and switches on again: a failover is no drift. Plans are about the router as it is when every line is
/// well.
/// </summary>
internal static class SwitchedDefaults
{
    public static ImmutableArray<RouteEntry> Of(RouterModel model)
    {
        var off = model.Routes.Where(route => route is { IsDefault: true, Dynamic: false, Disabled: true } && !Owned.Is(route.Item)).ToList();
        if (off.Count == 0)
            return [];
        var watches = new AuditSubject(model).Watches;
        return [.. off.Where(route => watches.Any(watch => watch.OnDown.Any(move => move.Kind == MoveKind.Disable && move.Hits(route)) && watch.OnUp.Any(move => move.Kind == MoveKind.Enable && move.Hits(route))))];
    }

    /// <summary>The router with these in use; the same object when there are none.</summary>
    public static RouterModel On(RouterModel model, ImmutableArray<RouteEntry> switched) => switched.IsEmpty ? model
        : RouterModel.FromItems(model.Items.Select(item => switched.Any(route => ReferenceEquals(route.Item, item)) ? item with { Values = item.Values.SetItem("disabled", "false") } : item),
            model.Version, model.Warnings, model.Board, model.MenusRead);

    /// <summary>What has to be switched on by the plan, because nothing that is left after it would do so.</summary>
    public static IEnumerable<PlanStep> Left(RouterModel live, ImmutableArray<RouteEntry> switched, IEnumerable<PlanStep> steps)
    {
        if (switched.IsEmpty)
            return [];
        var after = RouterModel.FromItems(PlannedRows.After(live.Items, steps.Select(step => step.Do)), live.Version, live.Warnings, live.Board, live.MenusRead);
        var kept = Of(after).Select(route => route.Item.Id).ToHashSet();
        return switched.Where(route => !kept.Contains(route.Item.Id)).Select(route => after.Routes.FirstOrDefault(now => now.Item.Id == route.Item.Id)).OfType<RouteEntry>()
            .Select(route => StepOf.Set(after, route.Item, "netwatch has switched it off, and what would switch it on again is gone with this plan", ("disabled", "no"))).OfType<PlanStep>();
    }
}
