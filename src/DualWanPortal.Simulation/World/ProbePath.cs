using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.World;

/// <summary>What a probe asks at its far end.</summary>
public enum ProbeKind { Echo, Arp, Dns, Tcp }

/// <summary>One probe that left a router by one provider, followed to its answer (reference Appendix C, 3.12).</summary>
public static class ProbePath
{
    /// <param name="neighbour">The next hop on the wire; null on a point-to-point link, where the provider is at the other end.</param>
    /// <param name="source">Source address after source NAT: answers find their way back only to the provider's own.</param>
    /// <param name="lucky">Not subject to loss and unrest: asks whether the way is good at all, and draws no luck that others count on.</param>
    public static ProbeAnswer Send(Internet internet, IspLink link, IpAddress? neighbour, IpAddress source, IpAddress destination, ProbeKind kind, bool lucky = false)
    {
        if (!link.Carrier)
            return ProbeAnswer.Silence;
        if (neighbour is { } next && (!link.IsGateway(next) || !link.GatewayAnswers))
        {
            // Nobody answers ARP: the router itself reports it, after it asked three times (reference 3.12).
            return kind is ProbeKind.Arp ? ProbeAnswer.Silence : new ProbeAnswer(true, source, TimeSpan.FromMilliseconds(900), "host unreachable");
        }
        if (!lucky && !link.Survives())
            return ProbeAnswer.Silence;
        var near = TimeSpan.FromMilliseconds(1) + (link.RoundTrip - link.Plan.RoundTrip);
        if (kind is ProbeKind.Arp)
            return new ProbeAnswer(true, destination, near);
        if (neighbour is not null || destination.IsV6 ? link.IsGateway(destination) : destination == link.Gateway)
            // Neighbours talk by addresses of their wire, which need no provider to route them.
            return link.GatewayAnswers && (destination.IsLinkLocal || link.Owns(source)) ? new ProbeAnswer(true, destination, near) : ProbeAnswer.Silence;
        if (!link.UpstreamAlive || !link.Owns(source) || !internet.HasHost(destination))
            return ProbeAnswer.Silence;
        var answers = kind switch
        {
            ProbeKind.Echo => link.IcmpPasses,
            ProbeKind.Dns => link.DnsAnswers && internet.IsResolver(destination),
            _ => true,
        };
        return answers
            ? new ProbeAnswer(true, destination, lucky ? link.RoundTrip : link.RoundTrip + link.Jitter()) { Captive = link.Captive && kind is (ProbeKind.Dns or ProbeKind.Tcp) }
            : ProbeAnswer.Silence;
    }
}
