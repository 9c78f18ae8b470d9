using System.Net;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.Router.Ipv6;

/// <summary>Where an IPv6 route hands its packets: <c>fe80::1%ether1</c>, <c>2001:db8::1</c>, <c>pppoe-out1</c>.</summary>
internal readonly record struct Ipv6Gateway(IPAddress? Address, string? Interface)
{
    public static Ipv6Gateway Parse(string text)
    {
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        var name = percent < 0 ? null : text[(percent + 1)..];
        return AddressWithPrefix.Parse(percent < 0 ? text : text[..percent]) is { IsIPv4: false } host ? new Ipv6Gateway(host.Address, name) : new Ipv6Gateway(null, text);
    }

    /// <summary>Whether the network of an address row, <c>2001:db8::2/64</c>, holds the address.</summary>
    public static bool Holds(string? network, IPAddress address) => AddressWithPrefix.Parse(network) is { IsIPv4: false } own && own.Contains(address);
}
