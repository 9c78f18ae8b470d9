namespace DualWanPortal.Failover.Audit.Nat;

/// <summary>Whether a rule applies to a kind of traffic: to some of it, or to what only the running router knows, is <see cref="Maybe"/>.</summary>
internal enum Match { No, Maybe, Yes }

internal static class Matches
{
    /// <summary>All of several matchers have to agree.</summary>
    public static Match And(Match one, Match other) => one < other ? one : other;

    public static Match Not(Match match) => match switch { Match.Yes => Match.No, Match.No => Match.Yes, _ => Match.Maybe };

    public static Match Of(bool known) => known ? Match.Yes : Match.No;
}
