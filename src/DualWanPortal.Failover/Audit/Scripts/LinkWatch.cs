using System.Collections.Immutable;
using System.Net;
using DualWanPortal.Failover.Wans;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Audit.Scripts;

/// <summary>An enabled entry of netwatch: what it asks, by which WAN, and what its scripts move.</summary>
/// <param name="Pin">The route that leads to the host in particular; null when the default does.</param>
/// <param name="Wan">The WAN by which the probe leaves for certain; null when it follows the default or cannot be told.</param>
internal sealed record LinkWatch(ConfigItem Item, string Host, IPAddress? Address, RouteEntry? Pin, WanLink? Wan)
{
    public ScriptCall? Up { get; init; }
    public ScriptCall? Down { get; init; }

    /// <summary>False when a script that it runs exists and its text was not read.</summary>
    public bool IsTextKnown { get; init; } = true;
    public ImmutableArray<RouteMove> OnUp { get; init; } = [];
    public ImmutableArray<RouteMove> OnDown { get; init; } = [];
    public ImmutableArray<LinkMove> LinksDown { get; init; } = [];

    public bool Moves => !OnUp.IsEmpty || !OnDown.IsEmpty || !LinksDown.IsEmpty;
    public bool IsSimple => Item["type"] is null or "" or "simple";

    public static ImmutableArray<LinkWatch> Of(AuditSubject subject)
    {
        var calls = subject.Scripts.All.Where(call => call.IsNetwatch && call.Enabled).ToLookup(call => call.Item);
        return [.. subject.Model.Menu("/tool/netwatch").Where(item => !item.Flag("disabled")).Select(item => Read(subject, item, calls[item].ToList()))];
    }

    /// <summary>Whether the text of everything that the call runs was shown.</summary>
    public static bool IsKnown(RouterModel model, ScriptCall? call) =>
        call is null || call.Runs.All(name => model.Menu("/system/script").Any(script => script["name"] == name && script["source"] is not null))
            && (!call.Missing.Any() || model.Knows("/system/script"));

    private static LinkWatch Read(AuditSubject subject, ConfigItem item, List<ScriptCall> calls)
    {
        var host = item["host"] ?? "";
        var address = IPAddress.TryParse(host, out var parsed) ? parsed : null;
        var up = calls.Find(call => call.Hook == ScriptHook.NetwatchUp);
        var down = calls.Find(call => call.Hook == ScriptHook.NetwatchDown);
        var pin = address is null ? null : subject.Model.RoutesTo(address)
            .Where(route => !route.Disabled && !route.Blackhole && !route.Connected && route.Table == "main" && route.Destination is { PrefixLength: > 0 })
            .OrderByDescending(route => route.Destination!.Value.PrefixLength).ThenBy(route => route.Distance).FirstOrDefault();
        return new LinkWatch(item, host, address, pin, WanOf(subject, address, pin))
        {
            Up = up,
            Down = down,
            IsTextKnown = IsKnown(subject.Model, up) && IsKnown(subject.Model, down),
            OnUp = RouteMove.In(up?.Text ?? ""),
            OnDown = RouteMove.In(down?.Text ?? ""),
            LinksDown = LinkMove.TakenDownIn(down?.Text ?? ""),
        };
    }

    private static WanLink? WanOf(AuditSubject subject, IPAddress? address, RouteEntry? pin)
    {
        var gateway = pin?.Gateways.FirstOrDefault();
        if (gateway?.Interface is { } name)
            return subject.Wans.FirstOrDefault(wan => wan.Interface == name);
        var hop = gateway?.Address ?? address;
        if (hop is null)
            return null;
        return subject.Wans.FirstOrDefault(wan => wan.Gateway == hop.ToString())
            ?? subject.Wans.FirstOrDefault(wan => subject.Model.Addresses.Any(entry => !entry.Disabled && entry.Interface == wan.Interface && entry.Address is { IsHost: false } own && own.Contains(hop)));
    }
}
