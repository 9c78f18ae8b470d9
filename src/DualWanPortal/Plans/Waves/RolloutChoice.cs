using System.Collections.Immutable;
using DualWanPortal.Live;

namespace DualWanPortal.Plans.Waves;

/// <summary>Which routers a rollout goes over, in order.</summary>
/// <param name="Unknown">An id that is no router's; null when there is none.</param>
public sealed record RolloutChoice(ImmutableArray<int> Routers, int? Unknown)
{
    /// <param name="ids">Null for all of the site and with the tag; one of the two must then be given.</param>
    public static RolloutChoice Of(FleetSnapshot fleet, IReadOnlyCollection<int>? ids, string? site, string? tag, RolloutOrder order)
    {
        if (ids?.FirstOrDefault(id => !fleet.Routers.ContainsKey(id)) is { } unknown and not 0)
            return new RolloutChoice([], unknown);
        var chosen = ids?.Distinct().Select(id => fleet.Routers.GetValueOrDefault(id)).OfType<RouterSnapshot>()
            ?? (site is null && tag is null ? [] : fleet.Routers.Values.Where(router => (site is null || router.Site == site) && (tag is null || router.Tags.Contains(tag))));
        var sorted = order switch
        {
            RolloutOrder.Given when ids is not null => chosen,
            RolloutOrder.Site => chosen.OrderBy(router => router.Site, StringComparer.OrdinalIgnoreCase).ThenBy(router => router.Name, StringComparer.OrdinalIgnoreCase),
            _ => chosen.OrderBy(router => router.Name, StringComparer.OrdinalIgnoreCase),
        };
        return new RolloutChoice([.. sorted.Select(router => router.Id)], null);
    }
}
