using System.Collections.Frozen;

namespace DualWanPortal.Shell;

/// <summary>Line icons of a 20 by 20 grid, drawn with the colour of the text around them.</summary>
public static class Icons
{
    private static readonly FrozenDictionary<string, string> s_paths = new Dictionary<string, string>
    {
        ["working"] = "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM6.5 10.2l2.4 2.4 4.6-5",
        ["on-backup"] = "M3 7h11M11 3.5 14.5 7 11 10.5M17 13H6M9 9.5 5.5 13 9 16.5",
        ["degraded"] = "M10 3 18 16.5H2zM10 8v4M10 14.2v.3",
        ["down"] = "M6.7 2.5h6.6l4.2 4.2v6.6l-4.2 4.2H6.7l-4.2-4.2V6.7zM7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6",
        ["unknown"] = "M7.6 7.6a2.5 2.5 0 1 1 3.4 2.3c-.7.3-1 .8-1 1.6M10 14v.3M4.2 5.2A7.5 7.5 0 0 1 7.4 3M12.6 3a7.5 7.5 0 0 1 3.2 2.2M17.4 8.6v2.8M15.8 14.8a7.5 7.5 0 0 1-3.2 2.2M7.4 17a7.5 7.5 0 0 1-3.2-2.2M2.6 11.4V8.6",
        ["question"] = "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM7.8 7.8a2.3 2.3 0 1 1 3.2 2.1c-.7.3-1 .8-1 1.6M10 14v.3",
        ["fleet"] = "M3 4.5h14v4H3zM3 11.5h14v4H3zM6 6.5h.1M6 13.5h.1M9 6.5h5M9 13.5h5",
        ["history"] = "M3 10a7 7 0 1 0 2-4.9L3 7M3 3v4h4M10 6v4.2l3 1.8",
        ["lab"] = "M8 2.5h4M8.8 2.5v5L4 15.5a1.4 1.4 0 0 0 1.2 2h9.6a1.4 1.4 0 0 0 1.2-2l-4.8-8v-5M6.2 12.5h7.6",
        ["policy"] = "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 9.5h5.5M7.5 12.5h5.5",
        ["audit"] = "M8 2.5h4V5H8zM8 3.7H4.5v13.8h11V3.7H12M7 11.2l2.2 2.2 4-4.4",
        ["bell"] = "M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13zM8.5 17.2h3",
        ["settings"] = "M10 7.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4zM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4",
        ["people"] = "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c0-3 2-5 5-5s5 2 5 5M13 4a2.8 2.8 0 0 1 0 5.4M14.5 11.8c1.9.6 3 2.3 3 4.7",
        ["search"] = "M8.7 3.2a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM12.7 12.7l4.3 4.3",
        ["plus"] = "M10 4v12M4 10h12",
        ["menu"] = "M3 5.5h14M3 10h14M3 14.5h14",
        ["close"] = "M5 5l10 10M15 5L5 15",
        ["copy"] = "M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4",
        ["clock"] = "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.2l2.8 1.8",
        ["plug"] = "M7 2.5v4M13 2.5v4M5 6.5h10v2.5a5 5 0 0 1-10 0zM10 14v3.5M3 17.5 17 3.5",
        ["sun"] = "M10 6.7a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
        ["moon"] = "M16.5 11.8A7 7 0 1 1 8.2 3.5a5.6 5.6 0 0 0 8.3 8.3z",
        ["system"] = "M3 4h14v9H3zM7.5 16.5h5M10 13v3.5",
        ["router"] = "M3 11.5h14v5H3zM6 14h.1M9 14h.1M14.5 11.5V7M12 5.5a3.5 3.5 0 0 1 5 0M10.3 3.5a6 6 0 0 1 8.4 0",
        ["lan"] = "M7.5 3h5v4h-5zM2.5 13h5v4h-5zM12.5 13h5v4h-5zM10 7v3M5 13v-3h10v3",
        ["globe"] = "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM2.5 10h15M10 2.5c2.4 2 3.5 4.5 3.5 7.5s-1.1 5.5-3.5 7.5c-2.4-2-3.5-4.5-3.5-7.5S7.6 4.5 10 2.5z",
        ["cable"] = "M4 3v4a3 3 0 0 0 3 3h6a3 3 0 0 1 3 3v4M2.5 3h3M14.5 17h3",
        ["gateway"] = "M3 6.5h14v7H3zM6 10h8M11.5 7.8 14 10l-2.5 2.2",
        ["target"] = "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM10 10h.1",
        ["pulse"] = "M2.5 10.5h3.5l2-6 4 11 2-5h3.5",
        ["scissors"] = "M5 4.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM5 11.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM6.7 7.6 17 14.5M6.7 12.4 17 5.5",
        ["mend"] = "M12.5 3.5a4 4 0 0 0-3.8 5.3L3 14.5 5.5 17l5.7-5.7a4 4 0 0 0 5.2-5l-2.4 2.4-2.3-.7-.7-2.3z",
        ["trash"] = "M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.8 11.5h7.4l.8-11.5M8.5 8.5v5.5M11.5 8.5v5.5",
        ["edit"] = "M4 16l.7-3.5L13.5 3.7l2.8 2.8-8.8 8.8zM11.5 5.7l2.8 2.8",
        ["arrow-right"] = "M4 10h12M11 5l5 5-5 5",
        ["chevron-left"] = "M12.5 4 6.5 10l6 6",
        ["chevron-right"] = "M7.5 4l6 6-6 6",
        ["filter"] = "M3 4.5h14l-5.5 6.5v5.5l-3-1.5v-4z",
        ["grid"] = "M3 3h5.5v5.5H3zM11.5 3H17v5.5h-5.5zM3 11.5h5.5V17H3zM11.5 11.5H17V17h-5.5z",
        ["list"] = "M7 5h10M7 10h10M7 15h10M3.2 5h.1M3.2 10h.1M3.2 15h.1",
        ["info"] = "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 9v5M10 6.2v.1",
        ["warning"] = "M10 3 18 16.5H2zM10 8v4M10 14.2v.1",
        ["logout"] = "M8 3.5H4v13h4M8 10h9M13.5 6.5 17 10l-3.5 3.5",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Path data of an icon; the question mark for a name that is not there, which a test forbids.</summary>
    public static string Path(string name) => s_paths.GetValueOrDefault(name, s_paths["question"]);

    public static bool Has(string name) => s_paths.ContainsKey(name);
}
