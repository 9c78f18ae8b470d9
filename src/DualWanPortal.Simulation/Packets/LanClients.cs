using System.Collections.Immutable;
using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Packets;

/// <summary>What became of one new connection of a machine on the inside.</summary>
/// <param name="Answered">An answer comes back to the machine.</param>
/// <param name="Via">Interface by which it left; null when it never did.</param>
/// <param name="Source">Source address that the provider saw.</param>
/// <param name="NatRule">The source NAT rule that decided; null where none matched.</param>
/// <param name="Why">The whole way in one sentence.</param>
public sealed record ConnectionOutcome(bool Answered, string? Via, IpAddress Source, MenuRow? NatRule, string Why, ImmutableArray<TraceStep> Steps)
{
    /// <summary>The machine was told at once that it goes nowhere (ICMP), and need not wait.</summary>
    public bool Refused { get; init; }

    /// <summary>Connection mark that mangle gave it.</summary>
    internal string? Mark { get; init; }
}

/// <summary>Connections from the inside to the Internet: routing, filter, source NAT, provider and back (reference 4.5, 4.6).</summary>
public sealed class LanClients(SimulatedRouter router, IInside inside, InterfaceTable interfaces, PolicyRouting policy, FirewallWalk firewall, Internet internet, ConnectionTable connections)
{
    /// <summary>An interface of the inside with an address for a machine on it; null where the router has no inside.</summary>
    public (string Interface, IpAddress Client)? Inside() => inside.Find();

    /// <summary>A connection that is opened and closed again; its entry stays in the table for a moment.</summary>
    public ConnectionOutcome Connect(string inside, IpAddress client, IpAddress destination, string protocol, int? port)
    {
        var (outcome, connection) = Open(inside, client, destination, protocol, port);
        if (connection is not null)
            connection.Closed = true;
        return outcome;
    }

    /// <summary>A connection that stays open.</summary>
    /// <returns>What became of its first packet, and its entry; null when the packet never left.</returns>
    public (ConnectionOutcome Outcome, TrackedConnection? Connection) Open(string inside, IpAddress client, IpAddress destination, string protocol, int? port)
    {
        var own = connections.NextPort();
        var outcome = Follow(new Packet { Source = client, Destination = destination, Protocol = protocol, DestinationPort = port, SourcePort = port is null ? null : own, InInterface = inside }, null, out _);
        var mark = outcome.Mark;
        if (outcome.Via is not { } via || internet.On(via) is null || !interfaces.IsRunning(via))
            return (outcome, null);
        var connection = new TrackedConnection
        {
            Inside = inside, Protocol = protocol, Client = client, ClientPort = own, Destination = destination, Port = protocol is "icmp" or "icmpv6" ? null : port ?? 0, Mapped = outcome.Source,
            Via = via, Masqueraded = outcome.NatRule?["action"] == "masquerade", Mark = mark, SeenReply = outcome.Answered,
        };
        connections.Add(connection);
        return (outcome, connection);
    }

    /// <summary>One more packet of an open connection: it takes the way of the present and keeps the mapping of its first packet.</summary>
    public ConnectionOutcome Send(TrackedConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var packet = new Packet
        {
            Source = connection.Client, Destination = connection.Destination, Protocol = connection.Protocol, DestinationPort = connection.Port, SourcePort = connection.Port is null ? null : connection.ClientPort,
            InInterface = connection.Inside,
            State = "established", ConnectionMark = connection.Mark, NatState = connection.IsTranslated ? "srcnat" : null,
            ConnectionBytes = connection.SentBytes + connection.AnsweredBytes, ConnectionRate = connection.SentRate + connection.AnsweredRate,
        };
        var outcome = Follow(packet, connection, out var exit);
        connection.FastTracked |= outcome.Answered && firewall.FastTracks(packet, exit);
        connection.LastSeen = router.Clock.Now;
        connection.SeenReply |= outcome.Answered;
        connection.Silent = !outcome.Answered;
        return outcome;
    }

