namespace DualWanPortal.Simulation.Router;

/// <summary>One row of a simulated menu. Only its <see cref="Menu"/> changes it, so that every change is announced.</summary>
public sealed class MenuRow
{
    private readonly Dictionary<string, string> _values;

    internal MenuRow(string id, IEnumerable<KeyValuePair<string, string>> values, bool dynamic)
    {
        Id = id;
        Dynamic = dynamic;
        _values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            _values[name] = value;
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
        if (value is null)
            return _values.Remove(name);
        if (_values.TryGetValue(name, out var old) && old == value)
            return false;
        _values[name] = value;
        return true;
    }
}
