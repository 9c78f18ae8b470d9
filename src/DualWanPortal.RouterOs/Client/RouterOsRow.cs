#pragma warning disable CA1822
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Client;

/// <summary>One <c>!re</c> sentence. Keeps the bytes as they came and looks values up when asked.</summary>
public sealed class RouterOsRow
{
    /// <summary>Value by property name, last of a repeated key; null when absent (reference 1.2).</summary>
    public string? this[string name] => throw new NotImplementedException();

    /// <summary>All pairs in order, later duplicates winning.</summary>
    public IEnumerable<KeyValuePair<string, string>> Pairs => throw new NotImplementedException();

    /// <summary><c>.dead</c> of a listen stream: the row with this <c>.id</c> is gone (<c>true</c> or <c>yes</c>, reference 1.7).</summary>
    public bool IsDead => this[".dead"] is "true" or "yes";

    public ConfigItem ToItem(string menu) => throw new NotImplementedException();
}
