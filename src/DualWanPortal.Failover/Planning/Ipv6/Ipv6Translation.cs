using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Ipv6;

/// <summary>
/// Machines of the inside keep the addresses that the first WAN's prefix gives them; on the backups they are translated, because a provider drops what bears the addresses of
/// another. The reference is silent on translation of IPv6; that <c>masquerade</c> works as over IPv4 is a guess.
/// </summary>
internal static class Ipv6Translation
{
    private const string Menu = "/ipv6/firewall/nat";

    public static void Plan(PlanContext context, ImmutableArray<Ipv6Leg> legs, HashSet<string> kept)
    {
        var first = legs[0].Wan.Interface;
        if (context.IsV6)
        {
            context.Say("v6-prefix", $"RouterOS 6 does not translate IPv6: machines keep the addresses of {first}, which another provider drops; while a backup carries they lose IPv6 and go on by IPv4 after a moment. RouterOS 7 mends that");
            return;
        }
        if (!context.Live.Knows(Menu))
        {
            context.Say("v6-prefix", $"{Menu} was not read, so nothing translates the addresses of {first} on the backups");
            return;
        }
        foreach (var leg in legs.Skip(1))
        {
            Translate(context, leg, first, kept);
            foreach (var row in context.Live.Menu("/ipv6/address").Where(row => IsAdvertised(context, row) && leg.Clients.Any(client => client["pool-name"] == row["from-pool"])))
                context.Say("v6-prefix", $"{row["interface"]} hands out the prefix of {leg.Wan.Interface} as well: machines may choose it while {first} carries, and {first}'s provider drops it; switch advertise off on that address");
        }
        context.Say("v6-prefix", $"machines have addresses of {first} only: when its lease itself ends, their prefix goes with it, and they go on by IPv4 until it is back. RouterOS is not known to deprecate such a prefix, so a machine that keeps it waits for IPv6 first");
    }

    private static void Translate(PlanContext context, Ipv6Leg leg, string first, HashSet<string> kept)
    {
        var (name, tag) = (leg.Wan.Interface, $"{leg.Wan.Interface}-six-nat");
        if (context.Live.Menu(Menu).Any(row => row["comment"] != "dwp:" + tag && Covers(context, row, name)))
            return;
        Ipv6Steps.Ensure(context, kept, Menu, tag, $"machines have addresses of {first}'s prefix, which the provider of {name} would drop; they leave by {name} with its own", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", name));
        if (!leg.HasAddress)
            context.Say("v6-prefix", $"{name} has no IPv6 address of its own that translated packets could leave with: its client asks for a prefix only; let it ask for an address too (request=address,prefix), if the provider gives one");
    }

    private static bool Covers(PlanContext context, ConfigItem row, string name) => !row.Flag("disabled") && row["chain"] == "srcnat" && row["action"] is "masquerade" or "src-nat" or "netmap"
        && (row["out-interface"] is { Length: > 0 } exit ? exit == name : row["out-interface-list"] is { Length: > 0 } list && context.SoFar().IsOnList(name, list));

    private static bool IsAdvertised(PlanContext context, ConfigItem row) =>
        !row.Flag("disabled") && row["from-pool"] is { Length: > 0 } && row["advertise"] is not ("no" or "false") && context.Wans.All(wan => wan.Interface != row["interface"]);
}
