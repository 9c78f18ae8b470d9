using System.Globalization;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary><c>/ping</c> and <c>/tool/ping</c>: one row per probe, statistics cumulative in each (reference 3.12).</summary>
internal sealed class PingCommand(SimulatedRouter router, RouterOrigin origin, PolicyRouting policy, Resolver resolver, Action<Ipv4, Ipv4?> track)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    public void Register()
    {
        if (!router.Profile.Version.AtLeast(7, 23))
            router.Commands["/ping"] = Run;
        if (!router.Profile.Version.IsV6)
            router.Commands["/tool/ping"] = Run;
    }

    private RunningCommand? Run(CommandRequest request, IReplySink reply)
    {
        var special = router.Profile.Version.IsV6 ? "routing-table" : "vrf";
        if (request.Unknown("address", "count", "interval", "size", "ttl", "src-address", "interface", "do-not-fragment", "dscp", "arp-ping", special) is { } unknown)
            return reply.Refuse(router.Profile.Version.IsV6 ? "unknown parameter" : $"unknown parameter {unknown}");
        if (request["address"] is not { Length: > 0 } address)
            return reply.Refuse(router.Profile.Version.IsV6 ? "missing =address=" : "missing value(s) of argument(s) address", 1);
        var interval = TimeSpan.FromSeconds(1);
        if (request["interval"] is { } text)
        {
            if (RouterTime.Parse(text) is not { } given)
                return reply.Refuse("invalid value for argument interval", 1);
            if (given < TimeSpan.FromMilliseconds(10) || given > TimeSpan.FromSeconds(5))
                return reply.Refuse("value of interval out of range (10ms..5s)", 1);
            interval = given;
        }
        var count = int.MaxValue;
        if (request["count"] is { } number && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count == 0))
            return reply.Refuse("invalid value for argument count", 1);
        IpAddress? source = null;
        if (request["src-address"] is { Length: > 0 } from && (source = IpAddress.Parse(from)) is null)
            return reply.Refuse("invalid value for argument src-address", 1);
        // A neighbour's own address says on which wire: fe80::1%ether1.
        var (target, zone) = address.Contains(':', StringComparison.Ordinal) && address.Split('%') is [var near, var wire] ? (near, wire) : (address, request["interface"]);
        if (zone is { Length: > 0 } name && router["/interface"].Named(name) is null)
            return reply.Refuse("input does not match any value of interface", 1);
        var run = new PingRun(router, origin, policy, track, request, reply, interval, count, source, zone);
        if (IpAddress.Parse(target) is { } literal)
        {
            run.Begin(literal);
            return run.Command;
        }
        var found = resolver.Resolve(address, null);
        run.Later(found.After, () =>
        {
            if (found.Address is { } resolved)
                run.Begin(resolved);
            else
                reply.Refuse(found.Error ?? "failure: dns server failure", 4);
        });
        return run.Command;
    }

    private sealed class PingRun(SimulatedRouter router, RouterOrigin origin, PolicyRouting policy, Action<Ipv4, Ipv4?> track, CommandRequest request, IReplySink reply, TimeSpan interval, int count, IpAddress? source, string? zone)
    {
        private readonly List<ScheduledAction> _due = [];
        private int _sent;
        private int _shown;
        private int _received;
        private TimeSpan _least = TimeSpan.MaxValue;
        private TimeSpan _most;
        private TimeSpan _sum;

        public RunningCommand Command => new(() =>
        {
            foreach (var action in _due)
                action.Cancel();
        });

        public void Later(TimeSpan delay, Action action)
        {
            if (_due.Count > 64)
                _due.RemoveRange(0, 32);
            _due.Add(router.Clock.After(delay, action));
        }

        public void Begin(IpAddress target)
        {
            var sequence = _sent++;
            if (target.V4 is { } four)
                track(four, source?.V4);
            var kind = request["arp-ping"] is "yes" or "true" ? ProbeKind.Arp : ProbeKind.Echo;
            var answer = router.IsUp ? origin.Probe(target, kind, source, zone is { Length: > 0 } ? zone : null,
                request["vrf"] is { Length: > 0 } vrf and not "main" ? vrf : null) : ProbeAnswer.Silence;
            if (answer.Good && Expires(target) is { } station)
                answer = new ProbeAnswer(true, station, TimeSpan.FromMilliseconds(1), "TTL exceeded");
            var late = !answer.Answered || answer.After > s_timeout;
            Later(late ? s_timeout : answer.After, () => Show(sequence, target, late ? ProbeAnswer.Silence : answer));
            if (_sent < count)
                Later(interval, () => Begin(target));
        }

        /// <summary>
        /// Who sends the packet back because its time to live is over: the next router for a TTL of one. Further out nobody says who he is (as in traceroute), so any other
        /// TTL is enough.
        /// </summary>
        private IpAddress? Expires(IpAddress target) => request["ttl"] is "1" && !target.IsV6 && policy.Decide(new Packet { Source = source ?? default, Destination = target }).Hop?.Address is { } next && next != target ? next : null;

        private void Show(int sequence, IpAddress target, ProbeAnswer answer)
        {
            _shown++;
            var row = new List<KeyValuePair<string, string>> { new("seq", Text(sequence)), new("host", (answer.Answered ? answer.From : target).ToString()) };
            if (answer.Good)
            {
                _received++;
                _least = answer.After < _least ? answer.After : _least;
                _most = answer.After > _most ? answer.After : _most;
                _sum += answer.After;
                row.AddRange([new("size", Size()), new("ttl", answer.After < TimeSpan.FromMilliseconds(2) ? "64" : "117"), new("time", RouterTime.RoundTrip(router.Profile, answer.After))]);
            }
            else if (answer.Error is { } error)
            {
                if (error != "no route to host")
                    row.AddRange([new("size", "84"), new("ttl", "64"), new("time", RouterTime.RoundTrip(router.Profile, answer.After))]);
                row.Add(new("status", error));
            }
            else
            {
                row.Add(new("status", "timeout"));
            }
            row.AddRange([new("sent", Text(_shown)), new("received", Text(_received)), new("packet-loss", Text((_shown - _received) * 100 / _shown))]);
            if (_received > 0)
            {
                row.AddRange([new("min-rtt", RouterTime.RoundTrip(router.Profile, _least)), new("avg-rtt", RouterTime.RoundTrip(router.Profile, _sum / _received)),
                    new("max-rtt", RouterTime.RoundTrip(router.Profile, _most))]);
            }
            reply.Row(row);
            if (_shown >= count)
                reply.Done();
        }

        private string Size() => request["size"] is { Length: > 0 } size ? size : "56";

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
