using System.Net;
using System.Net.Sockets;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>What a logged-in session costs that waits for nothing, both sockets of the loopback connection included.</summary>
internal static class IdleSessions
{
    public static async Task<double> BytesEachAsync(int count, CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(16);
        var endpoint = new RouterOsEndpoint("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port);
        var peers = new List<Socket>();
        var clients = new List<RouterOsClient>();
        try
        {
            await OpenAsync(10);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await OpenAsync(count);
            return Math.Round((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count);
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
            foreach (var peer in peers)
                peer.Dispose();
        }

        async Task OpenAsync(int more)
        {
            var input = new byte[256];
            for (var number = 0; number < more; number++)
            {
                var connecting = RouterOsClient.ConnectAsync(endpoint, new("admin", "lab"), RouterOsClientOptions.Default, cancellationToken);
                var peer = await listener.AcceptAsync(cancellationToken);
                peers.Add(peer);
                await peer.ReceiveAsync(input, cancellationToken);
                await peer.SendAsync("\u0005!done\0"u8.ToArray(), cancellationToken);
                clients.Add(await connecting);
            }
        }
    }
}
