using System.Globalization;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary><c>/tool/traceroute</c>, <c>/tool/torch</c> and <c>/tool/wol</c> (reference 3.12).</summary>
internal sealed class WireTools(SimulatedRouter router, RouterOrigin origin, PolicyRouting policy, Resolver resolver)
{
    private const int UsualHops = 30;
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(1);

    public void Register()
    {
        router.Commands["/tool/traceroute"] = Traceroute;
        router.Commands["/tool/torch"] = Torch;
        router.Commands["/tool/wol"] = WakeOnLan;
    }

    private RunningCommand? WakeOnLan(CommandRequest request, IReplySink reply)
    {
        if (request["mac"] is not { Length: > 0 } mac)
            return RouterCommands.Refuse(reply, Refusal.Missing("mac", router.Profile.Version));
        if (ValueText.Mac(mac) is null)
            return reply.Refuse("invalid value of mac, mac address required", 1);
        if (request["interface"] is { Length: > 0 } name && router["/interface"].Named(name) is null)
            return RouterCommands.Refuse(reply, Refusal.NoMatch("interface"));
        reply.Done();
        return null;
    }

    /// <summary>Rows of what passes an interface now, each second without end.</summary>
    private RunningCommand? Torch(CommandRequest request, IReplySink reply)
    {
        if (request["interface"] is not { Length: > 0 } name)
            return RouterCommands.Refuse(reply, Refusal.Missing("interface", router.Profile.Version));
        if (router["/interface"].Named(name) is not { } row)
            return RouterCommands.Refuse(reply, Refusal.NoMatch("interface"));
        var before = Counters(row);
        return reply.Monitor(router, request, () =>
        {
            router.BeforeRead(router["/interface"]);
            var now = Counters(row);
            var (sent, received) = (now.Sent - before.Sent, now.Received - before.Received);
            before = now;
            return [new("tx", Text(sent * 8)), new("rx", Text(received * 8)), new("tx-packets", Text(sent / 800)), new("rx-packets", Text(received / 800))];
        });
    }

    /// <summary>Every hop once in a round: the gateway, what is behind it, the target. Without <c>count</c> there is no last round.</summary>
    private RunningCommand? Traceroute(CommandRequest request, IReplySink reply)
    {
        if (request.Unknown("address", "count", "duration", "interface", "max-hops", "port", "protocol", "routing-table", "size", "src-address", "timeout", "use-dns", "vrf", "dscp", "once") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, router.Profile.Version));
        if (request["address"] is not { Length: > 0 } address)
            return RouterCommands.Refuse(reply, Refusal.Missing("address", router.Profile.Version));
        if (resolver.Resolve(address, null).Address is not { } target)
            return reply.Refuse("failure: dns name does not exist", 4);
        var rounds = request["once"] is not null ? 1 : Number(request["count"], int.MaxValue);
        var most = Math.Clamp(Number(request["max-hops"], UsualHops), 1, 255);
        var section = 0;
        ScheduledAction? next = null;

        void Round()
        {
            foreach (var hop in Hops(target, most))
                reply.Row(hop.Append(new(".section", Text(section))));
            if (++section >= rounds)
                reply.Done();
            else
                next = router.Clock.After(s_round, Round);
        }

        next = router.Clock.After(TimeSpan.FromMilliseconds(100), Round);
        return new RunningCommand(() => next?.Cancel());
    }

    private IEnumerable<IEnumerable<KeyValuePair<string, string>>> Hops(Ipv4 target, int most)
    {
        var decision = policy.Decide(new Packet { Source = default, Destination = target });
        if (decision.Local)
        {
            yield return Hop(target, TimeSpan.FromMicroseconds(60));
            yield break;
        }
        var left = most;
        if (decision.Hop?.Address?.V4 is { } gateway && gateway != target)
        {
            yield return Answered(gateway);
            left--;
        }
        var end = origin.Probe(target, ProbeKind.Echo);
        if (end.Good)
        {
            // Somebody between the gateway and the target who does not say who he is.
            if (left > 1 && left < most)
                yield return Hop(null, default);
            yield return Hop(target, end.After);
            yield break;
        }
        for (; left > 0; left--)
            yield return Hop(null, default);
    }

    private IEnumerable<KeyValuePair<string, string>> Answered(Ipv4 gateway) =>
        origin.Probe(gateway, ProbeKind.Echo) is { Good: true } answer ? Hop(gateway, answer.After) : Hop(null, default);

    private static IEnumerable<KeyValuePair<string, string>> Hop(Ipv4? address, TimeSpan after)
    {
        var time = after.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
        return address is { } at
            ? [new("address", at.ToString()), new("loss", "0"), new("sent", "1"), new("last", time), new("avg", time), new("best", time), new("worst", time), new("std-dev", "0"), new("status", "")]
            : [new("address", ""), new("loss", "100"), new("sent", "1"), new("last", "timeout"), new("status", "")];
    }

    private static (long Sent, long Received) Counters(MenuRow row) => (Long(row["tx-byte"]), Long(row["rx-byte"]));
    private static long Long(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0;
    private static int Number(string? text, int absent) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : absent;
    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
