using System.Collections.Immutable;
using DualWanPortal.Plans.Windows;

namespace DualWanPortal.Sites;

/// <summary>What a site demands of changes to its routers.</summary>
/// <param name="Site">As at the routers; empty for those that name none.</param>
/// <param name="SecondPerson">A plan waits for somebody else than the one who asked for it.</param>
/// <param name="AlsoByHand">Switches and holds by hand are bound too. They are for emergencies, so they are not unless the site says so.</param>
/// <param name="Windows">One change window per entry; none for any time.</param>
public sealed record SiteRule(string Site, bool SecondPerson, bool AlsoByHand, string Zone, ImmutableArray<string> Windows)
{
    public string? ChangedBy { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }

    public static SiteRule None(string site) => new(site, false, false, "UTC", []);

    /// <summary>Whether it demands anything.</summary>
    public bool IsFree => !SecondPerson && Windows.IsEmpty;

    /// <summary>Null when what is stored cannot be understood (any more): then no time is right.</summary>
    public ChangeWindows? Read() => ChangeWindows.Read(Zone, Windows).Windows;

    public bool Binds(bool byHand) => !IsFree && (!byHand || AlsoByHand);
}
