using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace DualWanPortal.Benchmarks.Fleet;

/// <summary>Addresses where no router answers: half refuse, half accept and say nothing.</summary>
internal sealed class DeadRouters : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _accepting = [];

    public DeadRouters(int count)
    {
        for (var number = 0; number < count; number++)
        {
            // A bound port that does not listen refuses, and nobody else can take it.
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _sockets.Add(socket);
            if (number % 2 == 0)
                continue;
            socket.Listen();
            _accepting.Add(AcceptAsync(socket));
        }
    }

    public ImmutableArray<int> Ports => [.. _sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_accepting);
        foreach (var socket in _sockets)
            socket.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        var silent = new List<Socket>();
        try
        {
            while (true)
                silent.Add(await listener.AcceptAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            foreach (var peer in silent)
                peer.Dispose();
        }
    }
}
