using System.Globalization;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Links;

/// <summary>
/// The <c>/interface</c> menu: one row for each interface of the specific menus, and which of them run (reference 3.6, 4.4). An interface runs when it is enabled,
/// what it rides on runs, and its carrier or session is there.
/// </summary>
public sealed class InterfaceTable
{
    private readonly SimulatedRouter _router;
    private readonly Menu _all;
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<MenuRow, Entry> _byRow = [];
    private readonly HashSet<string> _signals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _bridgeOf = new(StringComparer.Ordinal);
    private bool _mirroring;
    private int _macs;

    public InterfaceTable(SimulatedRouter router)
    {
        _router = router;
        _all = router["/interface"];
        foreach (var (path, type) in InterfaceTypes.Menus)
        {
            if (router.Find(path) is not { } menu)
                continue;
            foreach (var row in menu.Rows.ToArray())
                Include(menu, type, row);
            menu.Changed += change => OnSpecific(change, type);
        }
        if (router.Profile.ListsLoopback && _all.Named("lo") is null)
            _all.Add([new("name", "lo"), new("type", "loopback"), new("mtu", "65536"), new("actual-mtu", "65536"), new("mac-address", "00:00:00:00:00:00"), new("running", "true"), new("disabled", "false"), new("link-downs", "0")]);
        _all.Changed += OnGeneral;
        if (router.Find("/interface/bridge/port") is { } ports)
        {
            ReadBridges(ports);
            ports.Changed += _ =>
            {
                ReadBridges(ports);
                Refresh();
            };
        }
    }

    /// <summary>Interfaces that run now.</summary>
    public IReadOnlySet<string> Running => _running;

    /// <summary>An interface began (true) or ceased to run.</summary>
    public event Action<string, bool>? RunningChanged;

    /// <summary>An interface has another name now: old, new. What refers to it in rows is the work of the command that renamed it.</summary>
    public event Action<string, string>? Renamed;

    public bool IsRunning(string name) => _running.Contains(name);
    public bool Exists(string name) => _byName.ContainsKey(name);
    public bool IsEnabled(string name) => _byName.TryGetValue(name, out var entry) && !entry.Specific.Disabled;
    public string TypeOf(string name) => _byName.TryGetValue(name, out var entry) ? entry.Type : "";
    public bool IsPointToPoint(string name) => InterfaceTypes.IsPointToPoint(TypeOf(name));

    /// <summary>The bridge that an interface is a port of: addresses on the port act on the bridge.</summary>
    public string? BridgeOf(string name) => _bridgeOf.GetValueOrDefault(name);

    public MenuRow? Row(string name) => _byName.TryGetValue(name, out var entry) ? entry.Row : null;

    /// <summary>The physical port at the bottom of an interface.</summary>
    public string PortUnder(string name)
    {
        for (var steps = 0; steps < 8 && _byName.TryGetValue(name, out var entry) && InterfaceTypes.Parent(entry.Type, entry.Specific) is { } parent; steps++)
            name = parent;
        return name;
    }

    /// <summary>Carrier of a port, session of a dialled interface.</summary>
    public void Signal(string name, bool present)
    {
        if (present ? _signals.Add(name) : _signals.Remove(name))
            Refresh();
    }

    /// <summary>All carriers and sessions at once (boot, power off).</summary>
    public void Signals(IEnumerable<string> present)
    {
        _signals.Clear();
        _signals.UnionWith(present);
        Refresh();
    }

    /// <summary>Counters and times of a router that has just started.</summary>
    public void ForgetHistory()
    {
        foreach (var row in _all.Rows)
            _all.Set(row, byHand: false, [("link-downs", "0"), ("last-link-up-time", null), ("last-link-down-time", null),
                .. InterfaceCounters.AtZero.Select(counter => (counter.Key, (string?)counter.Value))]);
    }

    private void Include(Menu menu, string type, MenuRow specific)
    {
        var name = specific["name"] ?? specific["default-name"] ?? "";
        if (name.Length == 0 || _byName.ContainsKey(name))
            return;
        _mirroring = true;
        var values = new List<KeyValuePair<string, string>>
        {
            new("name", name), new("type", type), new("mtu", specific["mtu"] ?? "1500"), new("actual-mtu", type == "pppoe-out" ? "1492" : specific["mtu"] is { } mtu and not "auto" ? mtu : "1500"),
            new("running", "false"), new("disabled", specific.Disabled ? "true" : "false"), new("link-downs", "0"),
        };
        values.AddRange(InterfaceCounters.AtZero);
        if (specific["default-name"] is { } factory)
            values.Add(new("default-name", factory));
        if (specific["comment"] is { Length: > 0 } comment)
            values.Add(new("comment", comment));
        if (!InterfaceTypes.IsPointToPoint(type))
            values.Add(new("mac-address", specific["mac-address"] is { Length: > 0 } mac ? mac : NextMac()));
        var row = _all.Add(values);
        var entry = new Entry(menu, specific, row, type, name);
        _byName[name] = entry;
        _byRow[specific] = entry;
        _byRow[row] = entry;
        _mirroring = false;
    }

