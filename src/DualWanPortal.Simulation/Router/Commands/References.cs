namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>Rows refer to others by what they are and not by their name: a renamed interface, list or table keeps its members, rules and routes.</summary>
internal static class References
{
    public static void Rename(SimulatedRouter router, Menu menu, string old, string renamed)
    {
        var isInterface = menu.Path.StartsWith("/interface", StringComparison.Ordinal) && menu.Path is not ("/interface/list" or "/interface/lte/apn");
        foreach (var other in router.Menus)
        {
            foreach (var field in other.Definition.Fields)
            {
                if (field.Target == menu.Path || (isInterface && field.Target == "/interface"))
                    Replace(other, field.Name, old, renamed);
            }
        }
        if (isInterface && router.Find("/ip/route") is { } routes)
        {
            Replace(routes, "gateway", old, renamed);
            foreach (var row in routes.Rows.Where(row => row["gateway"]?.EndsWith("%" + old, StringComparison.Ordinal) == true).ToArray())
                routes.Set(row, byHand: false, ("gateway", row["gateway"]![..^old.Length] + renamed));
        }
    }

    private static void Replace(Menu menu, string field, string old, string renamed)
    {
        foreach (var row in menu.Rows.Where(row => row[field] == old || row[field] == "!" + old).ToArray())
            menu.Set(row, byHand: false, (field, row[field]!.StartsWith('!') ? "!" + renamed : renamed));
    }
}
