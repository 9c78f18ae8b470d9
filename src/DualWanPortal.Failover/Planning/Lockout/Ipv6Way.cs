using System.Collections.Immutable;
using System.Net;
using DualWanPortal.Failover.Audit.Chains;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Planning.Lockout;

/// <summary>The way of somebody who gets at the router over IPv6: by which interface he comes in, whether the filter takes him in, and which default his answers follow.</summary>
internal static class Ipv6Way
{
    private const string Filter = "/ipv6/firewall/filter";

    public static ReachVerdict Of(RouterModel live, RouterModel after, IPAddress who, ManagementService service)
    {
        ReachVerdict Verdict(Reach reach, string why) => new(service.Name, service.Port, reach, why);

        var near = Neighbours(live, who);
        if (!live.Knows(Filter) || (near ?? Default(live)) is not { } way)
            return Verdict(Reach.Unknown, $"No route of IPv6 tells by which interface {who} comes in, or its filter was not read.");
        if (!ManagementService.Enabled(after).Any(left => left.Name == service.Name && left.Port == service.Port))
            return Verdict(Reach.Lost, $"{service} would be switched off or listen elsewhere.");
        var (before, later) = (Judge(live, way, service), Judge(after, way, service));
        if (before.Fate == Fate.Accept && later.Fate == Fate.Drop)
            return Verdict(Reach.Lost, $"A login from {who} by {way} to {service} is let in now and would be dropped{(later.Rule is { } rule ? $": {RowText.Of(rule.Item, "chain", "action", "in-interface", "in-interface-list", "comment")}" : "")}.");
        if (near is null && First(live) is { } first && First(after) is { } then && first != then)
            return Verdict(Reach.Rerouted, $"Answers to {who} leave by {first} and would leave by {then}: open sessions break off, and a login by the address of {way} may find no answer.");
        return before.Fate == Fate.Unknown || later.Fate == Fate.Unknown || NamesSenders(live) || NamesSenders(after)
            ? Verdict(Reach.Unknown, $"Whether {who} is let in by {way} depends on rules of IPv6 that name senders, or on what they find at run time.")
            : Verdict(Reach.Kept, later.Fate == Fate.Accept ? $"A login from {who} by {way} is let in before and after." : $"A login from {who} by {way} is dropped before and after.");
    }

    private static ChainVerdict Judge(RouterModel model, string way, ManagementService service) =>
        new FirewallChains(model, WanDetection.Find(model)).Input6(way, service.Protocol, service.Port);

    private static bool NamesSenders(RouterModel model) => model.Menu(Filter).Any(row => !row.Flag("disabled") && (row["src-address"] is { Length: > 0 } || row["src-address-list"] is { Length: > 0 }));

    private static string? Neighbours(RouterModel model, IPAddress who) => model.Menu("/ipv6/address")
        .FirstOrDefault(row => !row.Flag("disabled") && AddressWithPrefix.Parse(row["address"]) is { IsHost: false } network && network.Contains(who))?["interface"];

    /// <summary>By which interface the default in use leads.</summary>
    private static string? Default(RouterModel model) => model.Menu("/ipv6/route").FirstOrDefault(row => row.Flag("active") && RowMatch.Of(row, "dst-address") == "::/0") is { } active ? ExitOf(active) : First(model);

    /// <summary>The default that is preferred with all lines up, by what is written: clients and routes.</summary>
    private static string? First(RouterModel model) =>
        model.Menu("/ipv6/dhcp-client").Where(row => !row.Flag("disabled") && row.Flag("add-default-route")).Select(row => (Exit: row["interface"], Distance: row.Number("default-route-distance", 1)))
            .Concat(model.Menu("/ipv6/route").Where(row => !row.Flag("disabled") && !row.Flag("dynamic") && RowMatch.Of(row, "dst-address") == "::/0").Select(row => (Exit: ExitOf(row), Distance: row.Number("distance", 1))))
            .Where(way => way.Exit is not null).OrderBy(way => way.Distance).FirstOrDefault().Exit;

    /// <summary>The interface that a gateway names; null for one that names an address only.</summary>
    private static string? ExitOf(ConfigItem route) =>
        route["gateway"] is not { Length: > 0 } gateway ? null
        : gateway.IndexOf('%', StringComparison.Ordinal) is var at and >= 0 ? gateway[(at + 1)..]
        : IPAddress.TryParse(gateway, out _) ? null : gateway;
}
