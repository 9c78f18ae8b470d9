namespace DualWanPortal.Benchmarks.Fleet;

/// <summary>How a portal does with many routers.</summary>
/// <param name="Dead">Of the routers: half refuse the connection, half accept it and stay silent.</param>
/// <param name="Reachable">Routers that the portal could read at the end.</param>
/// <param name="Polls">Polls begun while it was measured, those that left a dead router alone included.</param>
/// <param name="LatenessP99Ms">Time from the planned to the actual start of a poll.</param>
/// <param name="ResidentMaxMb">Largest memory of the portal's process while it was measured, in units of 2^20 bytes.</param>
/// <param name="CpuPercent">Processor time of the portal's process; 100 is one core.</param>
/// <param name="LoadAverage">Of the machine at the end, over one minute; null where it is not told.</param>
internal sealed record FleetResult(
    int Routers, int Dead, int Reachable, double Seconds, double IntervalSeconds,
    long Polls, long Answered, long Failed, long LeftAlone,
    double LatenessP50Ms, double LatenessP99Ms, double LatenessMaxMs, double DurationP50Ms, double DurationP99Ms,
    double ResidentMaxMb, double CpuPercent, double? LoadAverage);
