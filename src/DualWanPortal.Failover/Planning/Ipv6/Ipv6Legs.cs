using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Ipv6;

/// <summary>Which WANs of a router have IPv6.</summary>
internal static class Ipv6Legs
{
    /// <summary>In the order of the WANs; none where IPv6 is switched off or nothing brings it.</summary>
    public static ImmutableArray<Ipv6Leg> Of(RouterModel model, ImmutableArray<WanLink> wans) =>
        model.Menu("/ipv6/settings").Any(row => row.Flag("disable-ipv6")) ? []
            : [.. wans.Where(wan => wan.Kind != WanKind.WireGuard).Select(wan => Of(model, wan)).Where(leg => leg.IsUsed)];

    /// <summary>Addresses of the Internet; link-local ones are everywhere, unique local ones lead nowhere.</summary>
    public static bool IsGlobal(ConfigItem row) => row["from-pool"] is { Length: > 0 } || (row["address"] is { Length: > 0 } address && address[0] is '2' or '3');

    private static Ipv6Leg Of(RouterModel model, WanLink wan)
    {
        bool Is(ConfigItem row) => row["interface"] == wan.Interface;
        var addresses = model.Menu("/ipv6/address").Where(row => !row.Flag("disabled") && Is(row) && IsGlobal(row)).ToImmutableArray();
        return new Ipv6Leg(wan, [.. model.Menu("/ipv6/dhcp-client").Where(row => !row.Flag("disabled") && !row.Flag("dynamic") && Is(row))],
            [.. model.Menu("/ipv6/route").Where(row => !row.Flag("dynamic") && IsDefault(row) && LeadsBy(row["gateway"] ?? "", wan, addresses))], addresses);
    }

    private static bool IsDefault(ConfigItem row) => row["dst-address"] is null or "" or "::/0" && row["routing-table"] is null or "" or "main";

    private static bool LeadsBy(string gateway, WanLink wan, ImmutableArray<ConfigItem> addresses)
    {
        var percent = gateway.IndexOf('%', StringComparison.Ordinal);
        if (percent >= 0)
            return gateway[(percent + 1)..] == wan.Interface;
        return gateway == wan.Interface || (AddressWithPrefix.Parse(gateway) is { IsIPv4: false } hop
            && addresses.Any(row => AddressWithPrefix.Parse(row["address"]) is { IsHost: false } network && network.Contains(hop.Address)));
    }
}
