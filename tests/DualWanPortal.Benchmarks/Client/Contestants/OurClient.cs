using DualWanPortal.Benchmarks.Client.Server;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Benchmarks.Client.Contestants;

/// <summary><see cref="RouterOsClient"/>, as the portal uses it: every command tagged, four properties of every row looked at.</summary>
internal sealed class OurClient(ServerProcess server) : InProcess(ClientTargets.Ours, server)
{
    private const int SideBySide = 64;

    private static readonly RouterOsCommand s_print = new("/ip/route/print");
    private static readonly RouterOsCommand s_small = new("/system/identity/print");

    private readonly Dictionary<int, RouterOsClient> _open = [];

    public static Task<RouterOsClient> ConnectAsync(int port, bool tls, CancellationToken cancellationToken) =>
        RouterOsClient.ConnectAsync(new("127.0.0.1", port, tls), new("admin", "lab"), RouterOsClientOptions.Default, cancellationToken);

    /// <summary>One print, its rows looked at.</summary>
    public static async Task<int> PrintAsync(RouterOsClient client, CancellationToken cancellationToken)
    {
        var active = 0;
        var rows = (await client.RunAsync(s_print, cancellationToken)).Rows;
        foreach (var row in rows)
        {
            if (row["gateway"] is not null && row["comment"] is not null && row.Number("distance", 0) == 1 && row.Flag("active"))
                active++;
        }
        return active == rows.Length ? active : throw new BenchmarkException("The table did not come whole.");
    }

    protected override async Task<long?> RepeatAsync(Figure figure, Func<bool> goOn, CancellationToken cancellationToken)
    {
        var port = Port(figure);
        if (!_open.TryGetValue(port, out var client))
            _open[port] = client = await ConnectAsync(port, figure is Figure.BulkTls or Figure.SequentialTls, cancellationToken);
        return figure switch
        {
            Figure.Bulk or Figure.BulkTls => await PrintsAsync(client, goOn, cancellationToken),
            Figure.InFlight64 => (await Task.WhenAll(Enumerable.Range(0, SideBySide).Select(_ => Task.Run(() => CommandsAsync(client, goOn, cancellationToken), cancellationToken)))).Sum(),
            _ => await CommandsAsync(client, goOn, cancellationToken),
        };
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var client in _open.Values)
            await client.DisposeAsync();
    }

    private static async Task<long> PrintsAsync(RouterOsClient client, Func<bool> goOn, CancellationToken cancellationToken)
    {
        var rows = 0L;
        while (goOn())
            rows += await PrintAsync(client, cancellationToken);
        return rows;
    }

    private static async Task<long> CommandsAsync(RouterOsClient client, Func<bool> goOn, CancellationToken cancellationToken)
    {
        var commands = 0L;
        for (; goOn(); commands++)
            await client.RunAsync(s_small, cancellationToken);
        return commands;
    }
}
