namespace DualWanPortal.Benchmarks;

/// <summary>What was measured did not happen, or not in time.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
