using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>Addresses as firewall rules name them: one, a prefix, or <c>10.0.0.5-10.0.0.9</c>.</summary>
internal readonly record struct AddressRange(Ipv4 Low, Ipv4 High)
{
    public bool Contains(Ipv4 address) => address >= Low && address <= High;

    /// <summary>Null for what is no address, such as a name.</summary>
    public static AddressRange? Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0)
            return Ipv4.Parse(text.AsSpan(0, dash)) is { } low && Ipv4.Parse(text.AsSpan(dash + 1)) is { } high ? new AddressRange(low, high) : null;
        return Ipv4Prefix.Parse(text) is { } prefix ? new AddressRange(prefix.Network, new Ipv4(prefix.Network.Value | ~Ipv4Prefix.Mask(prefix.Length))) : null;
    }
}
