namespace DualWanPortal.Benchmarks.Planning;

/// <param name="Rows">Rows of the configuration.</param>
/// <param name="Load">Of the machine before the measurement; null where the system does not tell.</param>
internal sealed record PlanBenchmarkResult(int Rows, IReadOnlyList<PlanTiming> Methods, DriftTiming Drift, double? Load);

/// <summary>Milliseconds.</summary>
/// <param name="First">The first plan of the method in this process, code compiled on the way.</param>
internal sealed record PlanTiming(string Method, int Steps, double First, double Median, double Worst);
