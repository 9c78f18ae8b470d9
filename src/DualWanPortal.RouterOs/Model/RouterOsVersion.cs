using System.Globalization;

namespace DualWanPortal.RouterOs.Model;

/// <summary>A RouterOS version as far as behaviour depends on it: <c>7.21.1 (stable)</c>, <c>6.49.18 (long-term)</c>, <c>7.24rc1</c>.</summary>
public readonly record struct RouterOsVersion(int Major, int Minor, int Patch) : IComparable<RouterOsVersion>
{
    public bool IsV6 => Major == 6;

    public bool AtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    public int CompareTo(RouterOsVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public static bool operator <(RouterOsVersion left, RouterOsVersion right) => left.CompareTo(right) < 0;
    public static bool operator >(RouterOsVersion left, RouterOsVersion right) => left.CompareTo(right) > 0;
    public static bool operator <=(RouterOsVersion left, RouterOsVersion right) => left.CompareTo(right) <= 0;
    public static bool operator >=(RouterOsVersion left, RouterOsVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Reads the leading digits of each part and ignores channel, release candidate and beta marks.</summary>
    public static bool TryParse(string? text, out RouterOsVersion version)
    {
        version = default;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        Span<int> parts = stackalloc int[3];
        var part = 0;
        var digits = 0;
        foreach (var c in text.AsSpan().Trim())
        {
            if (char.IsAsciiDigit(c) && digits < 6)
            {
                parts[part] = (parts[part] * 10) + (c - '0');
                digits++;
            }
            else if (c == '.' && digits > 0 && part < 2)
            {
                part++;
                digits = 0;
            }
            else
            {
                break;
            }
        }
        if (part == 0 || parts[0] == 0)
            return false;
        version = new RouterOsVersion(parts[0], parts[1], parts[2]);
        return true;
    }

    public override string ToString() =>
        Patch == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}") : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
