using System.Collections.Immutable;

namespace DualWanPortal.RouterOs.Model;

/// <summary>
/// One row of one RouterOS menu, wherever it came from: an API <c>print</c> reply or a line of an export. Everything that judges a router
/// starts from these, so that live routers and files are judged by the same code.
/// </summary>
/// <param name="Menu">Slash path without trailing slash, for example <c>/ip/firewall/nat</c>.</param>
/// <param name="Values">Property name to text as RouterOS words it. Flags that RouterOS leaves out are simply absent (reference 1.8).</param>
public sealed record ConfigItem(string Menu, ImmutableDictionary<string, string> Values)
{
    /// <summary>The row's <c>.id</c> (<c>*1A</c>) when it came from a live router; ids of dynamic rows change over time (reference 1.8).</summary>
    public string? Id => Values.GetValueOrDefault(".id");

    /// <summary>1-based line of the export where the item begins; null for a live row.</summary>
    public int? Line { get; init; }

    /// <summary>The source text of that line (joined, secrets as written), null for a live row.</summary>
    public string? Text { get; init; }

    /// <summary>The value, or null when the property is absent. An empty string is a value.</summary>
    public string? this[string name] => Values.GetValueOrDefault(name);

    /// <summary>True for <c>true</c>, <c>yes</c> and for a switch that is present with an empty value; absent is false (reference 1.8).</summary>
    public bool Flag(string name) => Values.TryGetValue(name, out var text) && text is "" or "true" or "yes";

    /// <summary>An integer property, or <paramref name="absent"/> when it is missing or no number.</summary>
    public int Number(string name, int absent) =>
        Values.TryGetValue(name, out var text) && int.TryParse(text, System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : absent;

    /// <summary>A comma list; absent and empty give no elements.</summary>
    public ImmutableArray<string> List(string name) =>
        Values.TryGetValue(name, out var text) && text.Length > 0
            ? [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
            : [];

    /// <summary>Makes an item from pairs; the last of a repeated key wins (reference 1.2).</summary>
    public static ConfigItem Of(string menu, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var builder = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            builder[name] = value;
        return new ConfigItem(menu, builder.ToImmutable());
    }
}
