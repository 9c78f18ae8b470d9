using System.Net;

namespace DualWanPortal.Polling;

/// <summary>How often and how routers are looked at; an administrator changes it while the portal runs.</summary>
public sealed record PollSettings
{
    public static PollSettings Default { get; } = new();

    /// <summary>Time between two looks at one router; 2 s to 1 h.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Host that answers pings, asked by each WAN that has no host of its own pinned to it.</summary>
    public string ProbeTarget { get; init; } = "1.1.1.1";

    /// <summary>A router that was not reached for this long is told as unreachable even if only one attempt failed; 5 s to 1 h.</summary>
    public TimeSpan UnreachableGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Days that probe results are kept; 1 to 365.</summary>
    public int SampleDays { get; init; } = 30;

    /// <summary>How long nothing more may be changed on a router until what was changed becomes one version of its configuration; 0 to 10 min.</summary>
    public TimeSpan ConfigSettle { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Days that replaced configurations, findings that are gone and old scores are kept; 1 to 3650.</summary>
    public int ConfigDays { get; init; } = 365;

    /// <summary>Field name (as in the HTTP API) to sentences; empty when all is right.</summary>
    public IReadOnlyDictionary<string, string[]> Problems()
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Interval < TimeSpan.FromSeconds(2) || Interval > TimeSpan.FromHours(1))
            problems["intervalSeconds"] = ["The interval is 2 seconds to one hour."];
        if (!IPAddress.TryParse(ProbeTarget, out var target) || target.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || ProbeTarget.Count(c => c == '.') != 3)
            problems["probeTarget"] = ["The target is an IPv4 address, for example 1.1.1.1: a name would need a working resolver to tell that the line works."];
        if (UnreachableGrace < TimeSpan.FromSeconds(5) || UnreachableGrace > TimeSpan.FromHours(1))
            problems["unreachableGraceSeconds"] = ["The grace is 5 seconds to one hour."];
        if (SampleDays is < 1 or > 365)
            problems["sampleDays"] = ["Probe results are kept 1 to 365 days."];
        if (ConfigSettle < TimeSpan.Zero || ConfigSettle > TimeSpan.FromMinutes(10))
            problems["configSettleSeconds"] = ["A configuration settles in 0 seconds to ten minutes."];
        if (ConfigDays is < 1 or > 3650)
            problems["configDays"] = ["Configurations and findings are kept 1 to 3650 days."];
        return problems;
    }
}
