using DualWanPortal.Benchmarks.Client.Contestants;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>What a logged-in session costs that waits for nothing; the peers are in another process.</summary>
/// <param name="HeapBytes">On the managed heap, each.</param>
/// <param name="ResidentBytes">In the memory of the process altogether, native libraries included, each.</param>
internal sealed record IdleSessions(double HeapBytes, double ResidentBytes)
{
    // The first sessions load code and start threads.
    private const int First = 100;

    public static async Task<IdleSessions> MeasureAsync(int port, bool tls, int count, CancellationToken cancellationToken)
    {
        var clients = new List<RouterOsClient>();
        try
        {
            await OpenAsync(First);
            var (heap, resident) = Memory();
            await OpenAsync(count);
            var (heapAfter, residentAfter) = Memory();
            return new(Math.Round((heapAfter - heap) / (double)count), Math.Round((residentAfter - resident) / (double)count));
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

    private static (long Heap, long Resident) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
