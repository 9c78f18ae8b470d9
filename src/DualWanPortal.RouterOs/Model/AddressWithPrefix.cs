using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DualWanPortal.RouterOs.Model;

/// <summary>An IPv4 or IPv6 address with a prefix length, host bits kept: <c>192.168.88.1/24</c>. Without a slash it is a host (/32, /128).</summary>
public readonly record struct AddressWithPrefix(IPAddress Address, int PrefixLength)
{
    public bool IsIPv4 => Address.AddressFamily == AddressFamily.InterNetwork;
    public bool IsDefault => PrefixLength == 0;
    public bool IsHost => PrefixLength == (IsIPv4 ? 32 : 128);

    public bool Contains(IPAddress other)
    {
        if (other.AddressFamily != Address.AddressFamily)
            return false;
        Span<byte> mine = stackalloc byte[16];
        Span<byte> theirs = stackalloc byte[16];
        if (!Address.TryWriteBytes(mine, out var length) || !other.TryWriteBytes(theirs, out _))
            return false;
        for (var bit = 0; bit < PrefixLength && bit < length * 8; bit += 8)
        {
            var take = Math.Min(8, PrefixLength - bit);
            var mask = (byte)(0xFF << (8 - take));
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask))
                return false;
        }
        return true;
    }

    public static AddressWithPrefix? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(host, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && host.Count(c => c == '.') != 3))
            return null;
        var longest = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash < 0)
            return new AddressWithPrefix(address, longest);
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= longest
            ? new AddressWithPrefix(address, length)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixLength}");
}
