using System.Collections.Immutable;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>What follows once the router has had its time with the fault.</summary>
internal enum Then { Nothing, Mend, Reboot }

/// <summary>One thing that may happen to a site.</summary>
/// <param name="OnPrimary">Null: nothing happens to it.</param>
/// <param name="OnOthers">What happens to every other WAN.</param>
internal sealed record Scenario(string Id, string Title, Fault? OnPrimary, Fault? OnOthers = null, Then Then = Then.Nothing)
{
    private static readonly Fault s_dead = new(FaultKind.UpstreamDead);

    public bool NeedsBackup => OnOthers is not null || Then == Then.Reboot;

    /// <summary>In the order in which they are shown. A lossy line loses three packets of five (reference Appendix C).</summary>
    public static ImmutableArray<Scenario> All { get; } =
    [
        new("normal", "All is well", null),
        new("primary-cable-out", "Primary: cable out", new Fault(FaultKind.CableOut)),
        new("primary-upstream-dead", "Primary: link up, nothing beyond the provider's gateway", s_dead),
        new("primary-gateway-silent", "Primary: the gateway is silent", new Fault(FaultKind.GatewaySilent)),
        new("primary-lossy", "Primary: loses 60 % of all packets", new Fault(FaultKind.Loss, 60)),
        new("primary-dns-dead", "Primary: no DNS answers come back", new Fault(FaultKind.DnsDead)),
        new("primary-icmp-blocked", "Primary: works, but pings are filtered", new Fault(FaultKind.IcmpBlocked)),
        new("primary-gateway-change", "Primary: the provider moves its gateway", new Fault(FaultKind.GatewayChange)),
        new("backup-dead", "Backup: link up, nothing beyond the provider's gateway", null, s_dead),
        new("both-dead", "All WANs: link up, nothing beyond the gateways", s_dead, s_dead),
        new("primary-restored", "Primary: dead, then mended", s_dead, null, Then.Mend),
        new("reboot-on-backup", "The router restarts while the primary is dead", s_dead, null, Then.Reboot),
    ];
}
