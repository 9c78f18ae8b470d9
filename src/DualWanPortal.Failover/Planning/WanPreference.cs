using System.Collections.Immutable;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning;

/// <summary>The order of the WANs as a policy wants it.</summary>
internal static class WanPreference
{
    /// <summary>Mobile links cost by the megabyte unless the policy says otherwise.</summary>
    public static bool IsMetered(FailoverPolicy? policy, WanLink wan) => policy?.Wan(wan.Interface)?.Metered ?? wan.Kind == WanKind.Lte;

    /// <summary>
    /// As the policy names them, then as the router has them. A mobile link comes first only where somebody has said that it does not cost: else the order would be what
    /// <c>def-order</c> reports, and a plan makes no mistake that the audit would find.
    /// </summary>
    public static ImmutableArray<WanLink> Of(ImmutableArray<WanLink> found, FailoverPolicy policy)
    {
        ImmutableArray<WanLink> wanted = [.. found.OrderBy(wan => policy.Order.IndexOf(wan.Interface) is var at and >= 0 ? at : int.MaxValue)];
        ImmutableArray<WanLink> wired = [.. wanted.Where(wan => wan is { Kind: WanKind.Static or WanKind.Dhcp or WanKind.Pppoe } && (wan.Distance is not null || wan.Gateway is not null) && !IsMetered(policy, wan))];
        return wired.IsEmpty || wanted[0].Kind != WanKind.Lte || !IsMetered(policy, wanted[0]) ? wanted : [.. wired, .. wanted.Except(wired)];
    }
}
