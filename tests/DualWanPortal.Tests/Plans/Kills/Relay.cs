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
    private volatile TaskCompletionSource? _way;
    private volatile TaskCompletionSource? _old;
    private volatile int _count;
    private volatile int _born;
    private DateTimeOffset _openAt;
    private DateTimeOffset _arrivesAt;

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

    /// <summary>The way is closed for every packet, both ways.</summary>
    public bool IsHeld => _way is not null;

    /// <summary>
    /// From now on nothing arrives. New connections work again when the way is open; what is sent on those that are open now waits in the sender's machine, until that gives the
    /// connection up, or until it is tried again later.
    /// </summary>
    public void Hold(DateTimeOffset until, TimeSpan triedAgainAfter) =>
        (_way, _old, _born, _openAt, _arrivesAt) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously), _count, until, until + triedAgainAfter);

    /// <summary>It has become that late.</summary>
    public void Pass(DateTimeOffset now)
    {
        if (_way is { } way && _openAt <= now)
        {
            _way = null;
            way.SetResult();
        }
        if (_old is { } old && _arrivesAt <= now)
        {
            _old = null;
            old.SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Pass(DateTimeOffset.MaxValue);
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
                var number = ++_count;
                _pumps.Add(PumpAsync(near, far, number));
                _pumps.Add(PumpAsync(far, near, number));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over, or the lab.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, int number)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var read)
            {
                if (await HeldAsync(number) && IsReset(from))
                    break;
                Interlocked.Increment(ref _passed);
                await to.SendAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, or one of the two went away.
        }
        await HeldAsync(number);
        Close(from);
        Close(to);
    }

    private async Task<bool> HeldAsync(int number)
    {
        if ((number <= _born ? _old ?? _way : _way) is not { } way)
            return false;
        await way.Task;
        return true;
    }

    /// <summary>The sender gave the connection up and took along what had not arrived; of one that ended in peace everything arrives.</summary>
    private static bool IsReset(Socket socket)
    {
        try
        {
            // Linux would still hand out what came before the reset; on a real way it had never come.
            return socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is not 0;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return true;
        }
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
