using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Tests.Plans;

/// <summary>Forwards, tunnels and IPv6 over the wire: read, planned, carried out by the runner and taken back.</summary>
public sealed class ReachPlanTests
{
    private static readonly string[] s_menus = ["/ip/firewall/nat", "/interface/wireguard/peers", "/ipv6/dhcp-client", "/ipv6/firewall/nat"];

    [Fact]
    public async Task Apply_ForwardsTunnelAndIpv6_StandAndAreTakenBack()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, stop);
        await using var person = await site.ConnectAsync(stop);
        await person.RunAsync(new RouterOsCommand("/ip/firewall/nat/add").With("chain", "dstnat").With("action", "dst-nat").With("in-interface", "ether1").With("protocol", "tcp").With("dst-port", "443").With("to-addresses", "192.168.88.10"), stop);
        await person.RunAsync(new RouterOsCommand("/interface/wireguard/add").With("name", "wg1"), stop);
        await person.RunAsync(new RouterOsCommand("/interface/wireguard/peers/add").With("interface", "wg1").With("public-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").With("endpoint-address", "192.0.2.80").With("endpoint-port", "13231").With("allowed-address", "10.9.0.0/24"), stop);
        foreach (var name in new[] { "ether1", "ether2" })
            await person.RunAsync(new RouterOsCommand("/ipv6/dhcp-client/add").With("interface", name).With("request", "address,prefix").With("pool-name", name).With("add-default-route", "yes"), stop);
        var before = await RowsAsync(person, stop);

        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = new Dictionary<string, string> { ["name"] = "reach", ["method"] = "distance", ["port-forwards"] = "all-wans", ["vpn"] = "dial-out", ["ipv6"] = "failover" } }, stop);
        var id = made.GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/apply", null, stop);
        var applied = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack);
        Assert.True(applied.GetProperty("state").GetString() == PlanStates.Confirmed, applied.ToString());
        var after = await RowsAsync(person, stop);
        Assert.Contains(after, row => row.Contains("in-interface=ether2", StringComparison.Ordinal) && row.Contains("to-addresses=192.168.88.10", StringComparison.Ordinal));
        Assert.Contains(after, row => row.Contains("persistent-keepalive=25s", StringComparison.Ordinal));
        Assert.Contains(after, row => row.Contains("interface=ether2", StringComparison.Ordinal) && row.Contains("default-route-distance=2", StringComparison.Ordinal));
        Assert.Contains(after, row => row.StartsWith("/ipv6/firewall/nat", StringComparison.Ordinal) && row.Contains("action=masquerade", StringComparison.Ordinal));

        await site.PostAsync($"plans/{id}/undo", null, stop);
        await site.PlanInAsync(id, stop, PlanStates.Undone, PlanStates.Failed);
        Assert.Equal(before, await RowsAsync(person, stop));
    }

    private static async Task<List<string>> RowsAsync(RouterOsClient client, CancellationToken stop)
    {
        string[] keys = ["chain", "action", "in-interface", "out-interface", "to-addresses", "interface", "endpoint-address", "persistent-keepalive", "default-route-distance", "use-peer-dns"];
        var lines = new List<string>();
        foreach (var menu in s_menus)
        {
            var reply = await client.RunAsync(new RouterOsCommand(menu + "/print").Select(keys), stop);
            lines.AddRange(reply.Rows.Select(row => menu + " " + string.Join(' ', keys.Where(key => row[key] is not (null or "")).Select(key => $"{key}={row[key]}"))));
        }
        return lines;
    }
}
