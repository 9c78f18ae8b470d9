namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Global variables of one user; users do not see each other's (reference 3.11). Each is a row of <c>/system/script/environment</c>.</summary>
internal sealed class ScriptGlobals(Menu environment, string user)
{
    private readonly Dictionary<string, ScriptValue> _values = new(StringComparer.Ordinal);

    /// <summary>All of the user, by name.</summary>
    public IEnumerable<KeyValuePair<string, ScriptValue>> All => _values.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    public ScriptValue this[string name]
    {
        get => _values.GetValueOrDefault(name) ?? ScriptValue.Nothing;
        set
        {
            if (!_values.ContainsKey(name) && _values.Count >= ScriptLimits.Globals)
                throw new ScriptError("too many global variables");
            _values[name] = value;
            if (Row(name) is { } row)
                environment.Set(row, byHand: false, ("value", value.Text));
            else
                environment.Add([new("name", name), new("user", user), new("value", value.Text)]);
        }
    }

    /// <summary>The row was removed: so is the variable.</summary>
    public void Forget(string name) => _values.Remove(name);

    private MenuRow? Row(string name) => environment.Rows.FirstOrDefault(row => row["name"] == name && row["user"] == user);
}
