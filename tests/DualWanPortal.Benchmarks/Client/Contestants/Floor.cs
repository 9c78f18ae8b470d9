using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using DualWanPortal.Benchmarks.Client.Server;

namespace DualWanPortal.Benchmarks.Client.Contestants;

/// <summary>
/// The measure for the others: <see cref="FloorReader"/>, once on a thread of its own that blocks (fewest hops that there are, and a thread for each router; how fast
/// depends on the core it is woken on, see <see cref="Figure.SequentialOneCore"/>) and once with the runtime's asynchronous reads (what a program that holds a thousand
/// connections can use).
/// </summary>
internal sealed class Floor(string name, bool blocking, ServerProcess server) : InProcess(name, server)
{
    private static readonly byte[] s_print = "\u000F/ip/route/print\0"u8.ToArray();
    private static readonly byte[] s_small = "\u0016/system/identity/print\0"u8.ToArray();

    private readonly Dictionary<int, (Stream Stream, FloorReader Reader)> _open = [];

    protected override async Task<long?> RepeatAsync(Figure figure, Func<bool> goOn, CancellationToken cancellationToken)
    {
        if (figure == Figure.InFlight64)
            return null;
        var reader = Connect(Port(figure), figure is Figure.BulkTls or Figure.SequentialTls);
        var bulk = figure is Figure.Bulk or Figure.BulkTls;
        var command = bulk ? s_print : s_small;
        if (blocking)
            return await Task.Factory.StartNew(() => Repeat(() => reader.Run(command)), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var units = 0L;
        while (goOn())
            units += bulk ? await reader.RunAsync(command, cancellationToken) : await OneAsync();
        return units;

        long Repeat(Func<int> run)
        {
            var units = 0L;
            while (goOn())
            {
                var rows = run();
                units += bulk ? rows : 1;
            }
            return units;
        }

        async ValueTask<int> OneAsync()
        {
            await reader.RunAsync(command, cancellationToken);
            return 1;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var (stream, _) in _open.Values)
            await stream.DisposeAsync();
    }

    // Nothing asynchronous on the way: the runtime would make the socket non-blocking for good, and a blocking read of it takes twice as long.
    private FloorReader Connect(int port, bool tls)
    {
        if (_open.TryGetValue(port, out var open))
            return open.Reader;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (tls)
        {
            var secured = new SslStream(stream);
#pragma warning disable CA5359 // The certificate was made a moment ago by the other half of this benchmark.
            secured.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = "neutral", RemoteCertificateValidationCallback = (_, _, _, _) => true });
#pragma warning restore CA5359
            stream = secured;
        }
        return (_open[port] = (stream, new FloorReader(stream))).Reader;
    }
}
