namespace DualWanPortal.Simulation.Router;

/// <summary>One row of a simulated menu. Only its <see cref="Menu"/> changes it, so that every change is announced.</summary>
public sealed class MenuRow
{
    private Dictionary<string, string> _values;
    private bool _shared;

    internal MenuRow(string id, IEnumerable<KeyValuePair<string, string>> values, bool dynamic)
    {
        Id = id;
        Dynamic = dynamic;
        _values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            _values[name] = value;
    }

    /// <summary>The same row on another router: both read one set of values until one of them changes.</summary>
    internal MenuRow(MenuRow twin)
    {
        (Id, Dynamic, _values, _shared) = (twin.Id, twin.Dynamic, twin._values, true);
        twin._shared = true;
    }

    /// <summary><c>*1A</c>; dynamic rows have ids of their own range (reference 1.8).</summary>
    public string Id { get; }

    /// <summary>Made by the router (lease, session), not by a person.</summary>
    public bool Dynamic { get; }

    /// <summary>Stored and state values as the API words them, flags as <c>true</c>/<c>false</c>.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    public string? this[string name] => _values.GetValueOrDefault(name);

    public bool Flag(string name) => _values.TryGetValue(name, out var value) && value is "true" or "yes" or "";

    public bool Disabled => _values.TryGetValue("disabled", out var value) && value is "true" or "yes";

    internal bool Put(string name, string? value)
    {
        var known = _values.TryGetValue(name, out var old);
        if (value is null ? !known : known && old == value)
            return false;
        if (_shared)
            (_values, _shared) = (new Dictionary<string, string>(_values, StringComparer.Ordinal), false);
        if (value is null)
            _values.Remove(name);
        else
            _values[name] = value;
        return true;
    }
}
