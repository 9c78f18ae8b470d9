using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Packets;

/// <summary>Packets that the router itself makes: probes of check-gateway, ping, netwatch, its resolver (reference 3.12, 4.5).</summary>
public sealed class RouterOrigin(PolicyRouting policy, InterfaceTable interfaces, Internet internet, FirewallWalk firewall)
{
    /// <summary>Who sends to destinations of IPv6; null on the one that does.</summary>
    internal RouterOrigin? Six { get; init; }

    /// <summary>One probe to a destination by the way that routing finds.</summary>
    /// <param name="source">Forced source address; null: that of the way out.</param>
    /// <param name="name">Forced interface; null: routing decides.</param>
    /// <param name="vrf">VRF in which it is sent; null: none.</param>
    public ProbeAnswer Probe(IpAddress destination, ProbeKind kind, IpAddress? source = null, string? name = null, string? vrf = null)
    {
        if (destination.IsV6 && Six is { } six)
            return six.Probe(destination, kind, source, name, vrf);
        if (source is { } forced && !policy.IsLocal(forced))
            return new ProbeAnswer(true, forced, TimeSpan.Zero, "no route to host");
        // The source is chosen by the main route before output rules may send the packet elsewhere; source NAT mends it afterwards.
        var first = policy.Decide(new Packet { Source = source ?? default, Destination = destination, Protocol = Protocol(destination, kind), Vrf = vrf });
        if (first.Local)
            return new ProbeAnswer(true, destination, TimeSpan.FromMicroseconds(90));
        if (name is not null)
            return ByInterface(destination, kind, source, name);
        if (first.Hop is not { } hop)
            return Unrouted(destination, first.Drop);
        var packet = new Packet { Source = source ?? PreferredSource(first) ?? policy.SourceFor(hop), Destination = destination, Protocol = Protocol(destination, kind), Vrf = vrf };
        var marked = firewall.MarkOutput(packet, hop.Interface);
        if (marked.RoutingMark is not null || source is not null)
        {
            first = policy.Decide(marked);
            if (first.Hop is not { } rerouted)
                return Unrouted(destination, first.Drop);
            hop = rerouted;
        }
        return Leave(hop, marked, kind);
    }

    /// <summary>One probe by a way that is already known: check-gateway keeps probing where routing no longer goes (reference 4.3).</summary>
    public ProbeAnswer Probe(ImmediateHop via, IpAddress destination, ProbeKind kind)
    {
        var packet = new Packet { Source = policy.SourceFor(via), Destination = destination, Protocol = Protocol(destination, kind) };
        return Leave(via, packet, kind);
    }

    private ProbeAnswer ByInterface(IpAddress destination, ProbeKind kind, IpAddress? source, string name)
    {
        if (!interfaces.IsRunning(name))
            return new ProbeAnswer(true, source ?? default, TimeSpan.Zero, "no route to host");
        var packet = new Packet { Source = source ?? policy.SourceFor(new ImmediateHop(null, name)), Destination = destination, Protocol = Protocol(destination, kind) };
        if (policy.HopBy(name, packet) is { } hop)
            return Leave(hop, packet, kind);
        if (interfaces.IsPointToPoint(name))
            return Leave(new ImmediateHop(null, name), packet, kind);
        // Without a route by this port the router asks the wire for the target itself, and waits in vain unless it is a neighbour.
        var answer = Leave(new ImmediateHop(destination, name), packet, kind);
        return answer.Good ? answer : ProbeAnswer.Silence;
    }

    private ProbeAnswer Leave(ImmediateHop hop, Packet packet, ProbeKind kind)
    {
        if (internet.On(hop.Interface) is not { } link)
        {
            // A neighbour on the inside: there when the world has it, else nobody answers ARP.
            return hop.Address is { } near && internet.IsNeighbour(near)
                ? new ProbeAnswer(true, packet.Destination, TimeSpan.FromMicroseconds(400))
                : new ProbeAnswer(true, packet.Source, TimeSpan.FromMilliseconds(900), "host unreachable");
        }
        var source = link.Owns(packet.Source) ? packet.Source : firewall.SourceNat(packet, hop.Interface) is { } translated ? translated : packet.Source;
        return ProbePath.Send(internet, link, interfaces.IsPointToPoint(hop.Interface) ? null : hop.Address ?? packet.Destination, source, packet.Destination, kind) with { SeenFrom = source };
    }

    private static IpAddress? PreferredSource(RoutingDecision decision) => decision.Route?.Route.PreferredSource;

    private static ProbeAnswer Unrouted(IpAddress destination, string? drop) => drop is "blackhole" or "dropped by a routing rule"
        ? ProbeAnswer.Silence
        : new ProbeAnswer(true, destination, TimeSpan.Zero, drop ?? "no route to host");

    private static string Protocol(IpAddress destination, ProbeKind kind) => kind switch { ProbeKind.Dns => "udp", ProbeKind.Tcp => "tcp", _ => destination.IsV6 ? "icmpv6" : "icmp" };
}
