using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Planning.Outside;

/// <summary>Tunnels that this router dials send something every now and then: a NAT on the way keeps them, and after a switch the first packet makes the new mapping.</summary>
internal static class KeepaliveSteps
{
    /// <summary>Below the half minute after which the shortest-lived NATs forget (reference 3.7, udp-timeout).</summary>
    private const string Keepalive = "25s";

    private const string DpdInterval = "30s";
    private const int DpdFailures = 4;

    /// <summary>A dead far end has to be found out before people give up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    public static void Plan(PlanContext context, ImmutableArray<Tunnel> tunnels)
    {
        foreach (var tunnel in tunnels.Where(tunnel => tunnel.Row.Menu == "/interface/wireguard/peers"))
            WireGuard(context, tunnel);
        foreach (var profile in tunnels.Where(tunnel => tunnel.Row.Menu == "/ip/ipsec/peer").GroupBy(tunnel => tunnel.Row["profile"] ?? "default", StringComparer.Ordinal))
            Ipsec(context, profile.Key, Words.And(profile.Select(tunnel => tunnel.Title)));
    }

    private static void WireGuard(PlanContext context, Tunnel tunnel)
    {
        var present = tunnel.Row["persistent-keepalive"];
        if (present is { Length: > 0 } and not ("0" or "0s" or "none" or "00:00:00"))
            return;
        var why = $"{tunnel.Title} is silent until this side has something to send: after a switch the other side could not reach in";
        context.Do(present is { Length: > 0 }
            ? StepOf.Set(context.Live, tunnel.Row, why, ("persistent-keepalive", Keepalive))
            : StepOf.SetAbsent(context.Live, tunnel.Row, "persistent-keepalive", Keepalive, why));
    }

    private static void Ipsec(PlanContext context, string name, string titles)
    {
        if (context.Live.Menu("/ip/ipsec/profile").FirstOrDefault(row => row["name"] == name) is not { } profile)
        {
            context.Say("ipsec-dpd", $"the profile {name} of {titles} was not shown, so it is not known after how long a dead far end is noticed; its dpd-interval should be about {DpdInterval}");
            return;
        }
        var off = profile["dpd-interval"] is "disable-dpd";
        var known = RouterOsDuration.TryParse(profile["dpd-interval"] ?? "", out var interval);
        if (!off && !known)
            return;
        if (!off && interval * profile.Number("dpd-maximum-failures", DpdFailures) <= s_patience)
            return;
        context.Do(StepOf.Set(context.Live, profile, $"{titles} {(off ? "never notices" : "takes minutes to notice")} that the far end does not answer any more, and dials again only then",
            profile["dpd-maximum-failures"] is null ? [("dpd-interval", DpdInterval)] : [("dpd-interval", DpdInterval), ("dpd-maximum-failures", DpdFailures.ToString(System.Globalization.CultureInfo.InvariantCulture))]));
    }
}
