using System.Net.Sockets;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>Replies that leave in one write; the memory is kept, so that the server adds nothing to what is measured.</summary>
internal sealed class ReplyBuffer
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    /// <summary>One sentence: reply word, tag word (may be empty), further words; all with their length prefix.</summary>
    public void Add(ReadOnlySpan<byte> words, ReadOnlySpan<byte> replyWord, ReadOnlySpan<byte> tagWord)
    {
        var size = words.Length + replyWord.Length + tagWord.Length + 1;
        if (_bytes.Length - _length < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        Put(replyWord);
        Put(tagWord);
        Put(words);
        _bytes[_length++] = 0;
    }

    public void SendTo(Socket socket)
    {
        for (var sent = 0; sent < _length;)
            sent += socket.Send(_bytes.AsSpan(sent, _length - sent));
        _length = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
