namespace DualWanPortal.Simulation.Router.Commands;

/// <summary><c>get</c>: one value of one row.</summary>
internal static class GetCommand
{
    public static Refusal? Run(SimulatedRouter router, Menu menu, CommandRequest request, out string? ret)
    {
        ret = null;
        router.BeforeRead(menu);
        var row = menu.Definition.IsSettings ? menu.Settings : null;
        if (row is null)
        {
            if (RowSelection.Read(router, menu, request, out var rows) is { } refusal)
                return refusal;
            row = rows[0];
        }
        if (request["value-name"] is not { } name)
            return Refusal.Missing("value-name", router.Profile.Version);
        var words = RowText.Of(router, menu, row, request.Caller);
        if (!words.TryGetValue(name, out ret) && !menu.Definition.Fields.Any(field => field.Name == name) && !menu.Definition.Flags.Contains(name))
            return Refusal.NoMatch("value-name");
        ret ??= menu.Definition.Flags.Contains(name) ? "false" : "";
        return null;
    }
}
