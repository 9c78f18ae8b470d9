using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Ipv6;

/// <summary>
/// Routes of the WANs that are watched over IPv6, in the shape of IPv4 (reference 5 B): a host route and a blackhole behind it for each host, a default over each, and what
/// led out before as last resort. That scopes mean for IPv6 what they mean for IPv4 is a guess: the reference is silent.
/// </summary>
internal static class Ipv6Routes
{
    public const string Menu = "/ipv6/route";

    public static void Plan(PlanContext context, ImmutableArray<Ipv6Leg> legs, ImmutableArray<WatchedLeg> watched, HashSet<string> kept)
    {
        foreach (var leg in watched)
        {
            var name = leg.Name;
            Ensure(context, kept, leg.PinTag, $"{leg.Host} is asked whether IPv6 by {name} works, and is reached by {name} only", ("dst-address", leg.Host + "/128"), ("gateway", leg.Gateway), ("scope", "10"), ("target-scope", "10"));
            Ensure(context, kept, leg.HoldTag, $"without it the check of {name} would be answered by another line when {name} has lost its link", ("dst-address", leg.Host + "/128"), ("blackhole", ""), ("distance", "20"));
        }
        foreach (var leg in legs.Reverse())
        {
            var distance = context.Policy.FirstDistance + (context.Wans.IndexOf(leg.Wan) * context.Policy.DistanceStep);
            if (watched.FirstOrDefault(one => one.Leg == leg) is { } own)
                Ensure(context, kept, own.DefaultTag, $"this default of IPv6 is in use only as long as {own.Host} answers over {own.Name}",
                    ("dst-address", "::/0"), ("gateway", own.Host), ("distance", Text(distance)), ("target-scope", "11"), ("check-gateway", "ping"));
            else
                Ipv6Defaults.Plan(context, leg, distance);
        }
        foreach (var leg in watched.Reverse())
            Ipv6Defaults.LastResort(context, leg.Leg, DistanceSteps.LastResortOfClients + leg.Place);
        Tell(context, legs, watched);
    }

    /// <summary>Lines of earlier plans that this one has no use for; the defaults go before what they are found by.</summary>
    public static void Retire(PlanContext context, HashSet<string> kept)
    {
        foreach (var row in context.Live.Menu(Menu).Where(row => IsOwn(context, row) && !kept.Contains(row["comment"]!)).OrderByDescending(row => RowMatch.Of(row, "dst-address") == "::/0"))
            context.Do(StepOf.Remove(context.Live, row, "an earlier plan made it for IPv6, and the policy has no use for it any more"));
    }

    public static bool IsOwn(PlanContext context, ConfigItem row) =>
        row["comment"] is { } comment && comment.StartsWith(Owned.Mark, StringComparison.Ordinal) && context.Wans.Any(wan => comment.StartsWith($"{Owned.Mark}{wan.Interface}-six-", StringComparison.Ordinal));

    private static void Ensure(PlanContext context, HashSet<string> kept, string tag, string why, params (string Name, string Value)[] wanted)
    {
        kept.Add(Owned.Mark + tag);
        if (context.Live.Menu(Menu).FirstOrDefault(row => row["comment"] == Owned.Mark + tag && !row.Flag("dynamic")) is { } own)
            context.Do(StepOf.Set(context.Live, own, why, [.. wanted.Where(value => value.Name != "blackhole"), ("disabled", "no")]));
        else
            context.Do(StepOf.Add(Menu, tag, why, wanted));
    }

    private static void Tell(PlanContext context, ImmutableArray<Ipv6Leg> legs, ImmutableArray<WatchedLeg> watched)
    {
        var first = watched[0];
        foreach (var leg in legs.Where(leg => watched.All(one => one.Leg != leg)))
        {
            Ipv6Defaults.Unchecked(context, leg);
            context.Say("v6-upstream", $"IPv6 by {leg.Wan.Interface} cannot be watched by a host in the Internet: {(leg.HasAddress ? "the address of its provider's router stands nowhere now, make the plan again while it has a lease" : "the router has no address of its own there to ask with")}; a line that is dead behind its gateway is not noticed");
        }
        foreach (var leg in watched.Where(leg => leg.Gateway.StartsWith("fe80", StringComparison.OrdinalIgnoreCase)))
            context.Say("v6-gateway", $"IPv6 by {leg.Name} is watched by way of {leg.Gateway}, the provider's router of today; should it get another address, IPv6 leaves {leg.Name} until the plan is made again: no lease of DHCPv6 tells a script the gateway");
        if (context.Policy.IsGated)
            context.Say("v6-failback", $"IPv6 that fell out together with IPv4 goes back to {first.Name} with it; alone it goes back with the first answer");
        else if (context.Policy.Method == Policies.FailoverMethod.Netwatch)
            context.Say("v6-failback", $"IPv6 leaves {first.Name} when {first.Host} does not answer, whatever netwatch measures of loss and delay, and goes back with the first answer");
    }

    private static string Text(int distance) => distance.ToString(CultureInfo.InvariantCulture);
}
