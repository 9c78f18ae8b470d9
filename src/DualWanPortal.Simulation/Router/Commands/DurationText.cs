using System.Globalization;
using System.Text;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary><c>1w2d3h4m5s12ms</c>, <c>00:00:10</c> or plain seconds in; the letter form out (reference 1.8).</summary>
internal static class DurationText
{
    private static readonly (string Unit, long Microseconds)[] s_units =
    [
        ("w", 604_800_000_000), ("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1),
    ];

    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (text.Length is 0 or > 40)
            return false;
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParseExact(text, [@"hh\:mm\:ss", @"h\:mm\:ss", @"hh\:mm"], CultureInfo.InvariantCulture, out value);
        long total = 0;
        var at = 0;
        while (at < text.Length)
        {
            var begin = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            if (!long.TryParse(text.AsSpan(begin, at - begin), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 10_000_000)
                return false;
            var unit = at;
            while (at < text.Length && char.IsAsciiLetterLower(text[at]))
                at++;
            var word = at == unit ? "s" : text[unit..at];
            var size = Array.Find(s_units, known => known.Unit == word).Microseconds;
            if (size == 0)
                return false;
            total += number * size;
        }
        value = TimeSpan.FromMicroseconds(total);
        return true;
    }

    public static string Format(TimeSpan value)
    {
        var rest = value.Ticks / TimeSpan.TicksPerMicrosecond;
        if (rest <= 0)
            return "0s";
        var text = new StringBuilder();
        foreach (var (unit, size) in s_units)
        {
            if (rest / size is > 0 and var number)
                text.Append(CultureInfo.InvariantCulture, $"{number}{unit}");
            rest %= size;
        }
        return text.ToString();
    }
}
