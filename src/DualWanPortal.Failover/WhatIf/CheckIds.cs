using System.Collections.Immutable;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>The checks of the matrix, in the order in which they are shown.</summary>
public static class CheckIds
{
    public const string Internet = "internet";
    public const string PathTruthful = "path-truthful";
    public const string Nat = "nat";
    public const string Dns = "dns";
    public const string Connections = "established-connections";
    public const string Inbound = "inbound";
    public const string Vpn = "vpn";
    public const string Management = "management-closed";
    public const string Alert = "alert-can-leave";

    /// <summary>These two are asked only of a router that has IPv6.</summary>
    public const string Ipv6 = "ipv6";
    public const string Ipv6Closed = "ipv6-closed";

    /// <summary>Those that are asked of every router.</summary>
    public static ImmutableArray<string> All { get; } = [Internet, PathTruthful, Nat, Dns, Connections, Inbound, Vpn, Management, Alert];

    internal static ImmutableArray<string> Of(MatrixSubject subject) => subject.Ipv6.IsEmpty ? All : [.. All, Ipv6, Ipv6Closed];
}
