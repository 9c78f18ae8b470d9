using System.Globalization;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Planning;

/// <summary>
/// Puts WANs into an order by moving those that stand in the way, never onto a distance that another one has: RouterOS 7 would spread connections over both until the next command
/// (reference 4.1). WANs go behind the others, the last one first, or back to the places where they stood before.
/// </summary>
internal static class SwitchMoves
{
    private readonly record struct Span(int First, int Last)
    {
        public int Length => Last - First + 1;
    }

    public static void Plan(PlanContext context)
    {
        var spans = new List<Span>();
        foreach (var wan in context.Wans)
        {
            if (Of(context, wan) is not { } span)
            {
                DistanceSteps.Plan(context);
                return;
            }
            spans.Add(span);
        }
        if (InOrder(spans) == spans.Count)
            return;
        var places = Before(context, spans) ?? Behind(spans);
        if (places is null)
        {
            DistanceSteps.Plan(context);
            return;
        }
        foreach (var (wan, distance) in places)
            DistanceSteps.Plan(context, context.Wans[wan], distance);
    }

    /// <summary>Back to where all stood before a switch, the first one first; null where that is not known, not the order that is wanted, or not free.</summary>
    private static List<(int Wan, int Distance)>? Before(PlanContext context, List<Span> spans)
    {
        var places = context.Wans.Select((wan, at) => (Wan: at, Distance: SwitchMark.Place(context.Live, wan.Interface) ?? 0)).ToList();
        var wanted = places.ConvertAll(place => new Span(place.Distance, place.Distance + spans[place.Wan].Length - 1));
        if (wanted.Exists(span => span.First < 1) || InOrder(wanted) < wanted.Count)
            return null;
        var moved = places.FindAll(place => spans[place.Wan].First != place.Distance);
        return moved.TrueForAll(place => spans.TrueForAll(span => wanted[place.Wan].Last < span.First || wanted[place.Wan].First > span.Last)) ? moved : null;
    }

    /// <summary>Those that follow where the order breaks step behind all others, the last one first; null when there is no room in front of the last resorts.</summary>
    private static List<(int Wan, int Distance)>? Behind(List<Span> spans)
    {
        var next = spans.Max(span => span.Last) + 1;
        var places = new List<(int Wan, int Distance)>();
        for (var wan = InOrder(spans); wan < spans.Count; wan++)
        {
            places.Insert(0, (wan, next));
            next += spans[wan].Length;
        }
        return next <= DistanceSteps.LastResort ? places : null;
    }

    /// <summary>How many stand in order, from the first on.</summary>
    private static int InOrder(List<Span> spans)
    {
        var at = 1;
        while (at < spans.Count && spans[at].First > spans[at - 1].Last)
            at++;
        return at;
    }

    /// <summary>From its lowest distance to its highest; null where no number says so, or another WAN shares it.</summary>
    private static Span? Of(PlanContext context, WanLink wan)
    {
        var routes = DistanceSteps.Usable([.. context.MainDefaults(wan)]);
        if (routes.Count > 0)
            return new Span(routes.Min(route => route.Distance), routes.Max(route => route.Distance));
        var clients = ClientSteps.Clients(context.Live, context.Wans, wan);
        return clients is [{ Shared: false } only] && only.Row.List("default-route-tables").All(table => table == "default") && RowMatch.Of(only.Row, "add-default-route") is not ("no" or "false")
            && int.TryParse(RowMatch.Of(only.Row, "default-route-distance"), CultureInfo.InvariantCulture, out var distance) ? new Span(distance, distance) : null;
    }
}
