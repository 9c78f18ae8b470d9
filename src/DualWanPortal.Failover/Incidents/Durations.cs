using System.Globalization;

namespace DualWanPortal.Failover.Incidents;

/// <summary>Spans as people say them, to the two largest units: <c>3 min 20 s</c>.</summary>
public static class Durations
{
    public static string InWords(TimeSpan span)
    {
        var seconds = (long)Math.Max(0, Math.Round(span.TotalSeconds));
        (long Count, string Unit)[] parts = [(seconds / 86400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
        var first = Array.FindIndex(parts, part => part.Count > 0);
        return first < 0 ? "0 s" : string.Join(' ', parts.Skip(first).Take(2).Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Unit}")));
    }
}
