using System.Text;

namespace DualWanPortal.Benchmarks.Client.Contestants;

/// <summary>
/// What a socket and the protocol allow: a plain buffered reader that cuts out sentences as lists of words, one after the other. No tags, no properties, no deadlines,
/// no other command meanwhile; words are shorter than 128 bytes.
/// </summary>
internal sealed class FloorReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly List<string> _sentence = [];
    private int _at;
    private int _end;

    /// <summary>Sends one command and reads to its end, on the calling thread.</summary>
    /// <returns>How many rows came.</returns>
    public int Run(ReadOnlySpan<byte> framed)
    {
        stream.Write(framed);
        for (var rows = 0; ; rows++)
        {
            while (!TryRead())
                Received(stream.Read(_buffer, _end, _buffer.Length - _end));
            if (_sentence[0] == "!done")
                return rows;
        }
    }

    /// <inheritdoc cref="Run"/>
    public async ValueTask<int> RunAsync(ReadOnlyMemory<byte> framed, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(framed, cancellationToken).ConfigureAwait(false);
        for (var rows = 0; ; rows++)
        {
            while (!TryRead())
                Received(await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false));
            if (_sentence[0] == "!done")
                return rows;
        }
    }

    private void Received(int bytes) => _end += bytes > 0 ? bytes : throw new BenchmarkException("The neutral server closed the connection.");

    private bool TryRead()
    {
        _sentence.Clear();
        for (var at = _at; at < _end;)
        {
            int length = _buffer[at++];
            if (length == 0)
            {
                _at = at;
                return true;
            }
            if (at + length > _end)
                break;
            _sentence.Add(Encoding.UTF8.GetString(_buffer, at, length));
            at += length;
        }
        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        _end -= _at;
        _at = 0;
        return false;
    }
}
