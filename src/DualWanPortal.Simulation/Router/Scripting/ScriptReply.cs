namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Where the router's answer to a command of a script goes. Of endless answers only the newest rows are kept.</summary>
internal sealed class ScriptReply : IReplySink
{
    private const int Kept = 256;
    private readonly List<IReadOnlyList<KeyValuePair<string, string>>> _rows = [];

    public IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Rows => _rows;

    /// <summary>The first refusal.</summary>
    public string? Refusal { get; private set; }
    public string? Ret { get; private set; }
    public bool IsDone { get; private set; }

    /// <summary>Set by one who waits.</summary>
    public Action? Ended { get; set; }

    public void Row(IEnumerable<KeyValuePair<string, string>> words)
    {
        if (_rows.Count >= Kept)
            _rows.RemoveAt(0);
        _rows.Add([.. words]);
    }

    public void Trap(string message, int? category = null) => Refusal ??= message;

    public void Empty()
    {
    }

    public void Done(string? ret = null)
    {
        (IsDone, Ret) = (true, ret);
        Ended?.Invoke();
    }
}
