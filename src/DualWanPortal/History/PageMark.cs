using System.Globalization;

namespace DualWanPortal.History;

/// <summary>Place in a list ordered by time and id, newest first: stays right while new rows arrive.</summary>
internal readonly record struct PageMark(DateTimeOffset At, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Id}");

    /// <summary>Null when the text is no mark.</summary>
    public static PageMark? Parse(string? text)
    {
        var parts = text?.Split('-') ?? [];
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new PageMark(new DateTimeOffset(ticks, TimeSpan.Zero), id)
            : null;
    }
}
