using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Packets;

/// <summary>What became of one connection that somebody on the Internet opened to an address of the router.</summary>
/// <param name="Accepted">Its first packet reached who it was for: a service of the router or a machine on the inside.</param>
/// <param name="Answered">The answer came back, and so did those of the packets that follow.</param>
/// <param name="Server">Who took it; null when nobody did.</param>
/// <param name="RepliesVia">Interface by which answers leave; null when there are none.</param>
/// <param name="Why">The whole way in one sentence.</param>
public sealed record InboundOutcome(bool Accepted, bool Answered, IpAddress? Server, string? RepliesVia, string Why, ImmutableArray<TraceStep> Steps);

/// <summary>
/// Connections from the Internet: destination NAT, filter, service or machine on the inside, and the answer, which is routed like any packet unless marks or rules
/// send it back the way its question came (reference 4.5, 4.6, 5 F).
/// </summary>
public sealed class OutsideClients
{
    private const string Visitor = "visitor.example.net";

    private readonly PolicyRouting _policy;
    private readonly FirewallWalk _firewall;
    private readonly Internet _internet;
    private readonly RouterServices _services;

    internal OutsideClients(PolicyRouting policy, FirewallWalk firewall, Internet internet, RouterServices services) =>
        (_policy, _firewall, _internet, _services) = (policy, firewall, internet, services);

    /// <param name="wan">Interface by which the question comes, <c>pppoe-out1</c>.</param>
    /// <param name="from">Who asks; null: somebody out there.</param>
    /// <param name="to">Whom he asks; null: the router's address on that interface. Over IPv6 that may be a machine of the inside, if the provider leads its prefix here.</param>
    public InboundOutcome Connect(string wan, string protocol, int? port, IpAddress? from = null, IpAddress? to = null)
    {
        var steps = ImmutableArray.CreateBuilder<TraceStep>();
        if (_internet.On(wan) is not { UpstreamAlive: true } || (to ?? _policy.SourceOn(wan, null)) is not { } own || (to is { } asked && !_internet.On(wan)!.Owns(asked)))
            return End(false, false, null, null, $"nothing reaches the router by {wan}");
        var first = new Packet { Source = from ?? (own.IsV6 ? Internet.Address6Of(Visitor)! : Internet.AddressOf(Visitor)!).Value, SourcePort = 51000, Destination = own, Protocol = protocol, DestinationPort = port, InInterface = wan };
        if (_policy.Reverse.Refuses(first) is { } refused)
            return End(false, false, null, null, refused);
        var packet = _firewall.MarkPrerouting(first, steps.Add);
        packet = _firewall.DestinationNat(packet, own, steps.Add);
        var way = _policy.Decide(packet, steps.Add);
        if (way is { Local: false, Hop: null })
            return End(false, false, null, null, $"the router drops it: {way.Drop}");
        var chain = way.Local ? "input" : "forward";
        if (way.Local && _policy.IsLocal(packet.Destination))
            packet = _firewall.Mangle("input", packet, null, steps.Add);
        if (_firewall.Filter(chain, packet, way.Hop?.Interface, steps.Add) is { } rule && rule["action"] != "accept")
            return End(false, false, null, null, "the filter drops it");
        if (way.Local && !_services.Listens(packet))
            return End(false, false, null, null, "no service of the router listens there");
        if (!way.Local && _internet.On(way.Hop!.Value.Interface) is not null)
            return End(false, false, null, null, $"it leaves again by {way.Hop.Value.Interface}, where nobody expects it");
        var connection = new Inbound(first, packet, own, wan, way.Hop?.Interface);
        return Answer(connection, steps);

        InboundOutcome End(bool accepted, bool answered, IpAddress? server, string? via, string why)
        {
            steps.Add(new TraceStep("outcome", why));
            return new InboundOutcome(accepted, answered, server, via, why, steps.ToImmutable());
        }
    }

    /// <summary>The first answer sees all rules; those after it may be fast-tracked and then have no marks (reference 4.6).</summary>
    private InboundOutcome Answer(Inbound connection, ImmutableArray<TraceStep>.Builder steps)
    {
        var via = Reply(connection, marked: true, steps.Add, out var why);
        var answered = Returns(connection, via, ref why);
        if (answered && connection.Inside is { } inside && _firewall.FastTracks(connection.Established(inside), connection.Wan))
        {
            var later = Reply(connection, marked: false, null, out var lost);
            if (!Returns(connection, later, ref lost))
                (answered, via, why) = (false, later, $"FastTrack skips the marks: {lost}");
        }
        steps.Add(new TraceStep("outcome", why));
        return new InboundOutcome(true, answered, connection.Last.Destination, via?.Interface, why, steps.ToImmutable());
    }

    private ImmediateHop? Reply(Inbound connection, bool marked, Action<TraceStep>? trace, out string why)
    {
        why = "";
        var reply = connection.Established(connection.Inside);
        if (connection.Inside is not null)
            reply = marked ? _firewall.MarkPrerouting(reply, trace) : reply;
        var way = _policy.Decide(reply, trace);
        if (connection.Inside is null && way.Hop is { } first && _firewall.MarkOutput(reply, first.Interface) is { RoutingMark: not null } rerouted)
            way = _policy.Decide(rerouted, trace);
        if (way.Hop is null)
            why = $"the answer is dropped: {way.Drop ?? "it is for the router itself"}";
        return way.Hop;
    }

    private bool Returns(Inbound connection, ImmediateHop? hop, ref string why)
    {
        if (hop is not { } exit)
            return false;
        if (exit.Interface == connection.Wan)
        {
            why = $"the answer goes back by {connection.Wan}";
            return true;
        }
        why = _internet.On(exit.Interface) is { } other && other.Owns(connection.Own)
            ? $"the answer goes back by {exit.Interface}"
            : string.Create(CultureInfo.InvariantCulture, $"the answer to a question that came by {connection.Wan} leaves by {exit.Interface} with source {connection.Own}, which nobody there lets through");
        return _internet.On(exit.Interface)?.Owns(connection.Own) == true;
    }

    /// <param name="First">As it came.</param>
    /// <param name="Last">After destination NAT, with the marks that it got.</param>
    /// <param name="Inside">Interface of the machine that took it; null: the router itself.</param>
    private sealed record Inbound(Packet First, Packet Last, IpAddress Own, string Wan, string? Inside)
    {
        /// <summary>A packet of the answer.</summary>
        public Packet Established(string? from) => new()
        {
            Source = Last.Destination, SourcePort = Last.DestinationPort, Destination = First.Source, DestinationPort = First.SourcePort, Protocol = First.Protocol, InInterface = from,
            State = "established", ConnectionMark = Last.ConnectionMark, NatState = Last.NatState,
        };
    }
}
