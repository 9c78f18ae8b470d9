using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Paths;
using DualWanPortal.Failover.Planning.Ipv6;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>The router that the matrix is about: what was read of it, and how to boot a simulated one from the same rows.</summary>
internal sealed class MatrixSubject
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly SiteBlueprint _blueprint;

    public MatrixSubject(RouterModel model, IEnumerable<ConfigItem> rows)
    {
        Model = model;
        // Where nothing names the version, one that knows all the words of version 7 but none of the newest.
        var profile = model.Version is { } version ? RouterProfile.Nearest(version) : Dialect.IsV6(model) == true ? RouterProfile.V649 : RouterProfile.V718;
        _blueprint = SiteBlueprint.FromExport("router", rows, model.Version, profile.InModeOf(model));
        PlayedAs = model.Version is { } named && profile.IsOf(named) ? null : profile.Version;
        Audit = new AuditSubject(model);
        Ipv6 = Ipv6Legs.Of(model, Audit.Wans);
    }

    /// <summary>Null when it is the router's own version.</summary>
    public RouterOsVersion? PlayedAs { get; }

    public RouterModel Model { get; }
    public AuditSubject Audit { get; }
    /// <summary>The WANs that have IPv6, in their order; none on a router without it.</summary>
    public ImmutableArray<Ipv6Leg> Ipv6 { get; }
    public ImmutableArray<WanLink> Found => Audit.Wans;

    public SimulatedSite Boot() => _blueprint.Boot(new SimulationClock(s_start));

    /// <summary>Scripts that run by the minute and may count: the router needs more time to come to rest.</summary>
    public bool HasSlowScripts => Model.Menu("/system/scheduler").Any(row => !row.Flag("disabled"))
        || Model.Menu("/tool/netwatch").Any(row => !row.Flag("disabled") && new[] { "up-script", "down-script", "test-script" }.Any(script => row[script] is { Length: > 0 }));

    /// <summary>Ways that other means than this simulation may provide; null where there are none.</summary>
    public string? BeyondSimulation =>
        HasRows("/routing/ospf/instance") || HasRows("/routing/bgp/connection") || HasRows("/routing/bgp/peer") || HasRows("/routing/rip/instance")
            ? "a routing protocol may bring routes that no export shows"
            : HasRows("/ip/vrf") || HasRows("/ip/route/vrf") ? "what VRFs do to a WAN is not judged" : null;

    private bool HasRows(string menu) => Model.Menu(menu).Any(row => !row.Flag("disabled") && !row.Flag("default"));
}