    /// <summary>What became of one new connection, without an entry in the table.</summary>
    public ConnectionOutcome Try(string inside, IpAddress client, IpAddress destination, string protocol, int? port) => Follow(Tried(inside, client, destination, protocol, port), null, out _);

    /// <summary>Whether the packets that follow the first of such a connection go past mangle and filter.</summary>
    internal bool FastTracks(ConnectionOutcome outcome, string inside, IpAddress client, IpAddress destination, string protocol, int? port) =>
        outcome.Answered && firewall.FastTracks(Tried(inside, client, destination, protocol, port) with { State = "established", ConnectionMark = outcome.Mark }, outcome.Via);

    private static Packet Tried(string inside, IpAddress client, IpAddress destination, string protocol, int? port) =>
        new() { Source = client, Destination = destination, Protocol = protocol, DestinationPort = port, SourcePort = 40000, InInterface = inside };

    /// <param name="known">The connection that the packet belongs to, with the mapping of its first packet; null: it is the first.</param>
    /// <param name="exit">Interface to which routing sent it.</param>
    private ConnectionOutcome Follow(Packet sent, TrackedConnection? known, out string? exit)
    {
        var steps = ImmutableArray.CreateBuilder<TraceStep>();
        var (client, destination, protocol, port) = (sent.Source, sent.Destination, sent.Protocol, sent.DestinationPort);
        exit = null;
        var fast = known is { FastTracked: true };
        if (fast)
            steps.Add(new TraceStep("fasttrack", "goes past mangle and filter"));
        var packet = fast ? sent : firewall.MarkPrerouting(sent, steps.Add);
        var decision = policy.Decide(packet, steps.Add);
        if (decision.Local)
            return End(true, null, null, $"{destination} is the router itself");
        if (decision.Hop is not { } hop)
            return End(false, null, null, $"the router drops it: {decision.Drop}") with { Refused = decision.Drop is "no route to host" or "net unreachable" };
        exit = hop.Interface;
        if (!fast && firewall.Filter("forward", packet, hop.Interface, steps.Add) is { } rule && rule["action"] != "accept")
            return End(false, hop.Interface, null, rule["action"] == "reject" ? "the filter refuses it" : "the filter drops it") with { Refused = rule["action"] == "reject" };
        MenuRow? nat = null;
        var source = known?.Mapped ?? firewall.SourceNat(packet, hop.Interface, steps.Add, out nat) ?? client;
        if (internet.On(hop.Interface) is not { } link)
            return End(hop.Address is { } near && internet.IsNeighbour(near), hop.Interface, nat, $"it leaves by {hop.Interface}, where no provider is");
        var neighbour = interfaces.IsPointToPoint(hop.Interface) ? (IpAddress?)null : hop.Address ?? destination;
        var kind = protocol switch { "icmp" or "icmpv6" => ProbeKind.Echo, "udp" when port == 53 => ProbeKind.Dns, _ => ProbeKind.Tcp };
        var answer = ProbePath.Send(internet, link, neighbour, source, destination, kind, lucky: true);
        if (answer.Good && policy.Reverse.Refuses(new Packet { Source = destination, Destination = source, Protocol = protocol, InInterface = hop.Interface }) is { } refused)
            return End(false, hop.Interface, nat, refused, source);
        var why = answer.Captive ? $"{hop.Interface}: a captive portal answers instead"
            : answer.Good ? $"answered by way of {hop.Interface}"
            : !link.Owns(source) ? $"it leaves by {hop.Interface} with source {source}, which {link.Plan.Name} does not know: {(known is null ? "no source NAT" : "the mapping of another way")}, no answer"
            : answer.Error is { } error ? $"{hop.Interface}: {error}"
            : $"it leaves by {hop.Interface} and nothing comes back";
        return End(answer is { Good: true, Captive: false }, hop.Interface, nat, why, source);

        ConnectionOutcome End(bool answered, string? via, MenuRow? natRule, string reason, IpAddress? translated = null)
        {
            steps.Add(new TraceStep("outcome", reason));
            return new ConnectionOutcome(answered, via, translated ?? client, natRule, reason, steps.ToImmutable()) { Mark = packet.ConnectionMark };
        }
    }
}
