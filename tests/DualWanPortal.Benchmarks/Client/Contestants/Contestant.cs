namespace DualWanPortal.Benchmarks.Client.Contestants;

/// <summary>A client that is measured: the floor, ours, or one that others wrote. It opens its connections before the first run and keeps them.</summary>
internal abstract class Contestant(string name) : IAsyncDisposable
{
    public string Name { get; } = name;

    /// <summary>The process it runs in.</summary>
    public abstract int ProcessId { get; }

    /// <summary>Repeats what the figure says for about this long.</summary>
    /// <returns>Null when this client cannot do it.</returns>
    public abstract Task<Sample?> MeasureAsync(Figure figure, TimeSpan length, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
