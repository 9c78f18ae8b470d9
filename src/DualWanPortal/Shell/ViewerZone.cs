using System.Globalization;

namespace DualWanPortal.Shell;

/// <summary>The time zone of whoever looks at this page; UTC until the browser has told it.</summary>
public sealed class ViewerZone
{
    /// <summary>Written by js/theme.js on every page, the sign-in page included.</summary>
    public const string Cookie = "dwp.zone";

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <param name="name">What the browser calls its zone (<c>Europe/Berlin</c>); unknown names keep UTC.</param>
    public void Learn(string? name)
    {
        if (name is { Length: > 0 and < 100 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            Zone = zone;
    }

    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone);

    /// <summary><c>2026-03-01 02:14:09 UTC+01:00</c></summary>
    public string Exact(DateTimeOffset time)
    {
        var local = Local(time);
        var zone = local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd HH:mm:ss} {zone}");
    }
}
