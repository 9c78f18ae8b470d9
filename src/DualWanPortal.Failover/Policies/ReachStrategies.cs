namespace DualWanPortal.Failover.Policies;

/// <summary>What becomes of port forwards that are written for one WAN.</summary>
public enum ForwardStrategy
{
    /// <summary>They stay what they are.</summary>
    Keep,

    /// <summary>Each gets a copy for every other WAN whose address the Internet can reach.</summary>
    AllWans,
}

/// <summary>How tunnels over the Internet live through a switch.</summary>
public enum VpnStrategy
{
    /// <summary>Nothing is done for them.</summary>
    None,

    /// <summary>Those who dial this router find it by a name that follows the WAN in use.</summary>
    Ddns,

    /// <summary>This router answers on every WAN, by the WAN that was asked. Of methods that watch hosts.</summary>
    BackupEndpoint,

    /// <summary>This router dials hubs, and the way to them follows the WAN in use.</summary>
    Hub,

    /// <summary>The same, and it keeps talking, so that mappings and handshakes come back by themselves.</summary>
    DialOut,
}

/// <summary>What failover means for IPv6, which has routes, a filter and addresses of its own.</summary>
public enum Ipv6Strategy
{
    /// <summary>IPv6 stays as it is.</summary>
    Untouched,

    /// <summary>What the filter of IPv6 closes on one WAN it closes on all.</summary>
    FirewallParity,

    /// <summary>The same, and the inside sends no IPv6 by a backup: its machines go on by IPv4 at once.</summary>
    BlockOnBackup,

    /// <summary>The same filter on all WANs, defaults in the order of the WANs, and translation on the backups.</summary>
    Failover,
}
