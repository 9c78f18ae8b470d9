namespace DualWanPortal.Benchmarks.Client;

/// <summary>One run of one figure.</summary>
/// <param name="Units">Rows or commands.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">Processor time of the client's process.</param>
internal sealed record Sample(long Units, double Seconds, double CpuSeconds);
