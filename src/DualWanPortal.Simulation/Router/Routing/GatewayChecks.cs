using System.Globalization;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>
/// The probes of <c>check-gateway</c>: one per next-hop object, every ten seconds, down after two misses, up with the first answer (reference 4.3). A gateway that
/// does not resolve is not probed and starts afresh when it resolves again.
/// </summary>
internal sealed class GatewayChecks(SimulatedRouter router, Func<ImmediateHop, IpAddress, ProbeKind, ProbeAnswer> send)
{
    private readonly Dictionary<CheckKey, Probe> _probes = [];
    private readonly HashSet<CheckKey> _failed = [];

    public IReadOnlySet<CheckKey> Failed => _failed;

    /// <summary>A gateway was found dead or alive.</summary>
    public event Action? Changed;

    /// <summary>Takes up what route selection found: which gateways are to be probed, and through where. True when a verdict is void now and selection must run again.</summary>
    public bool Follow(IEnumerable<RouteVerdict> verdicts, RoutingDialect dialect)
    {
        var wanted = new Dictionary<CheckKey, (ImmediateHop? Via, string Kind)>();
        foreach (var verdict in verdicts)
        {
            foreach (var hop in verdict.Hops)
            {
                if (CheckKey.Of(verdict.Route, hop.Hop, dialect) is not { } key || verdict.Route.CheckGateway is not ("ping" or "arp"))
                    continue;
                var via = hop.Immediate is [var first, ..] ? first : wanted.TryGetValue(key, out var known) ? known.Via : (ImmediateHop?)null;
                wanted[key] = (via, verdict.Route.CheckGateway);
            }
        }
        var voided = false;
        foreach (var (key, probe) in _probes.Where(pair => !wanted.ContainsKey(pair.Key)).ToArray())
        {
            probe.Due?.Cancel();
            _probes.Remove(key);
            voided |= _failed.Remove(key);
        }
        foreach (var (key, (via, kind)) in wanted)
        {
            if (!_probes.TryGetValue(key, out var probe))
            {
                _probes[key] = probe = new Probe(key.Hop.Address!.Value);
                Schedule(key, probe, TimeSpan.Zero);
            }
            probe.Kind = kind == "arp" ? ProbeKind.Arp : ProbeKind.Echo;
            if (via is null && probe.Via is not null)
            {
                probe.Misses = 0;
                probe.Epoch += 2;
                probe.Pending = 0;
                voided |= _failed.Remove(key);
            }
            probe.Via = via;
        }
        return voided;
    }

    public void Stop()
    {
        foreach (var probe in _probes.Values)
            probe.Due?.Cancel();
        _probes.Clear();
        _failed.Clear();
    }

    private void Schedule(CheckKey key, Probe probe, TimeSpan delay) => probe.Due = router.Clock.After(delay, () => Tick(key, probe));

    private void Tick(CheckKey key, Probe probe)
    {
        var (interval, timeout, count) = Timers();
        Schedule(key, probe, interval);
        if (probe.Via is not { } via)
            return;
        var answer = send(via, probe.Target, probe.Kind);
        var epoch = ++probe.Epoch;
        if (answer.Good && answer.After <= timeout)
        {
            // The usual case costs one event: nothing to learn from an answer that was expected.
            if (probe.Misses + probe.Pending > 0)
                router.Clock.After(answer.After, () => Answered(key, probe, epoch));
        }
        else
        {
            probe.Pending++;
            router.Clock.After(timeout, () => Missed(key, probe, epoch, count));
        }
    }

    private void Answered(CheckKey key, Probe probe, int epoch)
    {
        if (!Current(key, probe, epoch))
            return;
        probe.Misses = 0;
        if (_failed.Remove(key))
            Changed?.Invoke();
    }

    private void Missed(CheckKey key, Probe probe, int epoch, int count)
    {
        if (!Current(key, probe, epoch))
            return;
        probe.Pending--;
        if (++probe.Misses >= count && _failed.Add(key))
            Changed?.Invoke();
    }

    // A timeout as long as the interval ends in the same moment as the next probe leaves: that one is still of the same row of misses.
    private bool Current(CheckKey key, Probe probe, int epoch) =>
        _probes.TryGetValue(key, out var now) && ReferenceEquals(now, probe) && probe.Via is not null && probe.Epoch - epoch <= 1;

    private (TimeSpan Interval, TimeSpan Timeout, int Count) Timers()
    {
        var settings = router.Find("/routing/settings")?.Settings;
        return (RouterTime.Parse(settings?["check-gateway-ping-interval"]) is { } interval && interval > TimeSpan.Zero ? interval : router.Profile.CheckGatewayInterval,
            RouterTime.Parse(settings?["check-gateway-ping-timeout"]) is { } timeout && timeout > TimeSpan.Zero ? timeout : router.Profile.CheckGatewayTimeout,
            int.TryParse(settings?["check-gateway-ping-count"], CultureInfo.InvariantCulture, out var count) && count > 0 ? count : router.Profile.CheckGatewayCount);
    }

    private sealed class Probe(IpAddress target)
    {
        public IpAddress Target { get; } = target;
        public ProbeKind Kind { get; set; }
        public ImmediateHop? Via { get; set; }
        public int Misses { get; set; }

        /// <summary>Probes that will turn out missed when their timeout ends.</summary>
        public int Pending { get; set; }
        public int Epoch { get; set; }
        public ScheduledAction? Due { get; set; }
    }
}
