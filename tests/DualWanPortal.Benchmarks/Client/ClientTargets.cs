using System.Collections.Immutable;

namespace DualWanPortal.Benchmarks.Client;

/// <summary>What the client is meant to reach; nothing fails here when it does not, the numbers of a busy machine would.</summary>
internal static class ClientTargets
{
    public const string Ours = "RouterOsClient";
    public const string Floor = "floor";
    public const string BlockingFloor = "floor, blocking";

    private const double IdleBytes = 8_192;
    private const double Megabytes = 0.6;

    public static ImmutableArray<Target> Of(ImmutableArray<ContestantResult> clients, double megabytes, IdleSessions idle) =>
    [
        .. OverFloor(clients, Floor),
        .. OverFloor(clients, BlockingFloor),
        AtMost("bytes of an idle session", IdleBytes, idle.ResidentBytes),
        AtMost("megabytes taken for 1,000 rows", Megabytes, megabytes),
    ];

    private static IEnumerable<Target> OverFloor(ImmutableArray<ContestantResult> clients, string floor)
    {
        yield return AtLeast($"sequential / {floor}", 0.9, Median(Ours, Figure.Sequential) / Median(floor, Figure.Sequential));
        if (clients.All(client => client.Figures.ContainsKey(Figure.SequentialOneCore)))
            yield return AtLeast($"sequential on one core / {floor}", 0.9, Median(Ours, Figure.SequentialOneCore) / Median(floor, Figure.SequentialOneCore));
        yield return AtLeast($"sequential, delayed acknowledgements / {floor}", 0.9, Median(Ours, Figure.SequentialDelayed) / Median(floor, Figure.SequentialDelayed));
        yield return AtLeast($"bulk / {floor}", 0.6, Median(Ours, Figure.Bulk) / Median(floor, Figure.Bulk));
        yield return AtLeast($"64 in flight / {floor}, sequential", 3, Median(Ours, Figure.InFlight64) / Median(floor, Figure.Sequential));

        double Median(string name, Figure figure) => clients.Single(client => client.Name == name).Figures[figure].Median;
    }

    private static Target AtLeast(string what, double wanted, double measured) => new(what, wanted, Math.Round(measured, 2), measured >= wanted);

    private static Target AtMost(string what, double wanted, double measured) => new(what, wanted, measured, measured <= wanted);
}
