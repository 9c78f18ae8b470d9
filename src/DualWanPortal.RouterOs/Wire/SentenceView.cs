namespace DualWanPortal.RouterOs.Wire;

/// <summary>One sentence where it lies in the reader's buffer: valid until the reader is filled again.</summary>
public readonly ref struct SentenceView
{
    internal SentenceView(ReadOnlySpan<byte> framed, int count)
    {
        Framed = framed;
        Count = count;
    }

    /// <summary>The words with their length prefixes, as received, without the closing zero.</summary>
    public ReadOnlySpan<byte> Framed { get; }

    /// <summary>Number of words, at least one.</summary>
    public int Count { get; }

    public WordEnumerator GetEnumerator() => new(Framed);

    /// <summary>A copy that may be kept.</summary>
    public Sentence ToSentence()
    {
        var words = new ReadOnlyMemory<byte>[Count];
        var bytes = Framed.ToArray();
        var offset = 0;
        for (var i = 0; i < words.Length; i++)
        {
            WordLength.Read(bytes.AsSpan(offset), out var length, out var size);
            words[i] = bytes.AsMemory(offset + size, (int)length);
            offset += size + (int)length;
        }
        return new Sentence(words);
    }
}
