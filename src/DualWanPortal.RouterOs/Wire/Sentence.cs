using System.Collections.Immutable;
using System.Text;

namespace DualWanPortal.RouterOs.Wire;

/// <summary>One sentence of its own: a list of words, none of them empty.</summary>
public sealed class Sentence
{
    internal Sentence(ReadOnlyMemory<byte>[] words) => Words = ImmutableArray.Create(words);

    /// <summary>The words as raw bytes; they may hold anything, zero bytes included (reference 1.1).</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Words { get; }

    /// <summary>Number of words.</summary>
    public int Count => Words.Length;

    /// <summary>One word, decoded leniently as UTF-8.</summary>
    public string Text(int index) => WordText.Decode(Words[index].Span);

    /// <summary>All words, decoded leniently as UTF-8.</summary>
    public ImmutableArray<string> Texts() => [.. Words.Select(word => WordText.Decode(word.Span))];

    /// <summary>A sentence of these words.</summary>
    /// <exception cref="ArgumentException">A word is empty: on the wire it would end the sentence.</exception>
    public static Sentence Of(params IEnumerable<string> words)
    {
        var list = words.Select(word => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(word)).ToArray();
        if (list.Any(word => word.IsEmpty))
            throw new ArgumentException("A word cannot be empty.", nameof(words));
        return new Sentence(list);
    }
}
