using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;

namespace DualWanPortal.Routers;

/// <summary>A router as the HTTP API shows it.</summary>
public sealed record RouterJson(int Id, string Name, string Address, string Site, IReadOnlyList<string> Tags, bool Reachable, string? Version, string? Board, string State, DateTimeOffset Since,
    string? ActiveWan, IReadOnlyList<string> AlsoActive, string Why, string? Problem, IReadOnlyList<WanJson> Wans, int Findings, int? Score, PolicyDriftJson? Drift, DateTimeOffset? AsOf, HoldJson? Hold)
{
    public static RouterJson Of(RouterSnapshot router) => new(router.Id, router.Name, router.Address, router.Site, router.Tags, router.Reachable, router.Version, router.Board,
        router.Verdict.State.Word(), router.StateSince, router.Verdict.ActiveWan, router.Verdict.AlsoActive, router.Verdict.Why, router.Problem,
        [.. router.Verdict.Wans.Select(wan => WanJson.Of(wan, router))], router.Findings.Length, router.Score,
        router.Drift is { } drift ? new PolicyDriftJson(drift.Policy, drift.Actions, drift.Since) : null, router.AsOf,
        router.Hold is { Holds: true } hold ? new HoldJson(hold.Wan, hold.Until, hold.ByRouter, hold.PlanId) : null);
}

/// <param name="Until">Null until somebody releases it.</param>
/// <param name="ByRouter">The router ends it by itself; else the portal does.</param>
public sealed record HoldJson(string Wan, DateTimeOffset? Until, bool ByRouter, int PlanId);

/// <param name="Actions">Commands that would bring the router to its policy; 0 when it is as the policy wants it.</param>
public sealed record PolicyDriftJson(string Policy, int Actions, DateTimeOffset Since);

/// <summary>One WAN as the HTTP API and the hub show it.</summary>
public sealed record WanJson(string Name, string Interface, string Kind, string Role, string State, DateTimeOffset Since, double? LossPercent, double? RttMs, string? PublicAddress, string? Gateway, string Why)
{
    public static WanJson Of(WanVerdict wan, RouterSnapshot router) => new(wan.Link.Name, wan.Link.Interface, Word(wan.Link.Kind), wan.Link.Role == WanRole.Primary ? "primary" : "backup",
        wan.State.Word(), router.WanSince.GetValueOrDefault(wan.Link.Interface, router.StateSince), wan.LossPercent, wan.RttMs, wan.PublicAddress, wan.Link.Gateway, wan.Why);

    private static string Word(WanKind kind) => kind switch
    {
        WanKind.Static => "static", WanKind.Dhcp => "dhcp", WanKind.Pppoe => "pppoe", WanKind.Lte => "lte", _ => "wireguard",
    };
}
