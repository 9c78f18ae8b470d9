using System.Globalization;

namespace DualWanPortal.Polling;

/// <summary>Round trips as ping words them: <c>12ms345us</c>, <c>453us</c>, <c>1s2ms</c>; v6 whole milliseconds (reference 3.12).</summary>
public static class PingTime
{
    public static double? Milliseconds(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        double sum = 0;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 9)
                return null;
            var number = int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[digits..];
            var (factor, length) = rest switch
            {
                ['u', 's', ..] => (0.001, 2),
                ['m', 's', ..] => (1.0, 2),
                ['s', ..] => (1000.0, 1),
                ['m', ..] => (60_000.0, 1),
                _ => (0.0, 0),
            };
            if (length == 0)
                return null;
            sum += number * factor;
            rest = rest[length..];
        }
        return sum;
    }
}
