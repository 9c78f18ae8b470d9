using System.Collections.Immutable;
using DualWanPortal.Failover.Audit.Dns;

namespace DualWanPortal.Failover.Planning.Canaries;

/// <summary>
/// Hosts that are watched where the policy names none: public resolvers, for they answer pings from many places and for everybody. The second address of each operator
/// comes first: the first one is what people type into their machines as a resolver, and a host that is pinned to one WAN is no resolver for both (reference 5.x, 4).
/// </summary>
internal static class CanaryPool
{
    public static ImmutableArray<string> Hosts { get; } =
    [
        "8.8.4.4", "208.67.220.220", "1.0.0.1", "149.112.112.112", "94.140.15.15", "185.228.169.9", "64.6.65.6", "76.76.10.0",
        "8.8.8.8", "208.67.222.222", "94.140.14.14", "185.228.168.9", "64.6.64.6", "76.76.2.0", "1.0.0.2", "149.112.112.10",
    ];

    /// <summary>One that nobody has; of an operator that does not watch this WAN already, if there is one: two hosts of one operator may fall silent together.</summary>
    public static string? Next(IReadOnlyCollection<string> taken, IReadOnlyCollection<string> ofThisWan)
    {
        var operators = ofThisWan.Select(PublicResolvers.OperatorOf).ToHashSet(StringComparer.Ordinal);
        var free = Hosts.Where(host => !taken.Contains(host) && !ofThisWan.Contains(host)).ToList();
        return free.Find(host => !operators.Contains(PublicResolvers.OperatorOf(host))) ?? free.FirstOrDefault();
    }
}
