using System.Collections.Immutable;

namespace DualWanPortal.Failover.Wans;

public enum WanState { Unknown, Working, Degraded, Down }

public enum RouterState { Unknown, Working, OnBackup, Degraded, Down }

/// <summary>What one WAN is at one moment, and why.</summary>
/// <param name="Why">One sentence in plain words.</param>
/// <param name="LossPercent">Of the last probes by this WAN; null when not measured.</param>
/// <param name="RttMs">Mean round trip of the last probes by this WAN; null when nothing came back or nothing was sent.</param>
/// <param name="PublicAddress">The address the router has on this WAN; null when it has none.</param>
public sealed record WanVerdict(WanLink Link, WanState State, string Why, ImmutableArray<Evidence> Evidence, double? LossPercent, double? RttMs, string? PublicAddress);

/// <summary>What a router is at one moment: the answer to "is anything wrong, which WAN carries traffic, and why".</summary>
/// <param name="ActiveWan">Interface of the WAN that carries new traffic; under ECMP the first by role; null when none or not known.</param>
/// <param name="AlsoActive">Further interfaces under ECMP.</param>
/// <param name="Why">One sentence: "On lte1 because ether1 has no link".</param>
public sealed record RouterVerdict(RouterState State, string? ActiveWan, ImmutableArray<string> AlsoActive, string Why, ImmutableArray<Evidence> Evidence, ImmutableArray<WanVerdict> Wans)
{
    /// <summary>What keeps traffic on one WAN on purpose; null when nothing does.</summary>
    public HeldOn? Held { get; init; }

    public static RouterVerdict Unknown(string why) => new(RouterState.Unknown, null, [], why, [], []);
}

/// <summary>Traffic is kept on a WAN on purpose.</summary>
/// <param name="Until">Null until somebody releases it.</param>
public sealed record HeldOn(string Wan, DateTimeOffset? Until)
{
    /// <summary><c>held on ether2 until 2026-01-31 06:00 UTC</c></summary>
    public string Words => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"held on {Wan} until {(Until is { } until ? $"{until.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "somebody releases it")}");
}

/// <summary>Result of pinging out by one WAN.</summary>
/// <param name="Interface">The WAN's carrying interface.</param>
/// <param name="Sent">Echoes sent; 0 when the router could not probe by this WAN.</param>
public sealed record ProbeResult(string Interface, string Target, int Sent, int Received, double? RttMs, DateTimeOffset At);
