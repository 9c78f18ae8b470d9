namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>A row as it would be after an add or a set; rules look at it and complete it before anything changes.</summary>
/// <param name="Row">The row that is changed; null for a new one.</param>
/// <param name="Given">Names that the command gave.</param>
/// <param name="Values">All values as they would be; rules may complete them.</param>
internal sealed record Proposal(SimulatedRouter Router, Menu Menu, MenuRow? Row, Caller Caller, IReadOnlySet<string> Given, Dictionary<string, string> Values)
{
    public bool IsNew => Row is null;

    public string? this[string name] => Values.GetValueOrDefault(name);

    public bool Gives(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Given.Contains(name))
                return true;
        }
        return false;
    }

    /// <summary>Another row for which all these properties are the same.</summary>
    public bool HasTwin(params string[] names) => Menu.Rows.Any(row => row != Row && names.All(name => row[name] == this[name]));
}
