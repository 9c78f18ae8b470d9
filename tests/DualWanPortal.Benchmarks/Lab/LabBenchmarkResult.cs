namespace DualWanPortal.Benchmarks.Lab;

/// <param name="Routers">Simulated routers in this one process, all listening, plain and TLS.</param>
/// <param name="StartSeconds">Until all of them listen, their first minute lived.</param>
/// <param name="HeapMegabytes">Managed memory that they hold, after a full collection.</param>
/// <param name="WorkingSetMegabytes">Memory of the whole process.</param>
/// <param name="FirstSecondsCpuPercent">Of one core in the first seconds after the start, in which the runtime still compiles.</param>
/// <param name="IdleCpuPercent">Of one core after that, while nobody talks to them.</param>
/// <param name="SingleStartMilliseconds">Until one scenario listens, in a warm process.</param>
/// <param name="DecisionMicroseconds">From the moment a cable is out until the routes of that router are those of the backup; median.</param>
/// <param name="ColdStartMilliseconds">Until one scenario of the published program listens, the start of the process included; median of five. Null without <c>--program</c>.</param>
internal sealed record LabBenchmarkResult(
    int Routers, double StartSeconds, double HeapMegabytes, double WorkingSetMegabytes, double FirstSecondsCpuPercent, double IdleCpuPercent, double SingleStartMilliseconds, double DecisionMicroseconds,
    double? ColdStartMilliseconds);
