using System.Globalization;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Tools;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// Peers of WireGuard that have an endpoint: the router shakes hands with each every two minutes, and tries every five seconds while nobody answers (reference 3.10).
/// Somebody is at every endpoint that is named. A peer without an endpoint waits for the other side, which this world does not have.
/// </summary>
internal sealed class WireGuardPeers
{
    private static readonly TimeSpan s_rekey = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);

    /// <summary>Traffic of a tunnel that is alive, and what one attempt costs.</summary>
    private const long BytesPerSecond = 180;
    private const long BytesOfHandshake = 148;

    private readonly SimulatedRouter _router;
    private readonly RouterOrigin _origin;
    private readonly Resolver _resolver;
    private readonly Internet _internet;
    private readonly Menu _peers;
    private readonly Menu _tunnels;
    private readonly Dictionary<MenuRow, Session> _sessions = [];

    private WireGuardPeers(SimulatedRouter router, RouterOrigin origin, Resolver resolver, Internet internet, Menu peers, Menu tunnels)
    {
        (_router, _origin, _resolver, _internet, _peers, _tunnels) = (router, origin, resolver, internet, peers, tunnels);
        peers.Changed += change =>
        {
            if (change.Kind == MenuChangeKind.Removed || change.ByHand || change.Kind == MenuChangeKind.Added)
                Follow(change.Row, change.Kind != MenuChangeKind.Removed);
        };
        tunnels.Changed += change =>
        {
            if (change.ByHand)
                FollowAll();
        };
        router.PowerChanged += _ => FollowAll();
        router.Reading += menu =>
        {
            if (menu == peers)
                Show();
        };
        FollowAll();
    }

    public static void Attach(SimulatedRouter router, RouterOrigin origin, Resolver resolver, Internet internet)
    {
        if (router.Find("/interface/wireguard/peers") is { } peers && router.Find("/interface/wireguard") is { } tunnels)
            _ = new WireGuardPeers(router, origin, resolver, internet, peers, tunnels);
    }

    private void FollowAll()
    {
        foreach (var row in _peers.Rows.ToArray())
            Follow(row, present: true);
    }

    private void Follow(MenuRow row, bool present)
    {
        if (_sessions.Remove(row, out var before))
            before.Next?.Cancel();
        _peers.Set(row, byHand: false, ("rx", "0"), ("tx", "0"), ("last-handshake", null), ("current-endpoint-address", null), ("current-endpoint-port", null));
        if (!present || !_router.IsUp || row.Disabled || row["endpoint-address"] is not { Length: > 0 } endpoint || _tunnels.Named(row["interface"] ?? "") is not { Disabled: false })
            return;
        if (Ipv4.Parse(endpoint) is { } literal && !_internet.HasHost(literal))
            _internet.AddHost(literal);
        var session = _sessions[row] = new Session();
        session.Counted = _router.Clock.Now;
        session.Next = _router.Clock.After(TimeSpan.FromMilliseconds(500), () => Shake(row, session));
    }

    private void Shake(MenuRow row, Session session)
    {
        Count(row, session);
        Add(row, "tx", BytesOfHandshake);
        session.Alive = Reach(row) is { } at && Answered(row, session, at);
        session.Next = _router.Clock.After(session.Alive ? s_rekey : s_retry, () => Shake(row, session));
    }

    private bool Answered(MenuRow row, Session session, Ipv4 at)
    {
        session.Shaken = _router.Clock.Now;
        Add(row, "rx", 92);
        _peers.Set(row, byHand: false, ("current-endpoint-address", at.ToString()), ("current-endpoint-port", row["endpoint-port"] ?? "0"));
        return true;
    }

    private Ipv4? Reach(MenuRow row) =>
        _resolver.Resolve(row["endpoint-address"] ?? "", null).Address is { } at && _origin.Probe(at, ProbeKind.Tcp) is { Good: true, Captive: false } ? at : null;

    /// <summary>What passed since the last look; a tunnel whose path is dead from now on tries again soon.</summary>
    private void Count(MenuRow row, Session session)
    {
        var seconds = (long)(_router.Clock.Now - session.Counted).TotalSeconds;
        session.Counted += TimeSpan.FromSeconds(seconds);
        if (!session.Alive)
            return;
        Add(row, "tx", seconds * BytesPerSecond);
        if (Reach(row) is not null)
        {
            Add(row, "rx", seconds * BytesPerSecond);
            return;
        }
        session.Alive = false;
        session.Next?.Cancel();
        session.Next = _router.Clock.After(s_retry, () => Shake(row, session));
    }

    private void Show()
    {
        foreach (var (row, session) in _sessions)
        {
            Count(row, session);
            row.Put("last-handshake", session.Shaken is { } at ? RouterTime.Span(_router.Clock.Now - at) : null);
        }
    }

    private static void Add(MenuRow row, string name, long amount) =>
        Menu.Count(row, name, (long.TryParse(row[name], CultureInfo.InvariantCulture, out var before) ? before : 0) + amount);

    private sealed class Session
    {
        public bool Alive { get; set; }
        public DateTimeOffset? Shaken { get; set; }
        public DateTimeOffset Counted { get; set; }
        public ScheduledAction? Next { get; set; }
    }
}
