using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Packets.Connections;

/// <summary>
/// <c>/ip/firewall/connection</c>, and that of IPv6 (reference 3.7, 4.6). Entries outlive a change of route with their old mapping; those of a masquerade rule go when their interface
/// does. Rows are made when somebody reads the menu, so that an idle table costs nothing.
/// </summary>
public sealed class ConnectionTable
{
    private const int Capacity = 512;

    private readonly SimulatedRouter _router;
    private readonly Menu? _menu;
    private readonly ProtocolHelpers _helpers;
    private readonly List<TrackedConnection> _entries = [];
    private readonly Dictionary<MenuRow, TrackedConnection> _rows = [];
    private int _port = 40000;

    internal ConnectionTable(SimulatedRouter router, AddressFamily family, InterfaceTable interfaces, Func<IpAddress, bool> isLocal, ProtocolHelpers helpers)
    {
        (_router, _helpers) = (router, helpers);
        _menu = router.Find(family.Firewall + "connection");
        interfaces.RunningChanged += (name, running) =>
        {
            if (!running)
                Purge(entry => entry.Masqueraded && entry.Via == name);
        };
        router[family.Addresses].Changed += change =>
        {
            if (change.Kind is MenuChangeKind.Removed or MenuChangeKind.Changed)
                Purge(entry => entry.Masqueraded && !isLocal(entry.Mapped));
        };
        router.PowerChanged += up => Purge(_ => true);
        if (_menu is not null)
            _menu.Changed += change =>
            {
                if (change is { Kind: MenuChangeKind.Removed, ByHand: true } && _rows.Remove(change.Row, out var entry))
                    Drop(entry);
            };
    }

    /// <summary>What is tracked now.</summary>
    public IReadOnlyList<TrackedConnection> Entries
    {
        get
        {
            Expire();
            return _entries;
        }
    }

    internal int NextPort() => _port = _port >= 60000 ? 40001 : _port + 1;

    internal void Add(TrackedConnection entry)
    {
        Expire();
        if (_entries.Count >= Capacity)
            Drop(_entries[0]);
        entry.LastSeen = _router.Clock.Now;
        _entries.Add(entry);
    }

    /// <summary>Brings the rows of the menu in line with the table.</summary>
    internal void Show()
    {
        if (_menu is null)
            return;
        Expire();
        foreach (var (row, entry) in _rows.ToArray())
        {
            if (!entry.Gone)
                continue;
            _rows.Remove(row);
            _menu.Remove(row);
        }
        var shown = _rows.ToDictionary(pair => pair.Value, pair => pair.Key);
        foreach (var entry in _entries)
        {
            var values = ConnectionRow.Of(entry, _router.Profile, Timeout(entry) - (_router.Clock.Now - entry.LastSeen), _helpers.Of(entry.Protocol, entry.Port));
            if (shown.TryGetValue(entry, out var row))
                _menu.Set(row, byHand: false, [.. values.Select(value => (value.Key, (string?)value.Value))]);
            else
                _rows[_menu.Add(values)] = entry;
        }
        if (_router.Find("/ip/firewall/connection/tracking") is { } tracking)
            Menu.Count(tracking.Settings, "total-entries", _entries.Count);
    }

    private void Expire() => Purge(entry => !entry.Steady && entry.LastSeen + Timeout(entry) <= _router.Clock.Now);

    private void Purge(Func<TrackedConnection, bool> goes)
    {
        for (var index = _entries.Count - 1; index >= 0; index--)
        {
            if (goes(_entries[index]))
                Drop(_entries[index]);
        }
    }

    private void Drop(TrackedConnection entry)
    {
        entry.Gone = true;
        _entries.Remove(entry);
    }

    /// <summary>How long an entry stays after its last packet; TCP that gets no answer any more is given up sooner.</summary>
    private TimeSpan Timeout(TrackedConnection entry) => entry switch
    {
        { Protocol: "tcp", SeenReply: false } => Setting("tcp-syn-sent-timeout", 5),
        { Protocol: "tcp", Closed: true } => Setting("tcp-time-wait-timeout", 10),
        { Protocol: "tcp", Silent: true } => Setting("tcp-unacked-timeout", 300),
        { Protocol: "tcp" } => Setting("tcp-established-timeout", 86400),
        { Protocol: "udp", SeenReply: true, Closed: false } => Setting("udp-stream-timeout", 180),
        { Protocol: "udp" } => Setting("udp-timeout", 10),
        { Protocol: "icmp" or "icmpv6" } => Setting("icmp-timeout", 10),
        _ => Setting("generic-timeout", 600),
    };

    private TimeSpan Setting(string name, int seconds) =>
        RouterTime.Parse(_router.Find("/ip/firewall/connection/tracking")?.Settings[name]) ?? TimeSpan.FromSeconds(seconds);
}
