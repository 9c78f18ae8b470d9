using System.Collections.Immutable;
using System.Net;
using DualWanPortal.Lab.Timeline;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab;

/// <summary>Which simulated routers to run and where they listen.</summary>
public sealed record LabOptions
{
    /// <summary><c>two-isps</c>, <c>fibre-lte</c>, <c>dhcp-pppoe</c>, <c>broken</c>, <c>fleet:N</c> or <c>demo</c> (three sites); null when only <see cref="Exports"/> are run.</summary>
    public string? Scenario { get; init; }

    /// <summary>What goes wrong by itself and when; null: nothing.</summary>
    public LabTimeline? Timeline { get; init; }

    /// <summary>Routers made from exports; they come after those of the scenario.</summary>
    public ImmutableArray<LabExport> Exports { get; init; } = [];

    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>Router k listens on this + 2k, over TLS on the port after it; 0 takes free ports.</summary>
    public int Port { get; init; } = 8728;

    /// <summary>TLS port of a single router instead of the next one; 0 takes a free port.</summary>
    public int? TlsPort { get; init; }

    public bool Tls { get; init; } = true;

    /// <summary>Version and device mode of every router of the scenario, and of exports that name no version; null: 7.21.</summary>
    public RouterProfile? Profile { get; init; }

    /// <summary>Password of the user <c>admin</c>.</summary>
    public string Password { get; init; } = "lab";

    /// <summary>How much faster than the wall clock the routers live.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How long the routers have lived when the first client comes: leases are bound, checks have run. Simulated time.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A simulated router has a known password: other addresses than loopback must be wanted.</summary>
    public bool AllowNonLoopback { get; init; }

    public override string ToString() => $"{Scenario} and {Exports.Length} exports on {Bind}:{Port}";
}

/// <summary>A router as an export describes it.</summary>
/// <param name="Version">As the export's header says; null when it does not.</param>
public sealed record LabExport(string Name, ImmutableArray<ConfigItem> Items, RouterOsVersion? Version);
