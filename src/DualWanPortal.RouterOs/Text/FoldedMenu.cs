using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.RouterOs.Text;

/// <summary>A row while the statements of an export are applied to it.</summary>
internal sealed class FoldedRow(int line, string text)
{
    // A row that is set over and over keeps its first sources as evidence; the rest would only repeat.
    private const int SourcesKept = 16;
    private readonly List<string> _sources = [text];
    private bool _hasUnset;

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);
    public bool Removed { get; set; }

    /// <summary>Made by <c>add</c>, not a built-in row that the text only changes.</summary>
    public bool Added { get; init; }

    public void AddSource(string source)
    {
        if (_sources.Count < SourcesKept)
            _sources.Add(source);
    }

    public void Set(string key, string value)
    {
        if (_hasUnset)
            Values.Remove("!" + key);
        Values[key] = value;
    }

    public void Unset(string key)
    {
        _hasUnset = true;
        Values.Remove(key);
        Values["!" + key] = "";
    }

    public ConfigItem ToItem(string menu) =>
        new(menu, Values.ToImmutableDictionary(StringComparer.Ordinal)) { Line = line, Text = _sources.Count == 1 ? _sources[0] : string.Join('\n', _sources) };
}

/// <summary>The rows of one menu, and its settings where it is (also) a menu of settings.</summary>
internal sealed class FoldedMenu(string path)
{
    public string Path => path;
    public List<FoldedRow> Rows { get; } = [];
    public FoldedRow? Settings { get; set; }

    public IEnumerable<ConfigItem> Items()
    {
        if (Settings is not null)
            yield return Settings.ToItem(path);
        foreach (var row in Rows)
            if (!row.Removed)
                yield return row.ToItem(path);
    }
}
