namespace DualWanPortal.Simulation.Router.Commands;

/// <summary><c>get</c>: one value of one row, or the row as one text.</summary>
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
                return refusal == Refusal.NoSuchItem && IsAsked(router, menu, request) ? null : refusal;
            row = rows[0];
        }
        var words = RowText.Of(router, menu, row, request.Caller);
        if (request["value-name"] is not { } name)
        {
            // Without a name the whole row comes as one text.
            ret = string.Join(';', words.Select(word => $"{word.Key}={word.Value}"));
            return null;
        }
        if (!words.TryGetValue(name, out ret) && !menu.Definition.Fields.Any(field => field.Name == name) && !menu.Definition.Flags.Contains(name))
            return Refusal.NoMatch("value-name");
        ret ??= menu.Definition.Flags.Contains(name) ? "false" : "";
        return null;
    }

    /// <summary>v7 answers one value of a row that is not there as if it were empty (reference 1.4).</summary>
    private static bool IsAsked(SimulatedRouter router, Menu menu, CommandRequest request) =>
        !router.Profile.Version.IsV6 && request[".id"]?.StartsWith('*') == true && request["value-name"] is { } name && menu.Definition.Field(name) is not null;
}
