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

    public static ImmutableArray<string> All { get; } = [Internet, PathTruthful, Nat, Dns, Connections, Inbound, Vpn, Management, Alert];
}
