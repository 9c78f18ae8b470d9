using System.Collections.Immutable;
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
public sealed record ConnectionOutcome(bool Answered, string? Via, Ipv4 Source, MenuRow? NatRule, string Why, ImmutableArray<TraceStep> Steps);

/// <summary>New connections from the inside to the Internet: routing, filter, source NAT, provider and back (reference 4.5, 4.6).</summary>
public sealed class LanClients(SimulatedRouter router, InterfaceTable interfaces, PolicyRouting policy, FirewallWalk firewall, Internet internet)
{
    /// <summary>An interface of the inside with an address for a machine on it; null where the router has no inside.</summary>
    public (string Interface, Ipv4 Client)? Inside()
    {
        foreach (var row in router["/ip/address"].Rows)
        {
            var name = row["actual-interface"] ?? row["interface"] ?? "";
            if (row.Disabled || row.Dynamic || internet.On(name) is not null || !interfaces.IsRunning(name) || Ipv4Prefix.Parse(row["address"]) is not { Length: <= 29 } network)
                continue;
            var client = new Ipv4(network.Network.Value + 10 % (1u << (32 - network.Length)));
            return (name, policy.IsLocal(client) ? new Ipv4(client.Value + 1) : client);
        }
        return null;
    }

    public ConnectionOutcome Connect(string inside, Ipv4 client, Ipv4 destination, string protocol, int? port)
    {
        var steps = ImmutableArray.CreateBuilder<TraceStep>();
        var packet = firewall.MarkPrerouting(new Packet { Source = client, Destination = destination, Protocol = protocol, DestinationPort = port, SourcePort = 40000, InInterface = inside }, steps.Add);
        var decision = policy.Decide(packet, steps.Add);
        if (decision.Local)
            return End(true, null, null, $"{destination} is the router itself");
        if (decision.Hop is not { } hop)
            return End(false, null, null, $"the router drops it: {decision.Drop}");
        if (firewall.Filter("forward", packet, hop.Interface, steps.Add) is { } rule && rule["action"] != "accept")
            return End(false, hop.Interface, null, "the filter drops it");
        var source = firewall.SourceNat(packet, hop.Interface, steps.Add, out var nat) ?? client;
        if (internet.On(hop.Interface) is not { } link)
            return End(hop.Address is { } near && internet.IsNeighbour(near), hop.Interface, nat, $"it leaves by {hop.Interface}, where no provider is");
        var neighbour = interfaces.IsPointToPoint(hop.Interface) ? (Ipv4?)null : hop.Address ?? destination;
        var kind = protocol switch { "icmp" => ProbeKind.Echo, "udp" when port == 53 => ProbeKind.Dns, _ => ProbeKind.Tcp };
        var answer = ProbePath.Send(internet, link, neighbour, source, destination, kind, lucky: true);
        var why = answer.Captive ? $"{hop.Interface}: a captive portal answers instead"
            : answer.Good ? $"answered by way of {hop.Interface}"
            : !link.Owns(source) ? $"it leaves by {hop.Interface} with source {source}, which {link.Plan.Name} does not know: no source NAT, no answer"
            : answer.Error is { } error ? $"{hop.Interface}: {error}"
            : $"it leaves by {hop.Interface} and nothing comes back";
        return End(answer is { Good: true, Captive: false }, hop.Interface, nat, why, source);

        ConnectionOutcome End(bool answered, string? via, MenuRow? natRule, string reason, Ipv4? translated = null)
        {
            steps.Add(new TraceStep("outcome", reason));
            return new ConnectionOutcome(answered, via, translated ?? client, natRule, reason, steps.ToImmutable());
        }
    }
}
