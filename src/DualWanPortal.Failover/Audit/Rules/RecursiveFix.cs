using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Audit.Rules;

/// <summary>The commands of the recursive recipe for one WAN (reference 5 B), in values that are right on v6 and v7.</summary>
internal static class RecursiveFix
{
    private static readonly ImmutableArray<string> s_canaries = ["8.8.8.8", "8.8.4.4", "208.67.222.222", "208.67.220.220"];

    public static ImmutableArray<string> For(WanLink wan, int distance)
    {
        var canary = s_canaries[Math.Min(wan.Order, s_canaries.Length - 1)];
        var gateway = wan.Kind is WanKind.Pppoe or WanKind.Lte or WanKind.WireGuard ? wan.Interface : wan.Gateway ?? "GATEWAY";
        return
        [
            $"/ip route add dst-address={canary}/32 gateway={Cli.Quote(gateway)} scope=10 target-scope=10",
            FormattableString.Invariant($"/ip route add dst-address=0.0.0.0/0 gateway={canary} distance={distance} target-scope=11 check-gateway=ping"),
        ];
    }
}
