using System.Collections.Immutable;
using System.Net;

namespace DualWanPortal.RouterOs.Model;

/// <summary>Finds the routes whose destination holds an address, without looking at all of them: a router with thousands of routes has a few prefix lengths.</summary>
internal sealed class RouteIndex
{
    private readonly Dictionary<(int Length, IPAddress Network), List<RouteEntry>> _routes = [];
    private readonly ImmutableArray<int> _lengths;

    public RouteIndex(IEnumerable<RouteEntry> routes)
    {
        foreach (var route in routes)
        {
            if (route.Destination is not { } to)
                continue;
            var key = (to.PrefixLength, Network(to.Address, to.PrefixLength));
            if (!_routes.TryGetValue(key, out var same))
                _routes[key] = same = [];
            same.Add(route);
        }
        _lengths = [.. _routes.Keys.Select(key => key.Length).Distinct().OrderDescending()];
    }

    /// <summary>Longest prefix first; those of one prefix in the order of the menu.</summary>
    public IEnumerable<RouteEntry> To(IPAddress address)
    {
        var bits = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128;
        foreach (var length in _lengths)
        {
            if (length > bits || !_routes.TryGetValue((length, Network(address, length)), out var same))
                continue;
            foreach (var route in same)
                yield return route;
        }
    }

    private static IPAddress Network(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = 0; bit < bytes.Length * 8; bit += 8)
        {
            var keep = Math.Clamp(length - bit, 0, 8);
            bytes[bit / 8] &= (byte)(0xFF << (8 - keep));
        }
        // Without the scope of a link-local address, which a prefix does not have.
        return new IPAddress(bytes);
    }
}
