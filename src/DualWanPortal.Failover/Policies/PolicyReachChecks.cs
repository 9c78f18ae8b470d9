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
        if (policy.VpnTunnels.Length > MostTunnels)
            wrong("vpn-tunnels", $"names more than {MostTunnels} tunnels");
        if (policy.VpnTunnels.Any(name => name.Length is 0 or > 64 || name.Any(char.IsControl)))
            wrong("vpn-tunnels", "holds a name that is empty or too long");
        if (policy.VpnTunnels.Distinct(StringComparer.Ordinal).Count() != policy.VpnTunnels.Length)
            wrong("vpn-tunnels", "names a tunnel twice");
    }
}
