using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>
/// Routes that netwatch or a script of the router has switched off at this moment and switches on again, ours and those of the site: a failover is no drift. Plans are about
/// the router as it is when every line is well.
/// </summary>
internal static class SwitchedDefaults
{
    public static ImmutableArray<RouteEntry> Of(RouterModel model)
    {
        var off = model.Routes.Where(route => route is { Dynamic: false, Disabled: true }).ToList();
        return off.Count == 0 ? [] : Moved(model, off);
    }

    /// <summary>Those of the routes that something on the router switches off and on.</summary>
    private static ImmutableArray<RouteEntry> Moved(RouterModel model, IEnumerable<RouteEntry> routes)
    {
        var moves = ScriptCalls.Of(model).Running.SelectMany(call => RouteMove.In(call.Text)).ToLookup(move => move.Kind);
        return moves.Contains(MoveKind.Disable) && moves.Contains(MoveKind.Enable)
            ? [.. routes.Where(route => moves[MoveKind.Disable].Any(move => move.Hits(route)) && moves[MoveKind.Enable].Any(move => move.Hits(route)))]
            : [];
    }

    /// <summary>The router with these in use; the same object when there are none.</summary>
    public static RouterModel On(RouterModel model, ImmutableArray<RouteEntry> switched)
    {
        if (switched.IsEmpty)
            return model;
        var rows = switched.Select(route => route.Item).ToHashSet<ConfigItem>(ReferenceEqualityComparer.Instance);
        return RouterModel.FromItems(model.Items.Select(item => rows.Contains(item) ? item with { Values = item.Values.SetItem("disabled", "false") } : item), model.Version, model.Warnings, model.Board, model.MenusRead);
    }

    /// <summary>
    /// What the plan leaves without the script that would switch it on is switched on by the plan, whether it is off now or not: the line may fail between the plan and its
    /// application, or be well again.
    /// </summary>
    /// <param name="rest">The router as it is when every line is well.</param>
    public static IEnumerable<PlanStep> Left(RouterModel rest, RouterModel after)
    {
        if (ReferenceEquals(rest, after))
            return [];
        var before = Moved(rest, rest.Routes.Where(route => route is { Dynamic: false, Disabled: false }));
        if (before.IsEmpty)
            return [];
        ImmutableArray<RouteEntry> there = [.. before.Select(route => after.Routes.FirstOrDefault(now => IsSame(now, route))).OfType<RouteEntry>().Where(route => !route.Disabled)];
        return there.Except(Moved(after, there)).Select(route => StepOf.Same(after, route.Item, "disabled", "what would switch it on again is gone with this plan") with
        {
            Remark = "Changes nothing unless the router has it switched off at that moment because its line is dead.",
        });
    }

    private static bool IsSame(RouteEntry one, RouteEntry other) => !one.Dynamic && (other.Item.Id is { } id ? one.Item.Id == id
        : one.Destination == other.Destination && one.Table == other.Table && one.Comment == other.Comment && one.Item["gateway"] == other.Item["gateway"]);
}
