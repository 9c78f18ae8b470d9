using System.Buffers;
using System.Globalization;
using System.Text;

namespace DualWanPortal.RouterOs.Text;

/// <summary>Durations as RouterOS words them (reference 1.8): <c>1w2d3h4m5s</c>, <c>12ms345us</c>, <c>00:00:10</c>, <c>1d00:00:00</c>, plain seconds.</summary>
public static class RouterOsDuration
{
    private static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("0123456789.");
    private const long TicksPerWeek = 7 * TimeSpan.TicksPerDay;

    /// <summary>False for null, for words such as <c>none</c> and for anything longer than a <see cref="TimeSpan"/> holds.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrWhiteSpace(text) || text.Length > 64)
            return false;
        var rest = text.AsSpan().Trim();
        var ticks = 0m;
        var smallest = decimal.MaxValue;
        while (!rest.IsEmpty)
        {
            if (rest.Contains(':') && !rest.ContainsAny("wdhms"))
                return TryClock(rest, ref ticks) && Fits(ticks, out duration);
            if (!TryNumber(ref rest, out var number))
                return false;
            var unit = TakeUnit(ref rest);
            // Units come once each and in falling order; a bare number is seconds and stands alone or last.
            if (unit is not { } size || size >= smallest)
                return false;
            smallest = size;
            ticks += number * size;
        }
        return Fits(ticks, out duration);
    }

    /// <summary>The letter form that API and exports use; whole microseconds, zero is <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "RouterOS has no negative durations.");
        var rest = duration.Ticks;
        var text = new StringBuilder();
        Append(TicksPerWeek, "w");
        Append(TimeSpan.TicksPerDay, "d");
        Append(TimeSpan.TicksPerHour, "h");
        Append(TimeSpan.TicksPerMinute, "m");
        Append(TimeSpan.TicksPerSecond, "s");
        Append(TimeSpan.TicksPerMillisecond, "ms");
        Append(TimeSpan.TicksPerMicrosecond, "us");
        return text.Length == 0 ? "0s" : text.ToString();

        void Append(long unit, string name)
        {
            if (rest / unit is var count and > 0)
                text.Append(CultureInfo.InvariantCulture, $"{count}{name}");
            rest %= unit;
        }
    }

    private static bool Fits(decimal ticks, out TimeSpan duration)
    {
        duration = ticks <= TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)ticks) : default;
        return ticks <= TimeSpan.MaxValue.Ticks;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> rest, out decimal number)
    {
        var length = rest.IndexOfAnyExcept(s_numberCharacters);
        if (length < 0)
            length = rest.Length;
        number = 0;
        if (length is 0 or > 15 || !decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
            return false;
        rest = rest[length..];
        return true;
    }

    private static decimal? TakeUnit(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
            return TimeSpan.TicksPerSecond;
        var length = rest is ['m' or 'u' or 'n', 's', ..] ? 2 : 1;
        decimal? size = rest[..length] switch
        {
            "w" => TicksPerWeek,
            "d" => TimeSpan.TicksPerDay,
            "h" => TimeSpan.TicksPerHour,
            "m" => TimeSpan.TicksPerMinute,
            "s" => TimeSpan.TicksPerSecond,
            "ms" => TimeSpan.TicksPerMillisecond,
            "us" => TimeSpan.TicksPerMicrosecond,
            "ns" => TimeSpan.TicksPerMicrosecond / 1000m,
            _ => null,
        };
        rest = rest[length..];
        return size;
    }

    /// <summary><c>04:05:06</c>, <c>04:05:06.789</c> or <c>04:05</c> (hours and minutes), possibly after days.</summary>
    private static bool TryClock(ReadOnlySpan<char> clock, ref decimal ticks)
    {
        Span<Range> parts = stackalloc Range[4];
        var count = clock.Split(parts, ':');
        if (count is not (2 or 3))
            return false;
        ReadOnlySpan<long> units = [TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond];
        for (var i = 0; i < count; i++)
        {
            var part = clock[parts[i]];
            if (part.Length is 0 or > 15 || !decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            if (i > 0 && number >= 60)
                return false;
            ticks += number * units[i];
        }
        return true;
    }
}
