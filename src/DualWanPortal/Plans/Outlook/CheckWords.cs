using DualWanPortal.Failover.WhatIf;

namespace DualWanPortal.Plans.Outlook;

/// <summary>The checks of the scenario matrix in words that fit a column.</summary>
internal static class CheckWords
{
    public static string Label(string check) => check switch
    {
        CheckIds.Internet => "Internet",
        CheckIds.PathTruthful => "router shows the true path",
        CheckIds.Nat => "NAT",
        CheckIds.Dns => "DNS",
        CheckIds.Connections => "open connections",
        CheckIds.Inbound => "inbound services",
        CheckIds.Vpn => "VPN",
        CheckIds.Management => "management closed to strangers",
        CheckIds.Alert => "alarm gets out",
        CheckIds.Ipv6 => "IPv6",
        CheckIds.Ipv6Closed => "IPv6 closed to strangers",
        _ => check,
    };
}
