using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Polling;

/// <summary>Pings out by each WAN, all side by side (reference 3.12).</summary>
public static class WanProber
{
    public const int Count = 3;
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(6);

    /// <summary>One result per WAN; <c>Sent</c> 0 where a ping by this WAN would prove nothing. Faults of the connection end it early and are left to the next command to find.</summary>
    public static async Task<ImmutableArray<ProbeResult>> ProbeAsync(
        RouterOsClient client, RouterModel model, ImmutableArray<WanLink> wans, string defaultTarget, TimeProvider time, CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(wans.Select(wan => ProbeAsync(client, model, wan, TargetOf(model, wan, defaultTarget), time, cancellationToken)))];

    /// <summary>
    /// The host to ping by this WAN: one that a recursive default or a netwatch pins to it, else the common target; null when nothing can be proved by it.
    /// On an Ethernet WAN the next hop still comes from routing: without an active route by that interface the router would ask for the target's hardware address
    /// on the wire and report a loss that is none (reference 3.12).
    /// </summary>
    public static string? TargetOf(RouterModel model, WanLink wan, string defaultTarget)
    {
        if (model.Interface(wan.Interface) is { } state && (state.Disabled || state.Running == false))
            return null;
        var pointToPoint = wan.Kind is WanKind.Pppoe or WanKind.Lte or WanKind.WireGuard || model.Interface(wan.Interface) is { IsPointToPoint: true };
        var active = model.Routes.Where(route => route is { Active: true, Disabled: false, Blackhole: false, Table: "main", Destination.IsIPv4: true }).ToList();
        var asked = model.Routes.Where(route => route.IsDefault).SelectMany(route => route.Gateways).Select(gateway => gateway.Address?.ToString())
            .Concat(model.Menu("/tool/netwatch").Where(item => !item.Flag("disabled")).Select(item => item["host"])).ToHashSet(StringComparer.Ordinal);
        var pinned = active.FirstOrDefault(route => route.Destination is { IsHost: true } host && route.Distance > 0 && LeavesBy(route, wan) && asked.Contains(host.Address.ToString()));
        if (pinned is not null)
            return pinned.Destination!.Value.Address.ToString();
        if (!IPAddress.TryParse(defaultTarget, out var target))
            return null;
        var best = active.Where(route => route.Destination!.Value.Contains(target)).OrderByDescending(route => route.Destination!.Value.PrefixLength).ToList();
        var longest = best.TakeWhile(route => route.Destination!.Value.PrefixLength == best[0].Destination!.Value.PrefixLength);
        return pointToPoint || longest.Any(route => LeavesBy(route, wan)) ? defaultTarget : null;
    }

    private static bool LeavesBy(RouteEntry route, WanLink wan) => route.ImmediateInterfaces.Contains(wan.Interface);

    private static async Task<ProbeResult> ProbeAsync(RouterOsClient client, RouterModel model, WanLink wan, string? target, TimeProvider time, CancellationToken cancellationToken)
    {
        var nothing = new ProbeResult(wan.Interface, target ?? "", 0, 0, null, time.GetUtcNow());
        if (target is null)
            return nothing;
        using var deadline = new CancellationTokenSource(s_deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var reply = await client.RunAsync(Ping(model.Version, target, wan.Interface, Count), both.Token);
            return Result(wan.Interface, target, reply, time.GetUtcNow());
        }
        catch (RouterOsTrapException)
        {
            // No policy test, or the interface vanished: not measured is not lost.
            return nothing;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return nothing;
        }
    }

    /// <summary><c>/ping</c> on v6, <c>/tool/ping</c> on v7, where the root command is gone from 7.23 (reference 3.12).</summary>
    public static RouterOsCommand Ping(RouterOsVersion? version, string target, string? interfaceName, int count)
    {
        var command = new RouterOsCommand(version is { IsV6: true } ? "/ping" : "/tool/ping")
            .With("address", target).With("count", count.ToString(CultureInfo.InvariantCulture)).With("interval", "200ms");
        return interfaceName is null ? command : command.With("interface", interfaceName);
    }

    /// <summary>Counts rows that carry a round trip: a row with a status (timeout, unreachable) is a loss (reference 3.12).</summary>
    public static ProbeResult Result(string interfaceName, string target, RouterOsReply reply, DateTimeOffset at)
    {
        var times = reply.Rows.Where(row => row["status"] is null or "").Select(row => PingTime.Milliseconds(row["time"])).Where(time => time is not null).Select(time => time!.Value).ToList();
        return new ProbeResult(interfaceName, target, reply.Rows.Length, times.Count, times.Count == 0 ? null : Math.Round(times.Average(), 3), at);
    }
}
