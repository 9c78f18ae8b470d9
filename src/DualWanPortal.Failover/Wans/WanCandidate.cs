using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>What has been found about one interface so far. Lives only while <see cref="WanDetection"/> runs.</summary>
internal sealed record WanCandidate(string Interface, WanKind Kind)
{
    public int? Distance { get; init; }

    /// <summary>Lowest distance in tables other than main; orders links that have no default in main.</summary>
    public int? MarkedDistance { get; init; }
    public string? Gateway { get; init; }
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>Only a client or a list speaks for it, no route and no session.</summary>
    public bool Weak { get; init; }

    private const int MostEvidence = 100;

    public WanCandidate Add(ConfigItem item, params IEnumerable<string> names)
    {
        // Nobody reads further, and comparing thousands with each other takes its time.
        if (Evidence.Length >= MostEvidence)
            return this;
        var line = RowText.Evidence(item, names);
        return Evidence.Contains(line) ? this : this with { Evidence = Evidence.Add(line) };
    }

    public WanCandidate At(int? distance) => this with { Distance = Lower(Distance, distance) };

    public WanCandidate AtMarked(int distance) => this with { MarkedDistance = Lower(MarkedDistance, distance) };

    private static int? Lower(int? one, int? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);
}
