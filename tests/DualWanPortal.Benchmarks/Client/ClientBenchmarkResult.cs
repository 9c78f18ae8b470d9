using System.Collections.Immutable;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>What the clients did on this machine, in one run, against one server.</summary>
/// <param name="Load">Of the machine before the run, see <see cref="MachineLoad"/>.</param>
/// <param name="Missing">Clients that were left out, with the reason.</param>
/// <param name="AllocatedMegabytesPer1000Rows">Memory taken by ours for a print of 1,000 rows, 10^6 bytes, with four properties of each looked at, two of them as text.</param>
internal sealed record ClientBenchmarkResult(
    int Rows,
    int Runs,
    double? Load,
    ImmutableArray<ContestantResult> Clients,
    ImmutableDictionary<string, string> Missing,
    double AllocatedMegabytesPer1000Rows,
    int IdleSessions,
    IdleSessions Idle,
    IdleSessions IdleTls,
    ImmutableArray<Target> Targets);

internal sealed record ContestantResult(string Name, ImmutableDictionary<Figure, FigureResult> Figures);

/// <summary>Rows or commands a second.</summary>
/// <param name="Cpu">Processor seconds of the client for each second of wall time, median of the runs.</param>
/// <param name="ServerCpu">The same of the server.</param>
internal sealed record FigureResult(double Median, double Min, double Max, double Cpu, double ServerCpu)
{
    public static FigureResult Of(IReadOnlyList<(Sample Client, double ServerCpu)> runs)
    {
        var perSecond = runs.Select(run => run.Client.Units / run.Client.Seconds).Order().ToArray();
        return new(Math.Round(perSecond[perSecond.Length / 2]), Math.Round(perSecond[0]), Math.Round(perSecond[^1]),
            Middle(runs.Select(run => run.Client.CpuSeconds / run.Client.Seconds)), Middle(runs.Select(run => run.ServerCpu / run.Client.Seconds)));
    }

    private static double Middle(IEnumerable<double> values) => Math.Round(values.Order().ElementAt(values.Count() / 2), 2);
}

/// <summary>What ours should reach, and what it did.</summary>
internal sealed record Target(string What, double Wanted, double Measured, bool Met);
