using Microsoft.Extensions.Logging;

namespace DualWanPortal.Lab;

/// <summary>One loop that lets time pass on every router that has something due; a thousand routers cost one timer.</summary>
internal sealed class Pacemaker(IReadOnlyList<LabRouter> routers, TimeProvider time, LabTime clock, ILogger log)
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(s_beat, time);
        try
        {
            while (await beat.WaitForNextTickAsync(cancellationToken))
                Beat();
        }
        catch (OperationCanceledException)
        {
            // The lab stops.
        }
    }

    private void Beat()
    {
        // Read once for all: of a thousand routers only a few have something due.
        var now = clock.Now.UtcTicks;
        foreach (var router in routers)
        {
            try
            {
                router.AdvanceIfDue(now);
            }
#pragma warning disable CA1031 // One broken world must not stop the time of the others.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                log.LogError(broken, "Simulated router {Router} failed while its time advanced", router.Name);
            }
        }
    }
}
