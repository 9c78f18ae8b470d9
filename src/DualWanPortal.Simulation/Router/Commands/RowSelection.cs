using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>Rows that a command names by <c>.id</c>, <c>numbers</c> or name, several joined by commas (reference 1.4).</summary>
internal static class RowSelection
{
    public static readonly ImmutableArray<string> Words = [".id", "numbers", "number"];

    public static Refusal? Read(SimulatedRouter router, Menu menu, CommandRequest request, out ImmutableArray<MenuRow> rows)
    {
        rows = [];
        var text = request[".id"] ?? request["numbers"] ?? request["number"];
        if (text is null)
            return Refusal.Missing("numbers", router.Profile.Version);
        return Read(menu, text, out rows);
    }

    public static Refusal? Read(Menu menu, string text, out ImmutableArray<MenuRow> rows)
    {
        rows = [];
        // A name may hold commas, so the whole text is tried first.
        if (One(menu, text) is { } single)
        {
            rows = [single];
            return null;
        }
        var found = ImmutableArray.CreateBuilder<MenuRow>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (One(menu, part) is not { } row)
                return Refusal.NoSuchItem;
            if (!found.Contains(row))
                found.Add(row);
        }
        rows = found.ToImmutable();
        return null;
    }

    private static MenuRow? One(Menu menu, string text) => text.Length == 0 ? null : menu.Find(text) ?? (text.StartsWith('*') ? null : menu.Named(text));
}
