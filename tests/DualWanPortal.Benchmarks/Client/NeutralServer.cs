using System.Net;
using System.Net.Sockets;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>
/// The other end for measuring clients: a loopback server that knows two answers, made of precomputed bytes, and shares no code with the client.
/// <c>/ip/route/print</c> gives the table, everything else one row. It answers all that came in with one write.
/// </summary>
internal sealed class NeutralServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[][] _table;

    public NeutralServer(int rows)
    {
        _table = [.. Enumerable.Range(0, rows).Select(RouteTable.Row)];
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        new Thread(Accept) { IsBackground = true, Name = "neutral server" }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var socket = _listener.Accept();
                socket.NoDelay = true;
                new Thread(() => Serve(socket)) { IsBackground = true, Name = "neutral connection" }.Start();
            }
        }
        catch (SocketException)
        {
            // Disposed: the measurement is over.
        }
    }

    private void Serve(Socket socket)
    {
        using var owned = socket;
        var input = new byte[64 * 1024];
        var output = new ReplyBuffer();
        var held = 0;
        try
        {
            while (true)
            {
                var read = socket.Receive(input, held, input.Length - held, SocketFlags.None);
                if (read == 0)
                    return;
                held += read;
                var used = 0;
                while (RequestScan.TryNext(input.AsSpan(used, held - used), out var request))
                {
                    Answer(output, request);
                    used += request.Size;
                }
                input.AsSpan(used, held - used).CopyTo(input);
                held -= used;
                output.SendTo(socket);
            }
        }
        catch (SocketException)
        {
            // The client has left.
        }
    }

    private void Answer(ReplyBuffer output, RequestScan request)
    {
        if (request.Command.SequenceEqual("/login"u8))
            output.Add([], "\u0005!done"u8, request.TagWord);
        else if (request.Command.SequenceEqual("/ip/route/print"u8))
        {
            foreach (var row in _table)
                output.Add(row, "\u0003!re"u8, request.TagWord);
            output.Add([], "\u0005!done"u8, request.TagWord);
        }
        else
        {
            output.Add("\u0009=name=lab"u8, "\u0003!re"u8, request.TagWord);
            output.Add([], "\u0005!done"u8, request.TagWord);
        }
    }
}
