using System.Globalization;
using System.Net;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>What a client may write for a value, turned into what the API answers (reference 1.8). Null: the text is no such value.</summary>
internal static class ValueText
{
    public static bool TryDuration(string text, out TimeSpan value) => RouterOsDuration.TryParse(text, out value);

    public static string? Boolean(string text) => text switch
    {
        "true" or "yes" => "true",
        "false" or "no" => "false",
        _ => null,
    };

    public static long? Number(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public static string? Duration(string text) => TryDuration(text, out var value) ? RouterOsDuration.Format(value) : null;

    /// <summary>A bare address becomes a host route; bits behind the mask are cleared.</summary>
    public static string? Prefix(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = Address(slash < 0 ? text : text[..slash]);
        if (address is null)
            return null;
        var bits = 32;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= 32))
            return null;
        return FormattableString.Invariant($"{Network(address, bits)}/{bits}");
    }

    /// <summary>Four decimal numbers, nothing shorter.</summary>
    public static string? Address(string text) =>
        text.Count(c => c == '.') == 3 && !text.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address) ? address.ToString() : null;

    public static string Network(string address, int bits)
    {
        Span<byte> bytes = stackalloc byte[4];
        IPAddress.Parse(address).TryWriteBytes(bytes, out _);
        var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, bits == 0 ? 0 : value & (uint.MaxValue << (32 - bits)));
        return new IPAddress(bytes).ToString();
    }

    /// <summary>A whole number, with <c>k</c>, <c>M</c> or <c>G</c> for thousands of thousands: <c>1M</c> is <c>1000000</c>.</summary>
    public static string? Amount(string text)
    {
        var factor = text.Length < 2 ? 1 : char.ToLowerInvariant(text[^1]) switch { 'k' => 1000L, 'm' => 1_000_000L, 'g' => 1_000_000_000L, _ => 1L };
        return Number(factor == 1 ? text : text[..^1]) is { } number && Math.Abs((decimal)number * factor) <= long.MaxValue ? (number * factor).ToString(CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A size in KiB, bare or with its unit: <c>2048</c>, <c>2048KiB</c>, <c>2MiB</c>, <c>2M</c>.</summary>
    public static long? Kibibytes(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var factor = text[digits..] switch { "" or "k" or "K" or "KiB" => 1, "M" or "MiB" => 1024, "G" or "GiB" => 1024 * 1024, _ => 0 };
        return factor > 0 && long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < uint.MaxValue ? number * factor : null;
    }

    /// <summary>Two amounts, <c>1M/2M</c>; one stands for both.</summary>
    public static string? Amounts(string text)
    {
        var parts = text.Split('/');
        return parts.Length <= 2 && Amount(parts[0]) is { } up && Amount(parts[^1]) is { } down ? $"{up}/{down}" : null;
    }

    /// <summary>Six pairs of digits, in capitals and with colons.</summary>
    public static string? Mac(string text) =>
        text.Length == 17 && text.Split(':', '-') is { Length: 6 } parts && parts.All(part => part.Length == 2 && part.All(char.IsAsciiHexDigit)) ? text.Replace('-', ':').ToUpperInvariant() : null;

    /// <summary>Nothing but a word: <c>unlimited</c>, <c>none</c>, <c>no-limit</c>.</summary>
    public static string? Word(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetter(c) || c == '-') ? text : null;

    public static string List(string text) => string.Join(',', text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
