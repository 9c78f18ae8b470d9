using System.Collections.Immutable;

namespace DualWanPortal.LabNetwork;

/// <summary>A fault that a person can switch on at a WAN.</summary>
/// <param name="Fault">As the lab takes it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="About">What it looks like from the router.</param>
public sealed record LabFault(string Fault, string Title, string About);

public static class LabFaults
{
    /// <summary>The two that everybody tries first have buttons of their own.</summary>
    public static LabFault CableOut { get; } = new("cable-out", "Cut the cable", "The port loses its link.");

    public static LabFault UpstreamDead { get; } = new("upstream-dead", "Break upstream", "Link, lease and gateway stay well; nothing answers beyond.");

    public static ImmutableArray<LabFault> Others { get; } =
    [
        new("gateway-silent", "Gateway silent", "The link is up, but the gateway does not answer."),
        new("loss:30", "Lose 30 %", "Every third packet is lost."),
        new("latency:400", "Add 400 ms", "Every packet takes 400 ms longer."),
        new("dns-dead", "DNS dead", "The provider's resolvers do not answer."),
        new("icmp-blocked", "ICMP blocked", "Pings are dropped, everything else passes."),
        new("captive-portal", "Captive portal", "The provider answers everything itself."),
        new("gateway-change", "New gateway", "The provider moves the line to another gateway."),
        new("lease-lost", "Lose the lease", "The address is taken away."),
        new("flap:10", "Flap", "The link goes and comes every 10 seconds."),
    ];

    /// <summary>A fault in words; one that is not offered here, given by HTTP, in its own word.</summary>
    public static string Title(string fault) => fault switch
    {
        "cable-out" => "cable cut",
        "upstream-dead" => "upstream broken",
        _ => Others.FirstOrDefault(known => known.Fault == fault)?.Title.ToLowerInvariant() ?? fault,
    };
}
