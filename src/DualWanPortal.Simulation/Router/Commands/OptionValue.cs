using System.Globalization;
using System.Net;
using System.Text;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>
/// The value of a DHCP option as bytes, which the router shows beside it in hexadecimal: <c>0x…</c>, text <c>s'…'</c>, and <c>'…'</c>, which is an address where it reads as
/// one and text otherwise; several may follow each other. <c>$(…)</c> is known only once a client asks.
/// </summary>
internal static class OptionValue
{
    /// <summary>Null: not known before a client asks, or no such value.</summary>
    public static string? Raw(string value)
    {
        var raw = new StringBuilder();
        for (var rest = value.AsSpan().Trim(); rest.Length > 0; rest = rest.TrimStart())
        {
            var length = rest.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? Digits(rest, raw) : Quoted(rest, raw);
            if (length == 0)
                return null;
            rest = rest[length..];
        }
        return raw.ToString();
    }

    private static int Digits(ReadOnlySpan<char> text, StringBuilder raw)
    {
        var end = 2;
        while (end < text.Length && char.IsAsciiHexDigit(text[end]))
            end++;
        if (end == 2 || end % 2 != 0)
            return 0;
        raw.Append(text[2..end].ToString().ToLower(CultureInfo.InvariantCulture));
        return end;
    }

    private static int Quoted(ReadOnlySpan<char> text, StringBuilder raw)
    {
        var open = text.StartsWith("s'", StringComparison.Ordinal) ? 2 : text.StartsWith("'", StringComparison.Ordinal) ? 1 : 0;
        var close = open == 0 ? -1 : text[open..].IndexOf('\'');
        if (close < 0)
            return 0;
        var inner = text.Slice(open, close).ToString();
        var bytes = open == 1 && IPAddress.TryParse(inner, out var address) ? address.GetAddressBytes() : Encoding.UTF8.GetBytes(inner);
        raw.Append(Convert.ToHexStringLower(bytes));
        return open + close + 1;
    }
}
