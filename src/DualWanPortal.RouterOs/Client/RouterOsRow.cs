using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Client;

/// <summary>One <c>!re</c> sentence. Keeps the bytes as they came and looks values up when asked: most rows are asked for a few values only.</summary>
public sealed class RouterOsRow
{
    private const int UsualNameBytes = 48;

    private readonly byte[] _framed;

    /// <param name="framed">Length-prefixed words, checked by the reader, without the reply word.</param>
    internal RouterOsRow(byte[] framed) => _framed = framed;

    /// <summary>Bytes that the row holds.</summary>
    internal int Size => _framed.Length;

    /// <summary>Value by property name, last of a repeated key; null when absent (reference 1.2). Bytes that are no UTF-8 come out as U+FFFD.</summary>
    public string? this[string name] => TryGetBytes(name, out var value) ? WordText.Decode(value) : null;

    /// <summary>The value as it came; false when the property is absent.</summary>
    public bool TryGetBytes(string name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (name.Length == 0 || name.Contains('='))
            return false;
        Span<byte> encoded = stackalloc byte[UsualNameBytes];
        scoped ReadOnlySpan<byte> key = Encoding.UTF8.TryGetBytes(name, encoded, out var length) ? encoded[..length] : Encoding.UTF8.GetBytes(name);
        return TryFind(key, out value);
    }

    /// <summary>True for <c>true</c>, <c>yes</c> and for a switch that is present with an empty value; absent is false (reference 1.8). Takes no memory.</summary>
    public bool Flag(string name) => TryGetBytes(name, out var value) && (value.IsEmpty || value.SequenceEqual("true"u8) || value.SequenceEqual("yes"u8));

    /// <summary>An integer property, or <paramref name="absent"/> when it is missing or no number. Takes no memory.</summary>
    public int Number(string name, int absent) =>
        TryGetBytes(name, out var value) && int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : absent;

    /// <summary>Each name once, where it first came, with the last of its values.</summary>
    public IEnumerable<KeyValuePair<string, string>> Pairs
    {
        get
        {
            var pairs = new OrderedDictionary<string, string>(StringComparer.Ordinal);
            var words = new WordEnumerator(_framed);
            while (words.MoveNext())
            {
                if (WordText.TrySplitPair(words.Current, out var name, out var value))
                    pairs[WordText.Decode(name)] = WordText.Decode(value);
            }
            return pairs;
        }
    }

    /// <summary><c>.dead</c> of a listen stream: the row with this <c>.id</c> is gone (<c>true</c> or <c>yes</c>, reference 1.7).</summary>
    public bool IsDead => this[".dead"] is "true" or "yes";

    /// <summary>The row as an item of this menu, all values decoded.</summary>
    public ConfigItem ToItem(string menu)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var words = new WordEnumerator(_framed);
        while (words.MoveNext())
        {
            if (WordText.TrySplitPair(words.Current, out var name, out var value))
                values[WordText.Decode(name)] = WordText.Decode(value);
        }
        return new ConfigItem(menu, values.ToImmutable());
    }

    /// <summary>A row of these pairs, as if a router had sent them.</summary>
    public static RouterOsRow FromPairs(params IEnumerable<KeyValuePair<string, string>> pairs)
    {
        using var writer = new SentenceWriter();
        foreach (var (name, value) in pairs)
            writer.Pair(name, value);
        return new RouterOsRow(writer.Written.ToArray());
    }

    private bool TryFind(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        var found = false;
        var words = new WordEnumerator(_framed);
        while (words.MoveNext())
        {
            // Compared in place: most words are of other properties, and need not be split to know it.
            var word = words.Current;
            var end = key.Length + 1;
            if (word.Length < end || word.Length > end && word[end] != (byte)'=' || word[0] != (byte)'=' || !word[1..end].SequenceEqual(key))
                continue;
            value = word[Math.Min(end + 1, word.Length)..];
            found = true;
        }
        return found;
    }
}
