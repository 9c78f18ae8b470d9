using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Wans;

/// <summary>
/// Every default route of a router with the interface that each of its gateways is meant to use. Configuration decides and live state only fills gaps:
/// a recursive route that leaks through the other WAN (reference 4.2) still belongs to the WAN that its host route pins it to.
/// </summary>
internal static class DefaultPaths
{
    private const int DeepestRecursion = 4;

    /// <summary>Default routes of one router. Each is followed through all routes, so that a file made to be slow would be; no router comes near.</summary>
    private const int Most = 2_000;

    /// <summary>Why an export has too many default routes to be followed; null when it has not.</summary>
    public static string? TooMany(RouterModel model) => model.Routes.Count(route => route.IsDefault) is > Most and var defaults
        ? string.Create(CultureInfo.InvariantCulture, $"There are {defaults} default routes in it; more than {Most} are not followed, and no router has so many.")
        : null;

    public static ImmutableArray<DefaultPath> Of(RouterModel model)
    {
        var paths = model.Routes.Where(route => route.IsDefault && !route.Blackhole)
            .SelectMany(route => route.Gateways.Select(gateway => Trace(model, route, gateway)))
            .ToList();
        GiveAmbiguousOnesToUnusedInterfaces(model, paths);
        PairWithClients(model, paths);
        return [.. paths];
    }

    /// <summary>The one interface that configuration says a gateway lies behind; null when it does not say, or names several.</summary>
    public static string? InterfaceOf(RouterModel model, RouteGateway gateway) => Follow(model, gateway, 0).Interfaces is [var only] ? only : null;

    private static DefaultPath Trace(RouterModel model, RouteEntry route, RouteGateway gateway)
    {
        var (interfaces, hops) = Follow(model, gateway, 0);
        var live = route.ImmediateInterfaces;
        var chosen = interfaces.Length switch
        {
            1 => interfaces[0],
            0 => live is [var only] ? only : ClientOf(model, route),
            _ => live is [var only] && interfaces.Contains(only) ? only : null,
        };
        return new DefaultPath(route, gateway, chosen, hops);
    }

    /// <summary>A dynamic default says which client's interface it is of (reference 3.1).</summary>
    private static string? ClientOf(RouterModel model, RouteEntry route) =>
        route.Item["vrf-interface"] is { } name && model.Interface(name) is not null ? name : null;

    private static (ImmutableArray<string> Interfaces, ImmutableArray<RouteEntry> Hops) Follow(RouterModel model, RouteGateway gateway, int depth)
    {
        if (gateway.Interface is { Length: > 0 } forced)
            return ([forced], []);
        if (gateway.Address is not { } address || depth > DeepestRecursion)
            return ([], []);
        var connected = Connected(model, address);
        var pinned = model.RoutesTo(address)
            .Where(route => !route.IsDefault && !route.Blackhole && !route.Connected && !route.Gateways.IsEmpty && route.Destination is { PrefixLength: > 0 }
                && route.Gateways.Any(hop => hop.Interface is not null || !address.Equals(hop.Address)))
            .OrderBy(route => route.Disabled).ThenByDescending(route => route.Destination!.Value.PrefixLength).ThenBy(route => route.Distance)
            .FirstOrDefault();
        if (pinned is not null && pinned.Destination!.Value.PrefixLength > connected.PrefixLength)
        {
            var below = Follow(model, pinned.Gateways[0], depth + 1);
            return (below.Interfaces, [pinned, .. below.Hops]);
        }
        return (connected.Interfaces, []);
    }

    private static (int PrefixLength, ImmutableArray<string> Interfaces) Connected(RouterModel model, IPAddress address)
    {
        var found = new List<(int Length, string Interface)>();
        foreach (var entry in model.Addresses.Where(entry => !entry.Disabled && entry.Address is not null))
        {
            if (IPAddress.TryParse(entry.Network, out var far) && far.Equals(address) && entry.Address!.Value.IsHost)
                found.Add((32, entry.Interface));
            else if (entry.Address!.Value.Contains(address) && !entry.Address.Value.IsHost)
                found.Add((entry.Address.Value.PrefixLength, entry.Interface));
        }
        foreach (var client in model.DhcpClients.Where(client => !client.Disabled))
        {
            if (client.Gateway == address.ToString() || (client.Address is { IsHost: false } lease && lease.Contains(address)))
                found.Add((client.Address?.PrefixLength ?? 24, client.Interface));
        }
        if (found.Count == 0)
            return (-1, []);
        var longest = found.Max(entry => entry.Length);
        return (longest, [.. found.Where(entry => entry.Length == longest).Select(entry => entry.Interface).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Two identical modems with the same address: each default gets one of the interfaces in turn (reference 5.x, 13).</summary>
    private static void GiveAmbiguousOnesToUnusedInterfaces(RouterModel model, List<DefaultPath> paths)
    {
        var used = paths.Select(path => path.Interface).OfType<string>().ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths[i].Interface is not null || Follow(model, paths[i].Gateway, 0).Interfaces is not { Length: > 1 } several)
                continue;
            var unused = several.FirstOrDefault(name => !used.Contains(name)) ?? several[0];
            used.Add(unused);
            paths[i] = paths[i] with { Interface = unused };
        }
    }

    /// <summary>
    /// An export does not show leases, so a gateway behind a DHCP client resolves to nothing. Its script tells
    /// (reference 5 D); failing that, gateways and clients are matched in order when there are as many of the one as of the other.
    /// </summary>
    private static void PairWithClients(RouterModel model, List<DefaultPath> paths)
    {
        if (paths.All(path => path.Interface is not null))
            return;
        var clients = ScriptedClient.Of(model);
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths[i].Interface is null && clients.FirstOrDefault(client => client.Mentions(paths[i])) is { } scripted)
                paths[i] = paths[i] with { Interface = scripted.Interface };
        }
        var lost = paths.Where(path => path.Interface is null && path.Gateway.Address is not null).Select(path => path.NextHop).Distinct(StringComparer.Ordinal).ToList();
        var free = model.DhcpClients
            .Where(client => !client.Disabled && paths.All(path => path.Interface != client.Interface)
                && (LinkSide.LooksLikeWan(model, client.Interface) || (client.AddsDefaultRoute && !LinkSide.LooksLikeLan(model, client.Interface))))
            .ToList();
        // Somebody wrote the default by hand for the client that makes none.
        if (lost.Count < free.Count)
            free.RemoveAll(client => client.AddsDefaultRoute);
        if (lost.Count == 0 || lost.Count != free.Count)
            return;
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths[i].Interface is null && lost.IndexOf(paths[i].NextHop) is var at and >= 0)
                paths[i] = paths[i] with { Interface = free[at].Interface };
        }
    }
}
