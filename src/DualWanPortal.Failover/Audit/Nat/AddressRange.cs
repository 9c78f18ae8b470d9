using System.Buffers.Binary;
using System.Net;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Nat;

/// <summary>IPv4 addresses from first to last, as firewall matchers name them: an address, a prefix, or <c>first-last</c>.</summary>
internal readonly record struct AddressRange(uint First, uint Last)
{
    private static readonly AddressRange[] s_private = [Parse("10.0.0.0/8")!.Value, Parse("172.16.0.0/12")!.Value, Parse("192.168.0.0/16")!.Value, Parse("100.64.0.0/10")!.Value, Parse("169.254.0.0/16")!.Value];

    public bool IsEverything => First == 0 && Last == uint.MaxValue;

    /// <summary>Addresses that no ISP routes: RFC 1918, the shared space of carriers, link-local.</summary>
    public bool IsPrivate => s_private.Any(Inside);

    public bool Inside(AddressRange other) => other.First <= First && Last <= other.Last;

    public bool Overlaps(AddressRange other) => First <= other.Last && other.First <= Last;

    /// <summary>How far a set of addresses lies within this range.</summary>
    public Match Holds(AddressRange set) => set.Inside(this) ? Match.Yes : set.Overlaps(this) ? Match.Maybe : Match.No;

    public static AddressRange? Parse(string? text)
    {
        if (text is null)
            return null;
        if (text.Split('-') is [var from, var to] && Number(from) is { } first && Number(to) is { } last && first <= last)
            return new AddressRange(first, last);
        return AddressWithPrefix.Parse(text) is { IsIPv4: true } prefix ? Of(prefix) : null;
    }

    public static AddressRange Of(AddressWithPrefix prefix)
    {
        var mask = prefix.PrefixLength == 0 ? 0 : uint.MaxValue << (32 - prefix.PrefixLength);
        var address = Number(prefix.Address);
        return new AddressRange(address & mask, address | ~mask);
    }

    private static uint? Number(string text) => AddressWithPrefix.Parse(text) is { IsIPv4: true, IsHost: true } host ? Number(host.Address) : null;

    private static uint Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out _) ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
    }
}
