namespace DualWanPortal.Failover.WhatIf;

/// <summary>How long a scenario waits.</summary>
/// <param name="Settle">From boot until leases, sessions and probes, and the first runs of scripts, are done.</param>
/// <param name="Patience">Time to notice and to switch.</param>
/// <param name="AfterBoot">The same after a restart.</param>
internal sealed record ScenarioTimes(TimeSpan Settle, TimeSpan Patience, TimeSpan AfterBoot)
{
    /// <summary>Two probes ten seconds apart, three missed keep-alives of PPPoE and a session dialled anew are over by then (reference 4.3, 4.4).</summary>
    private static readonly ScenarioTimes s_ownMeans = new(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(150), TimeSpan.FromMinutes(3));

    /// <summary>Probes of v6 come once a minute, some scripts count several, and netwatch rests for five minutes after a boot (reference 3.11).</summary>
    private static readonly ScenarioTimes s_scripts = new(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(8));

    public static ScenarioTimes For(MatrixSubject subject) => subject.HasSlowScripts ? s_scripts : s_ownMeans;
}
