using System.Globalization;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>An IPv4 address as a number: routing compares and masks it.</summary>
public readonly record struct Ipv4(uint Value) : IComparable<Ipv4>
{
    public static Ipv4? Parse(ReadOnlySpan<char> text)
    {
        uint value = 0;
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
                return null;
            value = (value << 8) | octet;
        }
        return parts == 4 ? new Ipv4(value) : null;
    }

    public int CompareTo(Ipv4 other) => Value.CompareTo(other.Value);

    public static bool operator <(Ipv4 left, Ipv4 right) => left.Value < right.Value;
    public static bool operator >(Ipv4 left, Ipv4 right) => left.Value > right.Value;
    public static bool operator <=(Ipv4 left, Ipv4 right) => left.Value <= right.Value;
    public static bool operator >=(Ipv4 left, Ipv4 right) => left.Value >= right.Value;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value >> 24}.{(Value >> 16) & 255}.{(Value >> 8) & 255}.{Value & 255}");
}

/// <summary>A destination: network address with host bits cleared, and a length of 0 to 32.</summary>
public readonly record struct Ipv4Prefix(Ipv4 Network, int Length)
{
    public static Ipv4Prefix Default => default;

    public static uint Mask(int length) => length == 0 ? 0 : uint.MaxValue << (32 - length);

    public static Ipv4Prefix Of(Ipv4 address, int length) => new(new Ipv4(address.Value & Mask(length)), length);

    /// <summary>Reads <c>10.0.0.0/24</c>; without a slash it is a host. Host bits are cleared.</summary>
    public static Ipv4Prefix? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (Ipv4.Parse(slash < 0 ? text : text.AsSpan(0, slash)) is not { } address)
            return null;
        if (slash < 0)
            return new Ipv4Prefix(address, 32);
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= 32 ? Of(address, length) : null;
    }

    public bool Contains(Ipv4 address) => (address.Value & Mask(Length)) == Network.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network}/{Length}");
}
