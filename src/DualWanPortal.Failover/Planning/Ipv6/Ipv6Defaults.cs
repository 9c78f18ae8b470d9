using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Ipv6;

/// <summary>
/// Defaults of IPv6 in the order of the WANs, from the last to the first, with a check of the next hop where the version has one. That distance and check-gateway mean for
/// IPv6 what they mean for IPv4 is a guess: the reference is silent.
/// </summary>
internal static class Ipv6Defaults
{
    public static void Plan(PlanContext context, ImmutableArray<Ipv6Leg> legs)
    {
        foreach (var leg in legs.Reverse())
            Plan(context, leg, context.Policy.FirstDistance + (context.Wans.IndexOf(leg.Wan) * context.Policy.DistanceStep));
        foreach (var leg in legs)
            Unchecked(context, leg);
        context.Say("v6-upstream", $"IPv6 looks at the next hop only: when the line behind the gateway of {legs[0].Wan.Interface} is dead while the gateway answers, IPv6 stays there although IPv4 moves, and machines lose a moment for each new connection until they take IPv4. It goes back with the first answer, whatever the policy says about failback{Later(context)}");
    }

    /// <summary>One WAN alone.</summary>
    public static void Plan(PlanContext context, Ipv6Leg leg, int distance)
    {
        var routes = leg.Defaults.Where(route => !route.Flag("disabled")).ToList();
        foreach (var route in routes)
            Route(context, leg, route, Text(distance));
        foreach (var client in leg.Clients)
            Client(context, leg, client, routes.Count > 0, Text(routes.Count > 0 ? DistanceSteps.LastResortOfClients + context.Wans.IndexOf(leg.Wan) : distance));
        if (routes.Count == 0 && leg.Clients.IsEmpty)
            context.Say("v6-no-failover", $"{leg.Wan.Interface} has IPv6 and no default of it that a plan could order: what comes by router advertisement has a distance of its own; add a DHCPv6 client or a default by hand");
    }

    /// <summary>Behind the defaults that are watched: what led out before carries on when all watched hosts are silent.</summary>
    public static void LastResort(PlanContext context, Ipv6Leg leg, int distance)
    {
        foreach (var route in leg.Defaults.Where(route => !route.Flag("disabled") && route.Number("distance", 1) < DistanceSteps.LastResort))
            context.Do(StepOf.Set(context.SoFar(), route, $"it would win over the watched default of {leg.Wan.Interface}; as last resort it carries on when all watched hosts are silent", ("distance", Text(distance))));
        foreach (var client in leg.Clients)
            Client(context, leg, client, besideRoutes: true, Text(distance));
    }

    private static void Client(PlanContext context, Ipv6Leg leg, ConfigItem client, bool besideRoutes, string distance)
    {
        var adds = client.Flag("add-default-route");
        if (besideRoutes && (!adds || client.Number("default-route-distance", 1) >= DistanceSteps.LastResort))
            return;
        var wanted = new List<(string, string)>();
        if (!adds)
            wanted.Add(("add-default-route", "yes"));
        wanted.Add(ClientSteps.TablesWith(client, int.Parse(distance, CultureInfo.InvariantCulture)) is { } tables ? ("default-route-tables", tables) : ("default-route-distance", distance));
        if (Checks(context) && !besideRoutes && context.Live.Version is { } version && version.AtLeast(7, 19))
            wanted.Add(("check-gateway", "ping"));
        if (!context.Policy.Resolvers.IsEmpty)
            wanted.Add(("use-peer-dns", "no"));
        var why = $"IPv6 {Place(context, leg)}{(!context.Policy.Resolvers.IsEmpty && RowMatch.Has(client, "use-peer-dns", "yes") ? "; its provider's resolvers, which machines hear of by router advertisement, answer its own customers only" : "")}";
        context.Do(StepOf.Set(context.SoFar(), client, why, [.. wanted]));
    }

    private static void Route(PlanContext context, Ipv6Leg leg, ConfigItem route, string distance)
    {
        var check = Checks(context) && RowMatch.Of(route, "check-gateway") == "none" && IsAddress(route["gateway"]);
        if (check && !context.IsV6)
        {
            context.Do(StepOf.Set(context.SoFar(), route, $"IPv6 {Place(context, leg)}; without a check the route stays in use while its gateway is dead", ("distance", distance), ("check-gateway", "ping")));
            return;
        }
        context.Do(StepOf.Set(context.SoFar(), route, $"IPv6 {Place(context, leg)}", ("distance", distance)));
        // v6 knows no check-gateway=none: what was absent before can only be unset again.
        var now = context.SoFar();
        if (check && now.Menu("/ipv6/route").FirstOrDefault(row => !row.Flag("dynamic") && row["gateway"] == route["gateway"] && RowMatch.Has(row, "distance", distance)) is { } row)
            context.Do(StepOf.SetAbsent(now, row, "check-gateway", "ping", "without a check the route stays in use while its gateway is dead"));
    }

    public static void Unchecked(PlanContext context, Ipv6Leg leg)
    {
        var now = context.SoFar();
        var routes = now.Menu("/ipv6/route").Where(row => leg.Defaults.Any(own => own["gateway"] == row["gateway"]) && !row.Flag("dynamic") && !row.Flag("disabled")).ToList();
        var seen = routes.Count > 0 ? routes.Exists(row => RowMatch.Of(row, "check-gateway") != "none" && IsAddress(row["gateway"]))
            : now.Menu("/ipv6/dhcp-client").Any(row => row["interface"] == leg.Wan.Interface && RowMatch.Of(row, "check-gateway") is "ping" or "arp");
        if (!seen)
            context.Say("v6-chk-none", $"nothing checks the IPv6 gateway of {leg.Wan.Interface}{(routes.Count == 0 && !(context.Live.Version is { } version && version.AtLeast(7, 19)) ? ": its DHCPv6 client can from RouterOS 7.19 on only" : "")}; a lost link or lease is noticed, not a dead gateway");
    }

    private static bool Checks(PlanContext context) => context.Policy.CheckGateway || context.Policy.HasCanaries;

    private static string Place(PlanContext context, Ipv6Leg leg) =>
        context.Wans.IndexOf(leg.Wan) is var at and > 0 ? $"by {leg.Wan.Interface} comes after {context.Wans[at - 1].Interface}, as IPv4 does" : $"by {leg.Wan.Interface} is preferred, as IPv4 is";

    /// <summary>What an export cannot show: the address of the provider's router, which a host route needs.</summary>
    private static string Later(PlanContext context) =>
        context.Policy.HasCanaries && !context.IsV6 ? $". A plan made from the router itself while {context.Wans[0].Interface} has its IPv6 lease, and so a next hop, watches a host in the Internet instead" : "";

    public static bool IsAddress(string? gateway) => AddressWithPrefix.Parse(gateway?.Split('%')[0]) is { IsIPv4: false };

    private static string Text(int distance) => distance.ToString(CultureInfo.InvariantCulture);
}
