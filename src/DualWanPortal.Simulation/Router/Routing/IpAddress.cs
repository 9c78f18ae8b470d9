using System.Buffers.Binary;
using System.Net;

namespace DualWanPortal.Simulation.Router.Routing;

/// <summary>An address of either family as numbers: routing and rules compare and mask it. The default is 0.0.0.0.</summary>
public readonly struct IpAddress : IEquatable<IpAddress>, IComparable<IpAddress>
{
    private readonly ulong _high;
    private readonly ulong _low;

    private IpAddress(ulong high, ulong low, bool isV6) => (_high, _low, IsV6) = (high, low, isV6);

    public bool IsV6 { get; }

    /// <summary>Null for an IPv6 address.</summary>
    public Ipv4? V4 => IsV6 ? null : new Ipv4((uint)_low);

    /// <summary>All of it in 32 bits, for choices by hash; of an IPv4 address the address itself.</summary>
    internal uint Folded => IsV6 ? (uint)(_high >> 32) ^ (uint)_high ^ (uint)(_low >> 32) ^ (uint)_low : (uint)_low;

    /// <summary>Neighbours of one wire only: <c>fe80::/10</c>.</summary>
    public bool IsLinkLocal => IsV6 && _high >> 54 == 0x3FA;

    /// <summary>An address of the Internet: <c>2000::/3</c>.</summary>
    public bool IsGlobalV6 => IsV6 && _high >> 61 == 1;

    public bool IsMulticast => IsV6 ? _high >> 56 == 0xFF : _low >> 28 == 14;
    public bool IsLoopback => IsV6 ? _high == 0 && _low == 1 : _low >> 24 == 127;

    /// <summary>0.0.0.0 or ::, which stand for none.</summary>
    public bool IsUnspecified => (_high | _low) == 0;

    public static IpAddress? Parse(ReadOnlySpan<char> text)
    {
        if (!text.Contains(':'))
            return Ipv4.Parse(text) is { } four ? four : null;
        if (text.ContainsAny('%', '[', '/') || text.Length > 45 || !IPAddress.TryParse(text, out var parsed))
            return null;
        Span<byte> bytes = stackalloc byte[16];
        return !parsed.TryWriteBytes(bytes, out var length) || length != 16 ? null : new IpAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), true);
    }

    /// <summary>The address with all bits after the first <paramref name="length"/> cleared.</summary>
    internal IpAddress Masked(int length) => IsV6
        ? new IpAddress(_high & Mask(length), _low & Mask(length - 64), true)
        : new IpAddress(0, _low & Ipv4Prefix.Mask(length), false);

    /// <summary>The last address that has the same first bits.</summary>
    internal IpAddress Filled(int length) => IsV6
        ? new IpAddress(_high | ~Mask(length), _low | ~Mask(length - 64), true)
        : new IpAddress(0, _low | ~Ipv4Prefix.Mask(length), false);

    /// <summary>The first <paramref name="length"/> bits of one address and the others of this one.</summary>
    internal IpAddress Behind(IpAddress network, int length) => IsV6
        ? new IpAddress((network._high & Mask(length)) | (_high & ~Mask(length)), (network._low & Mask(length - 64)) | (_low & ~Mask(length - 64)), true)
        : new IpAddress(0, (network._low & Ipv4Prefix.Mask(length)) | (_low & ~Ipv4Prefix.Mask(length)), false);

    /// <summary>How many first bits two addresses have in common; 0 for different families.</summary>
    internal int CommonBits(IpAddress other) => IsV6 != other.IsV6 ? 0
        : !IsV6 ? System.Numerics.BitOperations.LeadingZeroCount((uint)(_low ^ other._low))
        : _high != other._high ? System.Numerics.BitOperations.LeadingZeroCount(_high ^ other._high) : 64 + System.Numerics.BitOperations.LeadingZeroCount(_low ^ other._low);

    /// <summary>An address further on, within the last 32 bits of IPv4 and the last 64 of IPv6.</summary>
    public IpAddress Next(uint by) => IsV6 ? new IpAddress(_high, unchecked(_low + by), true) : new IpAddress(0, (uint)(_low + by), false);

    /// <summary>The network of 64 bits that comes so many after the one of this address.</summary>
    internal IpAddress NextNetwork(uint by) => new(unchecked(_high + by), _low, IsV6);

    public static implicit operator IpAddress(Ipv4 address) => new(0, address.Value, false);

    public static bool operator ==(IpAddress left, IpAddress right) => left.Equals(right);
    public static bool operator !=(IpAddress left, IpAddress right) => !left.Equals(right);
    public static bool operator <(IpAddress left, IpAddress right) => left.CompareTo(right) < 0;
    public static bool operator >(IpAddress left, IpAddress right) => left.CompareTo(right) > 0;
    public static bool operator <=(IpAddress left, IpAddress right) => left.CompareTo(right) <= 0;
    public static bool operator >=(IpAddress left, IpAddress right) => left.CompareTo(right) >= 0;

    public bool Equals(IpAddress other) => _low == other._low && _high == other._high && IsV6 == other.IsV6;
    public override bool Equals(object? obj) => obj is IpAddress other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(_high, _low);

    /// <summary>All of IPv4 comes before all of IPv6, so that no range holds both.</summary>
    public int CompareTo(IpAddress other) => IsV6 != other.IsV6 ? IsV6.CompareTo(other.IsV6) : _high != other._high ? _high.CompareTo(other._high) : _low.CompareTo(other._low);

    public override string ToString()
    {
        if (!IsV6)
            return new Ipv4((uint)_low).ToString();
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
        return new IPAddress(bytes).ToString();
    }

    private static ulong Mask(int length) => length <= 0 ? 0 : length >= 64 ? ulong.MaxValue : ulong.MaxValue << (64 - length);
}
