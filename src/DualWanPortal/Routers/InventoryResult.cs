namespace DualWanPortal.Routers;

/// <summary>What became of an addition or a change.</summary>
public abstract record InventoryResult
{
    private InventoryResult() { }

    public sealed record Saved(RouterEntry Router) : InventoryResult;

    /// <param name="Errors">Field name to sentences.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : InventoryResult;

    public sealed record NameTaken(string Name) : InventoryResult;

    public sealed record NotFound : InventoryResult;
}
