using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Tests.Shell;

/// <summary>Hand-made routers for component tests.</summary>
internal static class Snapshots
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static FleetSnapshot Fleet(params IEnumerable<RouterSnapshot> routers) => new(routers.ToImmutableDictionary(router => router.Id));

    public static RouterSnapshot Router(int id, string name, RouterState state, string site = "", params string[] tags) => new()
    {
        Id = id,
        Name = name,
        Address = $"192.0.2.{id}",
        Site = site,
        Tags = [.. tags],
        Reachable = state != RouterState.Unknown,
        Problem = state == RouterState.Unknown ? "No answer in time" : null,
        AsOf = Noon,
        StateSince = Noon.AddMinutes(-12),
        PollInterval = TimeSpan.FromSeconds(10),
        Verdict = new RouterVerdict(state, state == RouterState.OnBackup ? "lte1" : state == RouterState.Working ? "ether1" : null, [], "Because of a reason", [],
            [Wan("ether1", WanRole.Primary, state switch { RouterState.Working => WanState.Working, RouterState.Unknown => WanState.Unknown, _ => WanState.Down }), Wan("lte1", WanRole.Backup, state == RouterState.Unknown ? WanState.Unknown : WanState.Working)]),
    };

    public static WanVerdict Wan(string name, WanRole role, WanState state, double? loss = null, WanKind kind = WanKind.Dhcp, string? address = "203.0.113.7") => new(
        new WanLink { Name = name, Interface = name, Port = name, Kind = kind, Role = role, Order = role == WanRole.Primary ? 0 : 1, Gateway = "203.0.113.1", Distance = 1, Evidence = [] },
        state, "Because of a reason", [], loss, loss is < 100 ? 12 : null, address);

    /// <summary>ether1 with a lease and an active default, bridge as LAN, one NAT rule of ours and one of theirs.</summary>
    /// <param name="gateway">Of the default; another address than 203.0.113.1 makes it recursive.</param>
    public static RouterModel Model(bool running = true, bool inactive = false, string gateway = "203.0.113.1") => RouterModel.FromItems(
    [
        ConfigItem.Of("/interface", ("name", "ether1"), ("type", "ether"), ("running", running ? "true" : "false")),
        ConfigItem.Of("/interface", ("name", "bridge"), ("type", "bridge"), ("running", "true")),
        ConfigItem.Of("/ip/address", ("address", "192.168.88.1/24"), ("interface", "bridge")),
        ConfigItem.Of("/ip/route", (".id", "*1"), ("dst-address", "0.0.0.0/0"), ("gateway", gateway), ("immediate-gw", "203.0.113.1%ether1"), ("distance", "1"),
            (inactive ? "inactive" : "active", "true"), ("dhcp", "true")),
        ConfigItem.Of("/ip/firewall/nat", (".id", "*1"), ("chain", "srcnat"), ("action", "masquerade"), ("out-interface-list", "WAN"), ("comment", "dwp:nat"), ("bytes", "2500000"), ("packets", "1200")),
        ConfigItem.Of("/ip/firewall/nat", (".id", "*2"), ("chain", "dstnat"), ("action", "dst-nat"), ("dst-port", "443"), ("comment", "web server")),
    ]);
}
