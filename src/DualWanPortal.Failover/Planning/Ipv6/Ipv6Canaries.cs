using System.Collections.Immutable;
using DualWanPortal.Failover.Planning.Canaries;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Ipv6;

/// <summary>A WAN whose IPv6 is decided by a host in the Internet.</summary>
/// <param name="Place">Of the WAN in the order of all.</param>
/// <param name="Gateway">The provider's router, as a host route names it.</param>
internal sealed record WatchedLeg(Ipv6Leg Leg, int Place, string Host, string Gateway)
{
    public string Name => Leg.Wan.Interface;
    public string PinTag => $"{Name}-six-canary1";
    public string HoldTag => $"{Name}-six-canary1-hold";
    public string DefaultTag => $"{Name}-six-default1";
}

/// <summary>
/// Which WANs can be watched over IPv6: their provider's router has to be known, and the router needs an address of that provider to ask with. One host each; the check of a
/// default over it is what routing decides by, in both methods that watch hosts.
/// </summary>
internal static class Ipv6Canaries
{
    /// <summary>Public resolvers that answer pings for everybody; those that people type into their machines come last (reference 5.x, 4).</summary>
    private static readonly ImmutableArray<string> s_hosts =
        ["2001:4860:4860::8844", "2606:4700:4700::1001", "2620:fe::9", "2620:119:53::53", "2001:4860:4860::8888", "2606:4700:4700::1111", "2620:fe::fe", "2620:119:35::35"];

    /// <summary>In the order of the WANs; none when the first cannot be watched, for then the others would take over for good.</summary>
    public static ImmutableArray<WatchedLeg> Of(PlanContext context, ImmutableArray<Ipv6Leg> legs)
    {
        if (!context.Policy.HasCanaries || context.IsV6 || !context.Live.Knows("/ipv6/route"))
            return [];
        var taken = Used(context).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var present = legs.Select(leg => Present(context, leg)).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = ImmutableArray.CreateBuilder<WatchedLeg>();
        foreach (var leg in legs)
        {
            if (Gateway(context, leg) is not { } gateway || (leg != legs[0] && !leg.HasAddress))
                continue;
            if ((Present(context, leg) ?? s_hosts.FirstOrDefault(one => !taken.Contains(one) && !present.Contains(one))) is not { } host)
                continue;
            taken.Add(host);
            found.Add(new WatchedLeg(leg, context.Wans.IndexOf(leg.Wan), host, gateway));
        }
        return found is [var first, ..] && first.Leg == legs[0] ? found.ToImmutable() : [];
    }

    /// <summary>The host by which an earlier plan watches the WAN.</summary>
    private static string? Present(PlanContext context, Ipv6Leg leg) => Pin(context, leg)?["dst-address"]?.Split('/')[0];

    private static ConfigItem? Pin(PlanContext context, Ipv6Leg leg) => context.Live.Menu("/ipv6/route").FirstOrDefault(row => row["comment"] == $"{Owned.Mark}{leg.Wan.Interface}-six-canary1");

    /// <summary>What somebody resolves by or watches with already is left to him.</summary>
    private static IEnumerable<string> Used(PlanContext context) =>
        (context.Live.Dns?.List("servers") ?? []).Concat(context.Live.Menu("/ipv6/nd").SelectMany(row => row.List("dns")))
        .Concat(context.Live.Menu("/tool/netwatch").Select(row => row["host"] ?? "")).Concat(context.Live.Menu("/ipv6/route").Where(row => !Ipv6Routes.IsOwn(context, row)).Select(row => (row["dst-address"] ?? "").Split('/')[0]));

    /// <summary>
    /// The interface where it is point to point; what a written default or that of a lease names; else what an earlier plan found. Null: the address of the provider's router
    /// stands nowhere, as a lease of DHCPv6 names none in an export.
    /// </summary>
    private static string? Gateway(PlanContext context, Ipv6Leg leg)
    {
        if (NextHop.IsPointToPoint(context.Live, leg.Wan))
            return leg.Wan.Interface;
        var written = leg.Defaults.OrderBy(row => row.Flag("disabled")).Select(row => row["gateway"]);
        var leased = context.Live.Menu("/ipv6/route").Where(row => row.Flag("dynamic") && RowMatch.Of(row, "dst-address") == "::/0").Select(row => row["gateway"]).Where(gateway => gateway?.EndsWith("%" + leg.Wan.Interface, StringComparison.Ordinal) == true);
        return written.Concat(leased).FirstOrDefault(Ipv6Defaults.IsAddress) ?? Pin(context, leg)?["gateway"];
    }
}
