using System.Globalization;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>A destination of either family: network address with host bits cleared, and a length of 0 to 32 or 128. The default is 0.0.0.0/0.</summary>
public readonly record struct IpPrefix(IpAddress Network, int Length)
{
    public static IpPrefix DefaultV6 { get; } = new(IpAddress.Parse("::")!.Value, 0);

    /// <summary>Bits of an address of its family.</summary>
    public int Bits => Network.IsV6 ? 128 : 32;

    public bool IsHost => Length == Bits;

    /// <summary>The highest address in it.</summary>
    public IpAddress Last => Network.Filled(Length);

    public static IpPrefix Of(IpAddress address, int length) => new(address.Masked(length), length);

    /// <summary>Reads <c>10.0.0.0/24</c>, <c>2001:db8::/32</c>; without a slash it is a host. Host bits are cleared.</summary>
    public static IpPrefix? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (IpAddress.Parse(slash < 0 ? text : text.AsSpan(0, slash)) is not { } address)
            return null;
        var bits = address.IsV6 ? 128 : 32;
        if (slash < 0)
            return new IpPrefix(address, bits);
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= bits ? Of(address, length) : null;
    }

    public bool Contains(IpAddress address) => address.IsV6 == Network.IsV6 && address.Masked(Length) == Network;

    public static implicit operator IpPrefix(Ipv4Prefix prefix) => new(prefix.Network, prefix.Length);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network}/{Length}");
}
