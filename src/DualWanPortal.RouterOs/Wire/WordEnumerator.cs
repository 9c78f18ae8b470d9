namespace DualWanPortal.RouterOs.Wire;

/// <summary>Walks over length-prefixed words that were checked before, without copying.</summary>
public ref struct WordEnumerator(ReadOnlySpan<byte> framed)
{
    private ReadOnlySpan<byte> _rest = framed;

    public ReadOnlySpan<byte> Current { readonly get; private set; }

    /// <summary>The bytes after the current word, still framed.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        // Nearly every word is short; rows are looked through often.
        int length = _rest[0];
        var size = 1;
        if (length >= 0x80)
        {
            WordLength.Read(_rest, out var longer, out size);
            length = (int)longer;
        }
        Current = _rest.Slice(size, length);
        _rest = _rest[(size + length)..];
        return true;
    }
}
