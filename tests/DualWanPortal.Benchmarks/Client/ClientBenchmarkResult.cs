namespace DualWanPortal.Benchmarks.Client;

/// <summary>What the client does on this machine, medians of the runs; the floor is a plain blocking socket reader against the same server.</summary>
/// <param name="RowsPerSecond">Rows of one large print, four values of each row looked at.</param>
/// <param name="BytesPerRow">Memory taken per row, bytes, values not decoded.</param>
/// <param name="SequentialPerSecond">Small commands one after the other.</param>
/// <param name="InFlight64PerSecond">Small commands with 64 under way on one connection.</param>
internal sealed record ClientBenchmarkResult(
    int Rows,
    int Runs,
    double RowsPerSecond,
    double FloorRowsPerSecond,
    double BytesPerRow,
    double SequentialPerSecond,
    double FloorSequentialPerSecond,
    double InFlight64PerSecond,
    double IdleBytesPerSession);
