using System.Diagnostics;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>Rows and commands a second of <see cref="RouterOsClient"/> against a neutral server on loopback, beside the floor.</summary>
internal static class ClientBenchmark
{
    private static readonly RouterOsCommand s_print = new("/ip/route/print");
    private static readonly RouterOsCommand s_small = new("/system/identity/print");

    /// <param name="brief">Fewer and shorter runs, to see that it works.</param>
    public static async Task<ClientBenchmarkResult> RunAsync(bool brief, CancellationToken cancellationToken)
    {
        const int Rows = 10_000;
        var runs = brief ? 3 : 7;
        var commands = brief ? 2_000 : 20_000;
        // First, while nothing else has left its traces on the heap.
        var idle = await IdleSessions.BytesEachAsync(1_000, cancellationToken);
        using var server = new NeutralServer(Rows);
        using var floor = new FloorClient(server.Port);
        await using var client = await ConnectAsync(server, cancellationToken);

        var bytesPerRow = await BytesPerRowAsync(client, Rows, cancellationToken);
        var rows = await MedianAsync(runs, Rows, () => PrintAsync(client, cancellationToken));
        var floorRows = await MedianAsync(runs, Rows, () => Blocking(() => floor.Run("\u000F/ip/route/print\0"u8)));
        var sequential = await MedianAsync(runs, commands, () => RepeatAsync(client, commands, cancellationToken));
        var floorSequential = await MedianAsync(runs, commands, () => Blocking(() => Repeat(floor, commands)));
        var inFlight = await MedianAsync(runs, commands, () =>
            Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => RepeatAsync(client, commands / 64, cancellationToken), cancellationToken))));
        return new(Rows, runs, rows, floorRows, bytesPerRow, sequential, floorSequential, inFlight, idle);
    }

    private static Task<RouterOsClient> ConnectAsync(NeutralServer server, CancellationToken cancellationToken) =>
        RouterOsClient.ConnectAsync(new("127.0.0.1", server.Port), new("admin", "lab"), RouterOsClientOptions.Default, cancellationToken);

    private static async Task PrintAsync(RouterOsClient client, CancellationToken cancellationToken)
    {
        var active = 0;
        foreach (var row in (await client.RunAsync(s_print, cancellationToken)).Rows)
        {
            if (row[".id"] is not null && row["gateway"] is not null && row["active"] == "true" && row["disabled"] == "false")
                active++;
        }
        if (active == 0)
            throw new InvalidOperationException("The table came without its rows.");
    }

    private static async Task RepeatAsync(RouterOsClient client, int count, CancellationToken cancellationToken)
    {
        for (var number = 0; number < count; number++)
            await client.RunAsync(s_small, cancellationToken);
    }

    private static void Repeat(FloorClient floor, int count)
    {
        for (var number = 0; number < count; number++)
            floor.Run("\u0016/system/identity/print\0"u8);
    }

    private static Task Blocking(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task<double> BytesPerRowAsync(RouterOsClient client, int rows, CancellationToken cancellationToken)
    {
        await client.RunAsync(s_print, cancellationToken);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var reply = await client.RunAsync(s_print, cancellationToken);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Math.Max(rows, reply.Rows.Length);
    }

    private static async Task<double> MedianAsync(int runs, int units, Func<Task> work)
    {
        await work();
        var perSecond = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await work();
            perSecond.Add(units / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        perSecond.Sort();
        return Math.Round(perSecond[perSecond.Count / 2]);
    }
}