    private string NextMac()
    {
        uint hash = 2166136261;
        foreach (var c in _router.Name)
            hash = (hash ^ c) * 16777619;
        return string.Create(CultureInfo.InvariantCulture, $"02:00:{(hash >> 16) & 255:X2}:{(hash >> 8) & 255:X2}:{hash & 255:X2}:{++_macs:X2}");
    }

    private void OnSpecific(MenuChange change, string type)
    {
        if (_mirroring)
            return;
        if (change.Kind == MenuChangeKind.Added)
            Include(change.Menu, type, change.Row);
        else if (_byRow.TryGetValue(change.Row, out var entry))
        {
            if (change.Kind == MenuChangeKind.Removed)
                Exclude(entry);
            else if (change.ByHand)
                Mirror(change.Row, entry.Row, _all, entry);
        }
        Refresh();
    }

    private void OnGeneral(MenuChange change)
    {
        if (_mirroring || !change.ByHand || change.Kind != MenuChangeKind.Changed || !_byRow.TryGetValue(change.Row, out var entry))
            return;
        Mirror(change.Row, entry.Specific, entry.Menu, entry);
        Refresh();
    }

    private void Exclude(Entry entry)
    {
        _byName.Remove(entry.Name);
        _byRow.Remove(entry.Specific);
        _byRow.Remove(entry.Row);
        _signals.Remove(entry.Name);
        _all.Remove(entry.Row, byHand: true);
    }

    private void Mirror(MenuRow from, MenuRow to, Menu menu, Entry entry)
    {
        _mirroring = true;
        menu.Set(to, byHand: true, ("name", from["name"]), ("comment", from["comment"]), ("disabled", from.Disabled ? "true" : "false"));
        _mirroring = false;
        if (from["name"] is { Length: > 0 } name && name != entry.Name)
            Rename(entry, name);
    }

    private void Rename(Entry entry, string name)
    {
        var old = entry.Name;
        _byName.Remove(old);
        entry.Name = name;
        _byName[name] = entry;
        if (_signals.Remove(old))
            _signals.Add(name);
        Renamed?.Invoke(old, name);
    }

    private void ReadBridges(Menu ports)
    {
        _bridgeOf.Clear();
        foreach (var port in ports.Rows.Where(port => !port.Disabled))
            _bridgeOf[port["interface"] ?? ""] = port["bridge"] ?? "";
        foreach (var entry in _byName.Values)
        {
            var slave = _bridgeOf.ContainsKey(entry.Name) ? "true" : null;
            _all.Set(entry.Row, byHand: false, ("slave", slave));
            entry.Menu.Set(entry.Specific, byHand: false, ("slave", slave));
        }
    }

    private void Refresh()
    {
        foreach (var entry in _byName.Values.ToArray())
        {
            var runs = Runs(entry, depth: 0);
            if (runs == _running.Contains(entry.Name))
                continue;
            if (runs)
                _running.Add(entry.Name);
            else
                _running.Remove(entry.Name);
            Announce(entry, runs);
            RunningChanged?.Invoke(entry.Name, runs);
        }
        if (_running.RemoveWhere(name => !_byName.ContainsKey(name)) > 0)
            RunningChanged?.Invoke("", false);
    }

    private bool Runs(Entry entry, int depth) =>
        _router.IsUp && !entry.Specific.Disabled && depth < 8
        && !InterfaceTypes.NeverComesUp(entry.Type)
        && (!InterfaceTypes.NeedsSignal(entry.Type) || _signals.Contains(entry.Name))
        && (InterfaceTypes.Parent(entry.Type, entry.Specific) is not { } parent || (_byName.TryGetValue(parent, out var under) && Runs(under, depth + 1)));

    private void Announce(Entry entry, bool runs)
    {
        var at = RouterTime.Moment(_router.Profile, _router.Clock.Now);
        var downs = int.TryParse(entry.Row["link-downs"], CultureInfo.InvariantCulture, out var count) ? count : 0;
        if (runs)
            _all.Set(entry.Row, byHand: false, ("running", "true"), ("last-link-up-time", at));
        else
            _all.Set(entry.Row, byHand: false, ("running", "false"), ("last-link-down-time", at), ("link-downs", (downs + 1).ToString(CultureInfo.InvariantCulture)));
        entry.Menu.Set(entry.Specific, byHand: false, ("running", runs ? "true" : "false"));
        if (entry.Type == "ether" && _router.IsUp)
            _router.Log("interface,info", runs ? $"{entry.Name} link up (speed 1G, full duplex)" : $"{entry.Name} link down");
    }

    private sealed record Entry(Menu Menu, MenuRow Specific, MenuRow Row, string Type, string Name)
    {
        public string Name { get; set; } = Name;
    }
}
