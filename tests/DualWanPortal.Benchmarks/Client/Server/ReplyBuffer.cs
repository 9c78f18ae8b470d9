namespace DualWanPortal.Benchmarks.Client.Server;

/// <summary>Replies on their way out in large writes; the memory is kept, so that the server adds little to what is measured.</summary>
internal sealed class ReplyBuffer(Stream stream)
{
    // Most connections of a measurement only log in.
    private const int Small = 512;
    private const int Large = 64 * 1024;

    private byte[] _bytes = new byte[Small];
    private int _length;

    /// <summary>One sentence: reply word, tag word (may be empty), further words; all with their length prefix.</summary>
    public void Add(ReadOnlySpan<byte> words, ReadOnlySpan<byte> replyWord, ReadOnlySpan<byte> tagWord)
    {
        if (_bytes.Length - _length < words.Length + replyWord.Length + tagWord.Length + 1)
        {
            Send();
            if (_bytes.Length < Large)
                _bytes = new byte[Large];
        }
        Put(replyWord);
        Put(tagWord);
        Put(words);
        _bytes[_length++] = 0;
    }

    public void Send()
    {
        if (_length > 0)
            stream.Write(_bytes, 0, _length);
        _length = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
