using System.Globalization;

namespace DualWanPortal.Failover.Policies;

public enum NatStyle { List, PerWan }

public enum FailbackMode { Automatic, Manual }

public enum InboundStrategy
{
    /// <summary>Nobody dials in; or what was made for it by hand stays as it is.</summary>
    None,

    /// <summary>Peers know the addresses of all WANs: each is answered by the WAN that it asked.</summary>
    BothAddresses,

    /// <summary>The same, and a name of the router's own follows the WAN in use.</summary>
    Ddns,
}

/// <summary>A part of the day, from the first minute to the last one exclusive; may go over midnight. Written <c>08:00-18:00</c>.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    public static QuietHours? Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return text.Length == 11 && dash == 5 && Time(text[..5]) is { } from && Time(text[6..]) is { } to && from != to ? new QuietHours(from, to) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH:mm}-{To:HH:mm}");

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
