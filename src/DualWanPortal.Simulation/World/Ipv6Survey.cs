using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.World;

/// <summary>What the providers of a configuration give over IPv6: what its addresses and routes name, and documentation prefixes for what it leaves to a lease.</summary>
internal static class Ipv6Survey
{
    private sealed record Written(string Interface, IpAddress Address, int Length);

    public static ImmutableArray<IspPlan> Of(RouterModel model, ImmutableArray<IspPlan> plans)
    {
        var addresses = model.Menu("/ipv6/address").Where(row => !row.Flag("disabled") && !row.Flag("dynamic") && row["from-pool"] is not { Length: > 0 }).Select(Read).OfType<Written>().ToList();
        var gateways = Gateways(model).ToList();
        var found = plans.Select((plan, index) => plan with { Ipv6 = Of(plan, index + 1, addresses, gateways) }).ToArray();
        foreach (var inside in addresses.Where(own => Array.TrueForAll(found, plan => !Is(plan, own.Interface))))
        {
            if (found.Length == 0)
                break;
            // Nearest by the first bits that they share; where it says nothing, whoever comes first.
            var nearest = Enumerable.Range(0, found.Length).MaxBy(index => found[index].Ipv6.Networks.Max(network => network.Network.CommonBits(inside.Address)));
            var prefix = IpPrefix.Of(inside.Address, inside.Length);
            if (!found.Any(plan => plan.Ipv6.Routed.Any(routed => routed.Contains(inside.Address))))
                found[nearest] = found[nearest] with { Ipv6 = found[nearest].Ipv6 with { Routed = found[nearest].Ipv6.Routed.Add(prefix) } };
        }
        return [.. found];
    }

    /// <summary>Next routers on the inside: gateways of IPv6 routes that are no provider's.</summary>
    public static IEnumerable<IpAddress> Neighbours(RouterModel model, ImmutableArray<IspPlan> plans) =>
        Gateways(model).Where(hop => hop.Interface is null || !plans.Any(plan => Is(plan, hop.Interface))).Select(hop => hop.Address)
            .Where(address => !plans.Any(plan => plan.Ipv6.Gateways.Contains(address))).Distinct();

    private static Ipv6Plan Of(IspPlan plan, int number, List<Written> addresses, List<(IpAddress Address, string? Interface)> gateways)
    {
        var own = addresses.Where(address => Is(plan, address.Interface) && address.Length < 128).Select(address => IpPrefix.Of(address.Address, address.Length)).Distinct().ToList();
        var lease = IpPrefix.Parse(string.Create(CultureInfo.InvariantCulture, $"2001:db8:{number}::/64"))!.Value;
        var delegated = IpPrefix.Parse(string.Create(CultureInfo.InvariantCulture, $"2001:db8:{number}00::/56"))!.Value;
        var networks = own.Count > 0 ? own : [lease];
        var named = gateways.Where(hop => hop.Interface is { } name ? Is(plan, name) : own.Exists(network => network.Contains(hop.Address))).Select(hop => hop.Address);
        return new Ipv6Plan([Ipv6Plan.LinkLocalGateway, .. named.Distinct().Where(address => address != Ipv6Plan.LinkLocalGateway)], [.. networks], [delegated], networks[0].Network.Next(0x64), delegated);
    }

    private static IEnumerable<(IpAddress Address, string? Interface)> Gateways(RouterModel model)
    {
        foreach (var row in model.Menu("/ipv6/route").Where(row => !row.Flag("disabled") && !row.Flag("dynamic")))
        {
            var hop = NextHop.Parse(row["gateway"] ?? "");
            // A gateway that a host route leads to is a host far away.
            if (hop.Address is { IsV6: true } address && (hop.Interface is not null || !model.Menu("/ipv6/route").Any(other => IpPrefix.Parse(other["dst-address"]) is { IsHost: true } host && host.Network == address)))
                yield return (address, hop.Interface);
        }
    }

    private static Written? Read(ConfigItem row)
    {
        var parts = (row["address"] ?? "").Split('/');
        return IpAddress.Parse(parts[0]) is { IsGlobalV6: true } address
            ? new Written(row["interface"] ?? "", address, parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is > 0 and <= 128 ? length : 64) : null;
    }

    private static bool Is(IspPlan plan, string name) => plan.Carrying == name || plan.Interface == name;
}
