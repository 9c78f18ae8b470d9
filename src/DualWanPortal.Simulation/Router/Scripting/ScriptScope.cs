namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Variables of one block, the menu in which its commands stand, and the block around it.</summary>
internal sealed class ScriptScope
{
    private readonly Dictionary<string, ScriptValue> _locals = new(StringComparer.Ordinal);
    private HashSet<string>? _globals;
    private readonly ScriptScope? _outer;

    public ScriptScope(ScriptScope? outer, string menu) => (_outer, Menu) = (outer, menu);

    /// <summary>Current menu, <c>/ip/route</c>; empty: the root.</summary>
    public string Menu { get; set; }

    /// <summary>Properties of the row that a condition looks at; null outside of conditions.</summary>
    public Func<string, ScriptValue>? Row { get; init; }

    public void Local(string name, ScriptValue value) => _locals[name] = value;

    /// <summary>Makes the user's variable of that name visible here.</summary>
    public void DeclareGlobal(string name)
    {
        _locals.Remove(name);
        (_globals ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
    }

    /// <summary>The value of a variable; null when no declaration is in sight.</summary>
    public ScriptValue? Read(string name, ScriptGlobals globals)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._locals.TryGetValue(name, out var value))
                return value;
            if (scope._globals?.Contains(name) == true)
                return globals[name];
        }
        return null;
    }

    /// <returns>False when no declaration is in sight.</returns>
    public bool Write(string name, ScriptValue value, ScriptGlobals globals)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._locals.ContainsKey(name))
            {
                scope._locals[name] = value;
                return true;
            }
            if (scope._globals?.Contains(name) == true)
            {
                globals[name] = value;
                return true;
            }
        }
        return false;
    }
}
