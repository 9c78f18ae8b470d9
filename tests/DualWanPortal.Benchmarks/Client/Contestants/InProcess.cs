using DualWanPortal.Benchmarks.Client.Server;

namespace DualWanPortal.Benchmarks.Client.Contestants;

/// <summary>A client of this process: nothing else runs in it while it is measured, so that the processor time of the process is its own.</summary>
internal abstract class InProcess(string name, ServerProcess server) : Contestant(name)
{
    public sealed override int ProcessId => Environment.ProcessId;

    public sealed override async Task<Sample?> MeasureAsync(Figure figure, TimeSpan length, CancellationToken cancellationToken)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var started = TimeProvider.System.GetTimestamp();
        var units = await RepeatAsync(figure, () => TimeProvider.System.GetElapsedTime(started) < length, cancellationToken);
        return units is null
            ? null
            : new Sample(units.Value, TimeProvider.System.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    /// <returns>Rows or commands; null when this client cannot do it.</returns>
    protected abstract Task<long?> RepeatAsync(Figure figure, Func<bool> goOn, CancellationToken cancellationToken);

    protected int Port(Figure figure) => figure switch
    {
        Figure.SequentialDelayed => server.DelayedPort,
        Figure.BulkTls or Figure.SequentialTls => server.TlsPort,
        _ => server.QuickPort,
    };
}
