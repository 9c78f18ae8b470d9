using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.Router;

/// <summary>What differs between RouterOS versions, one switch per fact (reference 7). A simulated router has exactly one.</summary>
public sealed record RouterProfile
{
    public required string Name { get; init; }
    public required RouterOsVersion Version { get; init; }

    /// <summary>Release channel as <c>/system/resource</c> words it after the version.</summary>
    public string Channel => Version.IsV6 ? "long-term" : "stable";

    /// <summary>Device mode <c>home</c>: scheduler, fetch and e-mail are refused (reference 3.15).</summary>
    public bool HomeDeviceMode { get; init; }

    /// <summary>False flags are left out of rows; which build began is unknown, a profile switch (reference 3.1).</summary>
    public bool SparseFlags { get; init; } = true;

    /// <summary><c>!empty</c> before <c>!done</c> when a print found nothing: since 7.18 (reference 1.2).</summary>
    public bool SendsEmpty => Version.AtLeast(7, 18);

    /// <summary>Value of <c>.dead</c> in listen streams (reference 1.7).</summary>
    public string DeadValue => Version.IsV6 ? "yes" : "true";

    /// <summary><c>2026-01-31 13:05:00</c> since 7.10, <c>jan/31/2026 13:05:00</c> before (reference 1.8).</summary>
    public bool IsoDates => Version.AtLeast(7, 10);

    /// <summary>Equal-distance static routes merge into ECMP: v7 (reference 4.1).</summary>
    public bool EqualDistanceMerges => !Version.IsV6;

    /// <summary>A next hop whose route's scope does not exceed its target-scope counts as target-scope + 1: v7 (reference 4.2).</summary>
    public bool CorrectsScope { get; init; } = true;

    /// <summary>The interface <c>lo</c> is listed: since 7.13 (reference 3.6 calls it very likely).</summary>
    public bool ListsLoopback => Version.AtLeast(7, 13);

    /// <summary>While DNS over HTTPS is set, plain servers are asked for nothing but its name (reference 3.8 calls it very likely).</summary>
    public bool DohStandsAlone { get; init; } = true;

    public bool HasSafeMode => Version.AtLeast(7, 18);

    /// <summary>check-gateway timers before <c>/routing/settings</c> can change them (reference 4.3).</summary>
    public TimeSpan CheckGatewayInterval { get; init; } = TimeSpan.FromSeconds(10);
    public TimeSpan CheckGatewayTimeout => Version.AtLeast(7, 21) ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(10);
    public int CheckGatewayCount { get; init; } = 2;

    public static RouterProfile V649 { get; } = new() { Name = "6.49", Version = new(6, 49, 18), CorrectsScope = false };
    public static RouterProfile V712 { get; } = new() { Name = "7.12", Version = new(7, 12, 1), SparseFlags = false };
    public static RouterProfile V718 { get; } = new() { Name = "7.18", Version = new(7, 18, 2) };
    public static RouterProfile V721 { get; } = new() { Name = "7.21", Version = new(7, 21, 1) };
    public static RouterProfile V721Home { get; } = new() { Name = "7.21-home", Version = new(7, 21, 1), HomeDeviceMode = true };

    public static ImmutableArray<RouterProfile> All { get; } = [V649, V712, V718, V721, V721Home];

    /// <summary>The profile by its name on the command line; null when there is none of that name.</summary>
    public static RouterProfile? Named(string name) => All.FirstOrDefault(profile => profile.Name == name);

    /// <summary>
    /// The profile nearest to a version that an export or a router names: the newest one of its own major version that is not newer than it, else the oldest of that major version.
    /// What lies between 6 and 7 (routing tables, what a recursive route asks of scopes) is more than what lies between any two releases of 7.
    /// </summary>
    public static RouterProfile Nearest(RouterOsVersion version)
    {
        if (version.Major < 7)
            return V649;
        return All.LastOrDefault(profile => !profile.HomeDeviceMode && !profile.Version.IsV6 && version.AtLeast(profile.Version.Major, profile.Version.Minor)) ?? V712;
    }

    /// <summary>Whether something written by that version is played by this profile as by its own release.</summary>
    public bool IsOf(RouterOsVersion version) => (version.Major, version.Minor) == (Version.Major, Version.Minor);

    /// <summary>The same version in the device mode that a router was read to be in: <c>home</c> exists since 7.17 (reference 3.15).</summary>
    public RouterProfile InModeOf(RouterModel router) =>
        !HomeDeviceMode && Version.AtLeast(7, 17) && router.Menu("/system/device-mode") is [var mode, ..] && mode["mode"] == "home" ? this with { Name = Name + "-home", HomeDeviceMode = true } : this;
}
