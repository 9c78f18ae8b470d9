using System.Collections.Immutable;
using DualWanPortal.Benchmarks.Client.Contestants;
using DualWanPortal.Benchmarks.Client.Server;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>
/// <see cref="RouterOs.Client.RouterOsClient"/> beside the floor and, where wanted, clients that others wrote, all against one neutral server. The clients take turns
/// within each round, so that a busy moment of the machine strikes all of them alike.
/// </summary>
internal static class ClientBenchmark
{
    private const int Rows = 1_000;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(300);

    /// <param name="peers">Whether clients that others wrote take part.</param>
    /// <param name="brief">Fewer and shorter runs, to see that it works.</param>
    public static async Task<ClientBenchmarkResult> RunAsync(bool peers, bool brief, TextWriter report, CancellationToken cancellationToken)
    {
        var (runs, length, sessions) = brief ? (2, TimeSpan.FromMilliseconds(200), 100) : (5, TimeSpan.FromMilliseconds(500), 1_000);
        var load = await MachineLoad.ReadAsync(cancellationToken);
        await using var server = await ServerProcess.StartAsync(Rows, cancellationToken);
        var allocated = await AllocatedAsync(server, cancellationToken);
        // Before the contestants, whose traces in the memory would hide what a session takes.
        var idle = await IdleSessions.MeasureAsync(server.IdlePort, tls: false, sessions, cancellationToken);
        var idleTls = await IdleSessions.MeasureAsync(server.IdleTlsPort, tls: true, sessions, cancellationToken);

        var missing = ImmutableDictionary.CreateBuilder<string, string>();
        var contestants = new List<Contestant> { new Floor(ClientTargets.BlockingFloor, blocking: true, server), new Floor(ClientTargets.Floor, blocking: false, server), new OurClient(server) };
        try
        {
            foreach (var script in peers ? Peer.Scripts : [])
            {
                if (Peer.Start(script, server, out var reason) is { } peer)
                    contestants.Add(peer);
                else
                    missing.Add(Path.GetFileNameWithoutExtension(script), reason!);
            }
            var results = contestants.ToDictionary(contestant => contestant, _ => ImmutableDictionary.CreateBuilder<Figure, FigureResult>());
            foreach (var figure in Enum.GetValues<Figure>())
            {
                if (figure == Figure.SequentialOneCore && !OneCore.IsPossible)
                    continue;
                await using var placed = figure == Figure.SequentialOneCore
                    ? await OneCore.HoldAsync(contestants.Select(contestant => contestant.ProcessId).Append(server.Id), cancellationToken)
                    : null;
                foreach (var (contestant, result) in await MeasureAsync(contestants, figure, runs, length, server, cancellationToken))
                    results[contestant].Add(figure, result);
            }
            ImmutableArray<ContestantResult> clients = [.. contestants.Select(contestant => new ContestantResult(contestant.Name, results[contestant].ToImmutable()))];
            var whole = new ClientBenchmarkResult(Rows, runs, load, clients, missing.ToImmutable(), allocated, sessions, idle, idleTls, ClientTargets.Of(clients, allocated, idle));
            await ClientReport.WriteAsync(whole, report);
            return whole;
        }
        finally
        {
            foreach (var contestant in contestants)
                await contestant.DisposeAsync();
        }
    }

    private static async Task<IEnumerable<(Contestant, FigureResult)>> MeasureAsync(
        List<Contestant> contestants, Figure figure, int runs, TimeSpan length, ServerProcess server, CancellationToken cancellationToken)
    {
        var samples = new Dictionary<Contestant, List<(Sample, double)>>();
        foreach (var contestant in contestants)
        {
            if (await contestant.MeasureAsync(figure, s_warmUp, cancellationToken) is not null)
                samples[contestant] = [];
        }
        for (var run = 0; run < runs; run++)
        {
            foreach (var (contestant, taken) in samples)
            {
                var before = server.ProcessorTime;
                var sample = await contestant.MeasureAsync(figure, length, cancellationToken) ?? throw new BenchmarkException($"{contestant.Name} could, and cannot any more: {figure}.");
                taken.Add((sample, (server.ProcessorTime - before).TotalSeconds));
            }
        }
        return samples.Select(taken => (taken.Key, FigureResult.Of(taken.Value)));
    }

    private static async Task<double> AllocatedAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        const int Prints = 200;
        await using var client = await OurClient.ConnectAsync(server.QuickPort, tls: false, cancellationToken);
        await OurClient.PrintAsync(client, cancellationToken);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var print = 0; print < Prints; print++)
            await OurClient.PrintAsync(client, cancellationToken);
        return Math.Round((GC.GetTotalAllocatedBytes(precise: true) - before) / (Prints * 1e6), 3);
    }
}
