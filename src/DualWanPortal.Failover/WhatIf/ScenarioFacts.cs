using System.Collections.Immutable;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>What one scenario left behind, for the checks to judge. The site stands as it was at the end.</summary>
internal sealed record ScenarioFacts(Scenario Scenario, MatrixSubject Subject, SimulatedSite Site, SimulatedWans Wans)
{
    public required ImmutableArray<TraceLine> Events { get; init; }

    /// <summary>Where packets went, from the fault (or the mending) to the end; at least one.</summary>
    public required ImmutableArray<Look> Looks { get; init; }

    /// <summary>The same over IPv6; none on a router without it.</summary>
    public ImmutableArray<Ipv6Look> Ipv6Looks { get; init; } = [];

    /// <summary>The look over IPv6 before the fault.</summary>
    public Ipv6Look? Ipv6Before { get; init; }

    /// <summary>Seconds from the fault (or the mending) to the end.</summary>
    public required double Span { get; init; }

    /// <summary>Connections of the inside that were open when it happened.</summary>
    public required ImmutableArray<ClientFlow> Flows { get; init; }

    /// <summary>Calls before the fault.</summary>
    public required int CallsBefore { get; init; }

    /// <summary>The look before the fault.</summary>
    public required Look Before { get; init; }

    /// <summary>More happened than can be followed: what is here is not the end.</summary>
    public bool GivenUp { get; init; }

    public Look End => Looks[^1];

    /// <summary>Seconds until the state of the end began.</summary>
    public double SettledAt => End.At;

    /// <summary>It went to and fro in the second half.</summary>
    public bool Flaps => Looks.Count(look => look.At > Span / 2) >= 3;

    /// <summary>Ways that new packets take at the end and that lose some of them.</summary>
    public ImmutableArray<string> LossyVias => [.. End.Vias.Where(IsLossy)];

    public bool IsLossy(string via) => Site.Wans.Any(wan => wan.Interface == via && wan.CurrentFaults.Any(fault => fault.Kind == FaultKind.Loss));

    public bool IsAlive(string wan) => Site.Internet.On(wan) is { UpstreamAlive: true } && Site.Running.Interfaces.IsRunning(wan);

    public string Dead => string.Join(" and ", Wans.Links.Where(link => !IsAlive(link.Interface)).Select(link => link.Interface));

    public Cell Cell(string check, CellVerdict verdict, string why, string? via = null, double? after = null, IEnumerable<TraceStep>? way = null) =>
        new(check, verdict, via, after is { } seconds ? Math.Round(seconds, 1) : null, why, way is null ? Events : Events.AddRange(way.Select(step => new TraceLine(null, $"{step.Stage}: {step.Text}"))));

    public Cell Cell(string check, CellVerdict verdict, string why, string? via, double? after, IEnumerable<string> way) =>
        new(check, verdict, via, after is { } seconds ? Math.Round(seconds, 1) : null, why, Events.AddRange(way.Select(line => new TraceLine(null, line))));
}
