using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Simulation.Packets;

/// <summary>Addresses as firewall rules name them: one, a prefix, or <c>10.0.0.5-10.0.0.9</c>; never both families.</summary>
internal readonly record struct AddressRange(IpAddress Low, IpAddress High)
{
    public bool Contains(IpAddress address) => address >= Low && address <= High;

    /// <summary>Null for what is no address, such as a name.</summary>
    public static AddressRange? Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0)
            return IpAddress.Parse(text.AsSpan(0, dash)) is { } low && IpAddress.Parse(text.AsSpan(dash + 1)) is { } high ? new AddressRange(low, high) : null;
        return IpPrefix.Parse(text) is { } prefix ? new AddressRange(prefix.Network, prefix.Last) : null;
    }
}
