using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DualWanPortal.Benchmarks.Client.Server;

/// <summary>A loopback server that takes any login and then only holds the connection: thousands of them, for which a thread each would be too many.</summary>
internal sealed class HoldingServer(X509Certificate2? certificate) : IAsyncDisposable
{
    private static readonly byte[] s_welcome = "\u0005!done\0"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private Task _accepting = Task.CompletedTask;

    /// <summary>Begins to listen on a free port.</summary>
    public int Start()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        _accepting = AcceptAsync();
        return ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var held = new List<Task>();
        try
        {
            while (true)
                held.Add(HoldAsync(await _listener.AcceptAsync()));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Disposed: the measurement is over, and the process with it.
        }
    }

    private async Task HoldAsync(Socket socket)
    {
        try
        {
            await using var plain = new NetworkStream(socket, ownsSocket: true);
            await using Stream stream = certificate is null ? plain : new SslStream(plain);
            if (stream is SslStream tls)
                await tls.AuthenticateAsServerAsync(certificate!);
            var input = new byte[256];
            if (await stream.ReadAsync(input) > 0)
                await stream.WriteAsync(s_welcome);
            while (await stream.ReadAsync(input) > 0)
            {
                // Until the client leaves.
            }
        }
        catch (Exception left) when (left is IOException or SocketException or AuthenticationException)
        {
            // The client has gone.
        }
    }
}
