using System.Collections.Immutable;
using System.Net;
using DualWanPortal.Failover.Audit.Nat;
using DualWanPortal.Failover.Audit.Scripts;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Paths;

/// <summary>Finds what guards each default: gateway checks along its hops (reference 4.3), netwatch and scheduled scripts that move it.</summary>
internal sealed class DefaultGuards(RouterModel model, RouteScripts scripts)
{
    public ImmutableArray<GuardedDefault> Of(ImmutableArray<ConfiguredDefault> defaults, ImmutableArray<WanLink> wans)
    {
        var links = wans.ToDictionary(wan => wan.Interface, StringComparer.Ordinal);
        return [.. defaults.Where(route => links.ContainsKey(route.Interface)).Select(route => new GuardedDefault(route, links[route.Interface], [.. Checks(route), .. Watches(route)]))];
    }

    private IEnumerable<Guard> Checks(ConfiguredDefault route)
    {
        if (route.Path is not { } path)
        {
            if (route.Item.Menu == "/ip/dhcp-client" && route.Item["check-gateway"] is { } method and not "none")
                yield return new Guard(GuardKind.ClientCheck, GuardReach.NextHop, route.Item["gateway"], route.Item) { Method = method };
            yield break;
        }
        var chain = path.Hops.Insert(0, path.Route);
        for (var i = 0; i < chain.Length; i++)
        {
            // A check of an interface gateway has nobody to ask.
            if ((i == 0 ? path.Gateway : chain[i].Gateways[0]).Address is not { } asked || Check(chain[i], asked) is not { } check)
                continue;
            yield return new Guard(GuardKind.CheckGateway, i < chain.Length - 1 ? GuardReach.Internet : GuardReach.NextHop, asked.ToString(), check.Item) { Method = check.CheckGateway };
        }
    }

    /// <summary>v6 keeps one gateway for all routes that name it, so a check on any of them counts for all (reference 4.2).</summary>
    private RouteEntry? Check(RouteEntry route, IPAddress asked) =>
        route.CheckGateway != "none" ? route
        : model.Version is { IsV6: true } ? model.Routes.FirstOrDefault(other => !other.Disabled && other.CheckGateway != "none" && other.Gateways.Any(gateway => asked.Equals(gateway.Address)))
        : null;

    private IEnumerable<Guard> Watches(ConfiguredDefault route)
    {
        foreach (var call in scripts.Movers)
        {
            if (!call.IsNetwatch && !(call.Hook == ScriptHook.Scheduler && (call.Unread || RouteScripts.Probes(call.Text))))
                continue;
            if (scripts.Means(call, route) is var match && match == Match.No)
                continue;
            var target = call.IsNetwatch ? call.Caller : RouteScripts.Pinged(call.Text);
            yield return new Guard(call.IsNetwatch ? GuardKind.Netwatch : GuardKind.Script, ReachOf(target, route), target, call.Item, match == Match.Yes);
        }
    }

    private GuardReach ReachOf(string? target, ConfiguredDefault route) =>
        AddressWithPrefix.Parse(target) is not { } host ? GuardReach.Internet
        : host.Address.Equals(route.Path?.LastGateway.Address) || model.Addresses.Any(entry => !entry.Disabled && entry.Address is { IsHost: false } network && network.Contains(host.Address))
            ? GuardReach.NextHop
            : GuardReach.Internet;
}
