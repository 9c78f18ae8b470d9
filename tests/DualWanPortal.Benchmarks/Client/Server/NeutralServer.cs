using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DualWanPortal.Benchmarks.Client.Server;

/// <summary>
/// The other end for measuring clients: a loopback server that knows two answers, made of precomputed bytes, and shares no code with any client.
/// <c>/ip/route/print</c> gives the table, everything else one row. One blocking thread serves one connection.
/// </summary>
/// <param name="certificate">Null for no TLS.</param>
/// <param name="quickAck">Whether each segment is acknowledged at once. A router does not: it waits for an answer to send along, up to 40 ms.</param>
internal sealed class NeutralServer(byte[][] table, X509Certificate2? certificate, bool quickAck) : IDisposable
{
    private const int StackBytes = 256 * 1024;
    private const int Ipproto = 6;
    private const int TcpQuickAck = 12;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Begins to listen on a free port.</summary>
    public int Start()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        Run(Accept);
        return ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public void Dispose() => _listener.Dispose();

    private static void Run(ThreadStart work) => new Thread(work, StackBytes) { IsBackground = true }.Start();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var socket = _listener.Accept();
                Run(() => Serve(socket));
            }
        }
        catch (SocketException)
        {
            // Disposed: the measurement is over.
        }
    }

    private void Serve(Socket socket)
    {
        socket.NoDelay = true;
        try
        {
            using var plain = new NetworkStream(socket, ownsSocket: true);
            Acknowledge(socket);
            if (certificate is null)
            {
                Answer(socket, plain);
                return;
            }
            using var tls = new SslStream(plain);
            tls.AuthenticateAsServer(certificate);
            Answer(socket, tls);
        }
        catch (Exception left) when (left is IOException or SocketException or AuthenticationException)
        {
            // The client has gone.
        }
    }

    private void Answer(Socket socket, Stream stream)
    {
        var input = new byte[8 * 1024];
        var output = new ReplyBuffer(stream);
        var held = 0;
        while (stream.Read(input, held, input.Length - held) is > 0 and var read)
        {
            Acknowledge(socket);
            held += read;
            var used = 0;
            while (RequestScan.TryNext(input.AsSpan(used, held - used), out var request))
            {
                Answer(output, request);
                used += request.Size;
            }
            input.AsSpan(used, held - used).CopyTo(input);
            held -= used;
            output.Send();
        }
    }

    private void Answer(ReplyBuffer output, RequestScan request)
    {
        if (request.Command.SequenceEqual("/ip/route/print"u8))
        {
            foreach (var row in table)
                output.Add(row, "\u0003!re"u8, request.TagWord);
        }
        else if (!request.Command.SequenceEqual("/login"u8))
            output.Add("\u0009=name=lab"u8, "\u0003!re"u8, request.TagWord);
        output.Add([], "\u0005!done"u8, request.TagWord);
    }

    /// <summary>The system forgets the choice, so it is made after every read.</summary>
    private void Acknowledge(Socket socket)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(Ipproto, TcpQuickAck, BitConverter.GetBytes(quickAck ? 1 : 0));
    }
}
