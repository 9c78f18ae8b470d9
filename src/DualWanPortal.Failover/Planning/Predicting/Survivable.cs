using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Predicting;

/// <summary>
/// The failures after which the inside reaches the Internet again by what a method does, on any router where nothing else stands in its way: a check sees the next hop that it
/// asks and no further (reference 4.3), a lease and a session follow their provider, and a session ends when its keep-alive is not answered (reference 4.4).
/// </summary>
internal static class Survivable
{
    /// <param name="primary">The WAN that the plan puts first.</param>
    /// <param name="notCured">What the plan says already: those failures are not promised.</param>
    /// <param name="scenario">Id of the scenario matrix.</param>
    public static bool By(FailoverPolicy policy, WanLink primary, RouterOsVersion? version, IReadOnlyCollection<string> notCured, string scenario)
    {
        if (Says(notCured, scenario))
            return false;
        var noCheck = notCured.Any(line => line.StartsWith("chk-none: ", StringComparison.Ordinal) && line.Split(' ', ';').Contains(primary.Interface));
        return scenario switch
        {
            "normal" or "backup-dead" or "primary-dns-dead" or "primary-icmp-blocked" => true,
            "primary-cable-out" => primary.Kind != WanKind.WireGuard,
            "primary-gateway-silent" => primary.Kind == WanKind.Pppoe || (!noCheck && (policy.HasCanaries || primary.Kind switch
            {
                WanKind.Static => policy.CheckGateway,
                WanKind.Dhcp => policy.CheckGateway && version?.AtLeast(7, 19) == true,
                _ => false,
            })),
            "primary-gateway-change" => primary.Kind switch
            {
                WanKind.Dhcp or WanKind.Pppoe or WanKind.Lte => true,
                WanKind.Static => !noCheck && (policy.HasCanaries || policy.CheckGateway),
                _ => false,
            },
            // In these it is the line behind the gateway that dies.
            "primary-upstream-dead" or "primary-restored" or "reboot-on-backup" => policy.HasCanaries && !noCheck && !Says(notCured, "primary-upstream-dead"),
            "primary-lossy" => policy.Method == FailoverMethod.Netwatch && version?.AtLeast(7, 4) == true,
            _ => false,
        };
    }

    public static bool Says(IReadOnlyCollection<string> notCured, string id) => notCured.Any(line => line.StartsWith(id + ": ", StringComparison.Ordinal));
}
