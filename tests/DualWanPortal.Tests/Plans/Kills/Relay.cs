using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>The wire between portal and router: counts what passes, and ends every connection when told, as an operating system does for a process that dies.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly ConcurrentBag<Task> _pumps = [];
    private readonly Task _accepting;
    private long _passed;

    /// <param name="port">Of the router on this machine.</param>
    public Relay(int port)
    {
        _port = port;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Pieces that passed so far, both ways.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>Ends every connection that is open now; new ones work.</summary>
    public void Cut()
    {
        foreach (var socket in _open.Keys)
            Close(socket);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting;
        await Task.WhenAll(_pumps);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                near.NoDelay = true;
                (_open[near], _open[far]) = (0, 0);
                await far.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
                _pumps.Add(PumpAsync(near, far));
                _pumps.Add(PumpAsync(far, near));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over, or the lab.
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var read)
            {
                Interlocked.Increment(ref _passed);
                await to.SendAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, or one of the two went away.
        }
        Close(from);
        Close(to);
    }

    private void Close(Socket socket)
    {
        if (!_open.TryRemove(socket, out _))
            return;
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer was faster.
        }
        socket.Dispose();
    }
}
