namespace DualWanPortal.Failover.Policies;

/// <summary>Whether what a policy says about tunnels fits its method.</summary>
internal static class PolicyReachChecks
{
    private const int MostTunnels = 32;

    public static void Add(FailoverPolicy policy, Action<string, string> wrong)
    {
        if (policy.Vpn == VpnStrategy.BackupEndpoint && !policy.HasCanaries)
            wrong("vpn", $"backup-endpoint needs watched hosts, which the method {PolicyVocabulary.Of(policy.Method)} has not");
        if (policy.Vpn is VpnStrategy.Hub or VpnStrategy.DialOut && policy.CleanConnections == false)
            wrong("vpn", $"{PolicyVocabulary.Of(policy.Vpn)} needs clean-connections: true, else tunnels hang on the mapping of the WAN that was left");
        if (policy.VpnTunnels.IsEmpty)
            return;
        if (policy.Vpn == VpnStrategy.None)
            wrong("vpn-tunnels", "is of no use while vpn is none");
        PolicyValidation.CheckNames("vpn-tunnels", policy.VpnTunnels, MostTunnels, "tunnels", "a tunnel", wrong);
    }
}
