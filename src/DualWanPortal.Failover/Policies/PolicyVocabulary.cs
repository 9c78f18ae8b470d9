using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Policies;

/// <summary>The words of YAML for the choices of a policy.</summary>
public static class PolicyVocabulary
{
    public static ImmutableArray<KeyValuePair<string, FailoverMethod>> Methods { get; } =
        [new("distance", FailoverMethod.Distance), new("recursive", FailoverMethod.Recursive), new("netwatch", FailoverMethod.Netwatch)];

    public static ImmutableArray<KeyValuePair<string, WanKind>> Kinds { get; } =
        [new("static", WanKind.Static), new("dhcp", WanKind.Dhcp), new("pppoe", WanKind.Pppoe), new("lte", WanKind.Lte), new("wireguard", WanKind.WireGuard)];

    public static ImmutableArray<KeyValuePair<string, Medium>> Media { get; } =
        [new("fibre", Medium.Fibre), new("dsl", Medium.Dsl), new("lte", Medium.Lte), new("satellite", Medium.Satellite)];

    public static ImmutableArray<KeyValuePair<string, NatStyle>> NatStyles { get; } = [new("list", NatStyle.List), new("per-wan", NatStyle.PerWan)];

    public static ImmutableArray<KeyValuePair<string, FailbackMode>> FailbackModes { get; } = [new("automatic", FailbackMode.Automatic), new("manual", FailbackMode.Manual)];

    public static ImmutableArray<KeyValuePair<string, InboundStrategy>> InboundStrategies { get; } =
        [new("none", InboundStrategy.None), new("both-addresses", InboundStrategy.BothAddresses), new("ddns", InboundStrategy.Ddns)];

    public static ImmutableArray<KeyValuePair<string, ForwardStrategy>> ForwardStrategies { get; } = [new("keep", ForwardStrategy.Keep), new("all-wans", ForwardStrategy.AllWans)];

    public static ImmutableArray<KeyValuePair<string, VpnStrategy>> VpnStrategies { get; } =
        [new("none", VpnStrategy.None), new("ddns", VpnStrategy.Ddns), new("backup-endpoint", VpnStrategy.BackupEndpoint), new("hub", VpnStrategy.Hub), new("dial-out", VpnStrategy.DialOut)];

    public static ImmutableArray<KeyValuePair<string, Ipv6Strategy>> Ipv6Strategies { get; } =
        [new("untouched", Ipv6Strategy.Untouched), new("firewall-parity", Ipv6Strategy.FirewallParity), new("block-on-backup", Ipv6Strategy.BlockOnBackup), new("failover", Ipv6Strategy.Failover)];

    public static string Of(FailoverMethod method) => Of(Methods, method);
    public static string Of(WanKind kind) => Of(Kinds, kind);
    public static string Of(Medium medium) => Of(Media, medium);
    public static string Of(InboundStrategy strategy) => Of(InboundStrategies, strategy);
    public static string Of(ForwardStrategy strategy) => Of(ForwardStrategies, strategy);
    public static string Of(VpnStrategy strategy) => Of(VpnStrategies, strategy);
    public static string Of(Ipv6Strategy strategy) => Of(Ipv6Strategies, strategy);
    public static string Of(NatStyle style) => Of(NatStyles, style);
    public static string Of(FailbackMode mode) => Of(FailbackModes, mode);

    private static string Of<T>(ImmutableArray<KeyValuePair<string, T>> words, T value) where T : struct, Enum => words.First(word => word.Value.Equals(value)).Key;
}
