using System.Collections.Immutable;
using DualWanPortal.Live;

namespace DualWanPortal.Shell;

/// <summary>One line of the Ctrl+K palette.</summary>
public sealed record PaletteEntry(string Title, string Hint, string Icon, string Href);

public static class PaletteEntries
{
    private const int Most = 12;

    /// <summary>Pages, actions and routers whose name, address, site or tag holds every word that was typed; those whose title begins with the text come first.</summary>
    public static ImmutableArray<PaletteEntry> Find(string text, IEnumerable<NavItem> pages, FleetSnapshot fleet)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var entries = pages.OrderBy(page => page.Order).Select(page => (Entry: new PaletteEntry(page.Title, "page", page.Icon, "/" + page.Href), Text: page.Title))
            .Append((Entry: new PaletteEntry("Add a router", "action", "plus", "/routers/add"), Text: "add a router new"))
            .Concat(fleet.Routers.Values.OrderBy(router => StateWords.Urgency(router.Verdict.State)).ThenBy(router => router.Name, StringComparer.OrdinalIgnoreCase)
                .Select(router => (
                    Entry: new PaletteEntry(router.Name, Hint(router), StateWords.Mark(router.Verdict.State), $"/routers/{router.Id}"),
                    Text: $"{router.Name} {router.Address} {router.Site} {string.Join(' ', router.Tags)}")));
        return
        [
            .. entries.Where(entry => words.All(word => entry.Text.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .OrderBy(entry => entry.Entry.Title.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
                .Take(Most)
                .Select(entry => entry.Entry),
        ];
    }

    private static string Hint(RouterSnapshot router)
    {
        var state = StateWords.Label(router.Verdict.State).ToLowerInvariant();
        return router.Site.Length == 0 ? $"router · {state}" : $"router · {router.Site} · {state}";
    }
}
