namespace DualWanPortal.Benchmarks;

/// <summary>Waits with a deadline for what another part brings about.</summary>
internal static class Waiting
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);

    /// <exception cref="BenchmarkException">It did not come about in time.</exception>
    public static async Task UntilAsync(Func<bool> holds, TimeSpan patience, string what, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            if (TimeProvider.System.GetElapsedTime(started) > patience)
                throw new BenchmarkException($"Waited {patience.TotalSeconds:0} s in vain until {what}.");
            await Task.Delay(s_step, TimeProvider.System, cancellationToken);
        }
    }

    /// <exception cref="BenchmarkException">It did not come in time.</exception>
    public static async Task<T> ForAsync<T>(Task<T> coming, TimeSpan patience, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await coming.WaitAsync(patience, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new BenchmarkException($"Waited {patience.TotalSeconds:0} s in vain until {what}.");
        }
    }
}
