using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>Another tool was here: its tables, its routes in the wrong order, a netwatch that switches one of them, a stale pinned host.</summary>
internal static class Leftovers
{
    public static void Add(List<ConfigItem> rows, RouterOsVersion version, (string Kind, int Number)[] links)
    {
        foreach (var (kind, number) in links)
            MatrixRows.Link(rows, version, kind, number, 3 - number, number == 1 ? "" : "ping");
        if (!version.IsV6)
            rows.Add(ConfigItem.Of("/routing/table", ("name", "wan2-only"), ("fib", "")));
        var second = links[1].Kind is "pppoe" or "lte" ? MatrixRows.Name(links[1].Kind, 2) : $"{MatrixRows.Network(2)}.1";
        rows.Add(ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", second), (version.IsV6 ? "routing-mark" : "routing-table", "wan2-only"), ("comment", "mw: steer wan2")));
        rows.Add(ConfigItem.Of("/ip/route", ("dst-address", "77.88.8.8/32"), ("gateway", second), ("comment", "mw: probe")));
        rows.Add(ConfigItem.Of("/tool/netwatch", ("host", "77.88.8.8"), ("interval", "30s"), ("down-script", "/ip route disable [find comment=\"mw: steer wan2\"]"), ("up-script", "/ip route enable [find comment=\"mw: steer wan2\"]")));
        rows.Add(ConfigItem.Of("/system/script", ("name", "mw-state"), ("source", ":global mwState 1"), ("policy", "read,write,test")));
        MatrixRows.Firewall(rows, null, MatrixRows.Name(links[0].Kind, 1));
        rows.Add(ConfigItem.Of("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", MatrixRows.Name(links[1].Kind, 2)), ("comment", "mw: nat")));
        MatrixRows.Members(rows, MatrixRows.Name(links[0].Kind, 1), MatrixRows.Name(links[1].Kind, 2));
        rows.Add(ConfigItem.Of("/ip/dns", ("servers", ""), ("allow-remote-requests", "no")));
    }
}
