namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>
/// <c>/ip/vrf</c> of v7: interfaces that route by a table of their own, which the VRF makes (reference 3.1, 3.2, 4.5). What is connected to them stands in that table and
/// gateways of its routes are looked for there. 6.49 has VRFs elsewhere, and they do nothing here.
/// </summary>
internal sealed class Vrfs
{
    private readonly Menu? _menu;
    private readonly Menu? _tables;
    private readonly Dictionary<string, MenuRow> _made = new(StringComparer.Ordinal);
    private Dictionary<string, string> _byInterface = new(StringComparer.Ordinal);
    private HashSet<string> _names = new(StringComparer.Ordinal);

    public Vrfs(SimulatedRouter router)
    {
        _tables = router.Find("/routing/table");
        if (_tables is null || (_menu = router.Find("/ip/vrf")) is null)
            return;
        Read();
        _menu.Changed += _ =>
        {
            Read();
            Changed?.Invoke();
        };
    }

    /// <summary>Which interfaces belong to which VRF changed.</summary>
    public event Action? Changed;

    /// <summary>Name of the VRF, which is that of its table; null: the interface routes by main.</summary>
    public string? Of(string? name) => name is null ? null : _byInterface.GetValueOrDefault(name);

    public bool IsTable(string name) => _names.Contains(name);

    private void Read()
    {
        // Some versions list what is in no VRF as one of the name main.
        var rows = _menu!.Rows.Where(row => !row.Disabled && row["name"] is { Length: > 0 } and not "main").ToArray();
        _names = rows.Select(row => row["name"]!).ToHashSet(StringComparer.Ordinal);
        _byInterface = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            foreach (var name in (row["interfaces"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "none"))
                _byInterface.TryAdd(name, row["name"]!);
        }
        foreach (var (name, row) in _made.Where(made => !_names.Contains(made.Key)).ToArray())
        {
            _made.Remove(name);
            _tables!.Remove(row);
        }
        foreach (var name in _names.Where(name => !_made.ContainsKey(name)))
            _made[name] = _tables!.Add([new("name", name), new("fib", ""), new("disabled", "false")], dynamic: true);
        // A table that somebody made under the name of a VRF is not the one that its interfaces use. That the flag says so is a guess.
        foreach (var row in _tables!.Rows.Where(row => !row.Dynamic && row["name"] != "main").ToArray())
            _tables.Set(row, byHand: false, ("invalid", _names.Contains(row["name"] ?? "") ? "true" : null));
    }
}
