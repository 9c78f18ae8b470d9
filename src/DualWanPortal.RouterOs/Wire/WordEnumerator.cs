namespace DualWanPortal.RouterOs.Wire;

/// <summary>Walks over length-prefixed words that were checked before, without copying.</summary>
public ref struct WordEnumerator(ReadOnlySpan<byte> framed)
{
    private ReadOnlySpan<byte> _rest = framed;

    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>The bytes after the current word, still framed.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool MoveNext()
    {
        if (WordLength.Read(_rest, out var length, out var size) != WordLengthStatus.Complete)
            return false;
        Current = _rest.Slice(size, (int)length);
        _rest = _rest[(size + (int)length)..];
        return true;
    }
}
