using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Simulation.Packets.Connections;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Packets;

/// <summary>
/// Steady work of the people on the inside, so that counters move and show which WAN carries. Nothing runs for it: what was sent since the last look is counted when
/// somebody looks, or before the way changes.
/// </summary>
internal sealed class LanTraffic
{
    private const double ConnectionsPerSecond = 2;
    private const long BytesUp = 9_000;
    private const long BytesDown = 70_000;
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private readonly SimulatedRouter _router;
    private readonly LanClients _clients;
    private readonly LanFlows _flows;
    private readonly ImmutableArray<IpAddress> _places = [.. new[] { "www.example.com", "mail.example.org", "video.example.net" }.Select(name => Internet.AddressOf(name)!.Value)];
    private DateTimeOffset _counted;
    private double _owedConnections;

    public LanTraffic(SimulatedRouter router, LanClients clients, ConnectionTable connections)
    {
        (_router, _clients, _flows) = (router, clients, new LanFlows(router, clients));
        var tracked = router.Find("/ip/firewall/connection");
        _counted = router.Clock.Now;
        var nat = router.Find("/ip/firewall/nat");
        var all = router["/interface"];
        router.Reading += menu =>
        {
            if (menu == nat || menu == all)
                Settle();
            if (menu != tracked)
                return;
            if (router.IsUp && clients.Inside() is { } inside)
                _flows.Settle(inside);
            connections.Show();
        };
        if (nat is not null)
            nat.Changed += change =>
            {
                if (change.Kind == MenuChangeKind.Added && change.Row["bytes"] is null)
                    nat.Set(change.Row, byHand: false, ("bytes", "0"), ("packets", "0"));
            };
        foreach (var rule in nat?.Rows.ToArray() ?? [])
            nat!.Set(rule, byHand: false, ("bytes", rule["bytes"] ?? "0"), ("packets", rule["packets"] ?? "0"));
    }

    public void Settle()
    {
        var span = _router.Clock.Now - _counted;
        _counted = _router.Clock.Now;
        if (span <= TimeSpan.Zero || !_router.IsUp || _clients.Inside() is not { } inside)
            return;
        _flows.Settle(inside);
        var seconds = (span > s_longest ? s_longest : span).TotalSeconds;
        _owedConnections += seconds * ConnectionsPerSecond;
        var connections = (long)(_owedConnections / _places.Length);
        _owedConnections -= connections * _places.Length;
        // Only what a rule fast-tracks goes past the slow way; connection tracking is on wherever there is NAT (reference 4.6).
        var allowed = _router["/ip/settings"].Settings["allow-fast-path"] is not ("no" or "false");
        foreach (var place in _places)
        {
            var outcome = _clients.Try(inside.Interface, inside.Client, place, "tcp", 443);
            Count(outcome, inside.Interface, seconds / _places.Length, connections, allowed && _clients.FastTracks(outcome, inside.Interface, inside.Client, place, "tcp", 443));
        }
    }

    private void Count(ConnectionOutcome outcome, string inside, double seconds, long connections, bool fast)
    {
        if (outcome.NatRule is { } rule && outcome.Via is not null)
        {
            Add(rule, "packets", connections);
            Add(rule, "bytes", connections * 60);
        }
        var up = (long)(seconds * (outcome.Answered ? BytesUp : 200));
        var down = outcome.Answered ? (long)(seconds * BytesDown) : 0;
        if (outcome.Via is { } name)
            Count(name, received: down, sent: up, fast);
        Count(inside, received: up, sent: down, fast);
    }

    private void Count(string name, long received, long sent, bool fast)
    {
        if (_router["/interface"].Named(name) is not { } row)
            return;
        if (fast)
        {
            Add(row, "fp-rx-byte", received);
            Add(row, "fp-tx-byte", sent);
            Add(row, "fp-rx-packet", received / 900);
            Add(row, "fp-tx-packet", sent / 200);
        }
        Add(row, "rx-byte", received);
        Add(row, "tx-byte", sent);
        Add(row, "rx-packet", received / 900);
        Add(row, "tx-packet", sent / 200);
    }

    private static void Add(MenuRow row, string name, long amount) =>
        Menu.Count(row, name, (long.TryParse(row[name], CultureInfo.InvariantCulture, out var before) ? before : 0) + amount);
}
