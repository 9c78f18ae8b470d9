using System.Collections.Immutable;
using System.Text.Json;
using DualWanPortal.Api;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Live;

/// <summary>A router as the hub sends it: enough to draw it without asking again.</summary>
public sealed record LiveRouterJson(int Id, string Name, string State, DateTimeOffset Since, bool Reachable, string? Problem, string? ActiveWan, IReadOnlyList<string> AlsoActive, string Why,
    IReadOnlyList<WanJson> Wans, IReadOnlyList<LiveRouteJson> Routes, IReadOnlyList<LiveNatJson> Nat, DateTimeOffset? AsOf)
{
    private const int MostRoutes = 500;

    public static LiveRouterJson Of(RouterSnapshot router) => new(router.Id, router.Name, router.Verdict.State.Word(), router.StateSince, router.Reachable, router.Problem, router.Verdict.ActiveWan,
        router.Verdict.AlsoActive, router.Verdict.Why, [.. router.Verdict.Wans.Select(wan => WanJson.Of(wan, router))],
        [.. (router.Model?.Routes ?? []).OrderByDescending(route => route.IsDefault).Take(MostRoutes).Select(LiveRouteJson.Of)], [.. (router.Model?.Nat ?? []).Select(LiveNatJson.Of)], router.AsOf);
}

public sealed record LiveRouteJson(string? Id, string Destination, string Gateway, IReadOnlyList<string> By, string Table, int Distance, bool Active, bool Inactive, bool Dynamic, bool Disabled, string? Comment)
{
    public static LiveRouteJson Of(RouteEntry route) => new(route.Id, route.Destination?.ToString() ?? route.Item["dst-address"] ?? "", route.Item["gateway"] ?? "", route.ImmediateInterfaces, route.Table,
        route.Distance, route.Active, route.Inactive, route.Dynamic, route.Disabled, route.Comment);
}

public sealed record LiveNatJson(string? Id, string Chain, string Action, string? OutInterface, string? OutInterfaceList, string? InInterface, string? InInterfaceList, string? ToAddresses, string? ToPorts,
    bool Disabled, bool Invalid, bool Dynamic, string? Comment, long? Bytes, long? Packets)
{
    public static LiveNatJson Of(FirewallRuleEntry rule) => new(rule.Id, rule.Chain, rule.Action, rule.OutInterface, rule.OutInterfaceList, rule.InInterface, rule.InInterfaceList,
        rule.Item["to-addresses"], rule.Item["to-ports"], rule.Disabled, rule.Invalid, rule.Dynamic, rule.Comment, rule.Bytes, rule.Packets);
}

/// <summary>An event as the HTTP API, its stream and the hub show it.</summary>
public sealed record EventJson(long Id, DateTimeOffset At, DateTimeOffset RecordedAt, string Kind, int RouterId, string? Wan, string Cause, long? IncidentId, int? PlanId, JsonElement Evidence)
{
    public static EventJson Of(EventRecord row) => new(row.Id, row.At, row.RecordedAt, row.Kind, row.RouterId, row.Wan, row.Cause, row.IncidentId, row.PlanId, ReadEvidence(row.Evidence));

    private static JsonElement ReadEvidence(string json) => JsonSerializer.SerializeToElement(
        JsonSerializer.Deserialize<ImmutableArray<Failover.Wans.Evidence>>(json), PortalJson.Options);
}
