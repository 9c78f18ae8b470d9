using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Simulation.Packets;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Router.Ipv6;

/// <summary>
/// <c>/ipv6/address</c>, with what pools make of it: an address <c>from-pool</c> is a part of the prefix that the pool has now, one /64 for each row in turn, and there is none
/// while the pool is empty. The row keeps the words that it was told, where a router shows the address itself.
/// </summary>
internal sealed class Ipv6AddressRows(SimulatedRouter router, InterfaceTable interfaces) : IAddressRows
{
    private readonly Menu _addresses = router["/ipv6/address"];
    private Menu? _pools;

    public int Edition => _addresses.Edition + (Pools?.Edition ?? 0);

    private bool UsesPools => _addresses.Rows.Any(row => row["from-pool"] is { Length: > 0 });

    /// <summary>Asked for only by a router that uses pools: the menu is made when it is first asked for.</summary>
    private Menu? Pools => _pools ??= UsesPools ? router.Find("/ipv6/pool") : null;

    public ImmutableArray<OwnAddress> Read() => [.. Rows().Select(read => read.Own)];

    /// <summary>The rows that are switched on and have an address now.</summary>
    public IEnumerable<(MenuRow Row, OwnAddress Own)> Rows()
    {
        var taken = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach (var row in _addresses.Rows.Where(row => !row.Disabled))
        {
            var name = row["interface"] ?? "";
            if (Of(row, taken) is { } found && interfaces.Exists(name))
                yield return (row, new OwnAddress(interfaces.BridgeOf(name) ?? name, found.Address, IpPrefix.Of(found.Address, found.Length)));
        }
    }

    private (IpAddress Address, int Length)? Of(MenuRow row, Dictionary<string, uint> taken)
    {
        var parts = (row["address"] ?? "").Split('/');
        var told = IpAddress.Parse(parts[0]);
        var length = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= 128 ? given : 64;
        if (row["from-pool"] is not { Length: > 0 } pool)
            return told is { IsV6: true } own ? (WithIdentifier(row, own), length) : null;
        var number = taken.GetValueOrDefault(pool);
        taken[pool] = number + 1;
        if (IpPrefix.Parse(Pools?.Named(pool)?["prefix"]) is not { Network.IsV6: true, Length: <= 64 } prefix)
            return null;
        return (WithIdentifier(row, (told ?? prefix.Network).Behind(prefix.Network.NextNetwork(number), 64)), 64);
    }

    /// <summary>The host part that the router makes of its MAC address; which one does not matter here.</summary>
    private static IpAddress WithIdentifier(MenuRow row, IpAddress address) => row.Flag("eui-64") ? address.Masked(64).Next(0xFE000001) : address;
}
