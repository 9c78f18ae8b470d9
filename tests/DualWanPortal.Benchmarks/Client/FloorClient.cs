using System.Net;
using System.Net.Sockets;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>
/// What the sockets themselves allow: a plain blocking reader that counts sentences and looks at nothing. No tags, no values kept; the measure for the real client.
/// </summary>
internal sealed class FloorClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _at;
    private int _end;

    public FloorClient(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>Sends one command of one word and returns the number of rows it answered.</summary>
    public int Run(ReadOnlySpan<byte> framedSentence)
    {
        _socket.Send(framedSentence);
        for (var rows = 0; ; rows++)
        {
            if (IsLastSentence())
                return rows;
        }
    }

    public void Dispose() => _socket.Dispose();

    private bool IsLastSentence()
    {
        var first = true;
        var last = false;
        while (true)
        {
            var length = NextByte();
            if (length == 0)
                return last;
            if (first)
                last = NextByte() == '!' && NextByte() == 'd';
            Skip(first ? length - 2 : length);
            first = false;
        }
    }

    private byte NextByte()
    {
        if (_at == _end)
            Fill();
        return _buffer[_at++];
    }

    private void Skip(int bytes)
    {
        while (bytes > _end - _at)
        {
            bytes -= _end - _at;
            Fill();
        }
        _at += bytes;
    }

    private void Fill()
    {
        _at = 0;
        _end = _socket.Receive(_buffer);
        if (_end == 0)
            throw new EndOfStreamException();
    }
}
