using DualWanPortal.Benchmarks.Client.Contestants;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>What a logged-in session costs that waits for nothing; the peers are in another process.</summary>
/// <param name="HeapBytes">On the managed heap, each.</param>
/// <param name="ResidentBytes">In the memory of the process altogether, native libraries included, each.</param>
internal sealed record IdleSessions(double HeapBytes, double ResidentBytes)
{
    // The first sessions load code and start threads, and the compiler is at work for a while: the median of what each further batch took is theirs alone.
    private const int First = 300;
    private const int Batches = 3;

    public static async Task<IdleSessions> MeasureAsync(int port, bool tls, int count, CancellationToken cancellationToken)
    {
        var clients = new List<RouterOsClient>();
        try
        {
            await OpenAsync(First);
            var batches = new List<IdleSessions>();
            var (heap, resident) = Memory();
            for (var batch = 0; batch < Batches; batch++)
            {
                await OpenAsync(count);
                var (heapAfter, residentAfter) = Memory();
                batches.Add(new((heapAfter - heap) / (double)count, (residentAfter - resident) / (double)count));
                (heap, resident) = (heapAfter, residentAfter);
            }
            return new(Middle(batches.Select(batch => batch.HeapBytes)), Middle(batches.Select(batch => batch.ResidentBytes)));
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }

        async Task OpenAsync(int more)
        {
            for (var number = 0; number < more; number++)
                clients.Add(await OurClient.ConnectAsync(port, tls, cancellationToken));
        }
    }

    private static double Middle(IEnumerable<double> values) => Math.Round(values.Order().ElementAt(Batches / 2));

    private static (long Heap, long Resident) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
