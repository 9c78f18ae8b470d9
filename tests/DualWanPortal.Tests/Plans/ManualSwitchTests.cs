using System.Globalization;
using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Routing;

namespace DualWanPortal.Tests.Plans;

public sealed class ManualSwitchTests
{
    [Theory]
    [InlineData("two-isps", "6.49")]
    [InlineData("two-isps", "7.21")]
    [InlineData("dhcp-pppoe", "7.21")]
    public async Task Switch_ToTheBackupAndBack_EachIsConfirmedAndThenNothingIsLeftToTakeBack(string scenario, string profile)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync(scenario, RouterProfile.Named(profile)!, stop);
        var before = await site.ConfigurationAsync(stop);
        var wans = (await site.Lab.Routers[0].DescribeAsync(stop)).Wans;

        var there = await site.PostAsync($"routers/{site.RouterId}/switch", new { wan = wans[1].Interface }, stop);
        Assert.Equal(PlanStates.Planned, there.GetProperty("state").GetString());
        Assert.Equal($"prefer {wans[1].Interface}", there.GetProperty("policy").GetString());
        await ApplyAsync(site, there.GetProperty("id").GetInt32(), stop);
        Assert.NotEqual(before, await site.ConfigurationAsync(stop));

        var back = await site.PostAsync($"routers/{site.RouterId}/failback", null, stop);
        Assert.Equal($"prefer {wans[0].Interface}", back.GetProperty("policy").GetString());
        await ApplyAsync(site, back.GetProperty("id").GetInt32(), stop);
        using var again = await site.Portal.Client.PostAsync(new Uri($"/api/v1/routers/{site.RouterId}/failback", UriKind.Relative), null, stop);
        Assert.Equal(409, (int)again.StatusCode);
    }

    /// <summary>A call that stays on the old line can never be answered by the new one.</summary>
    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public async Task Switch_ConnectionsOfTheFormerWan_AreEnded(string profile)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.Named(profile)!, stop);
        var router = site.Lab.Routers[0];
        router.Own(_ => Assert.Equal("ether1", router.Site.Running.Clients.Open("bridge", Ipv4.Parse("192.168.88.50")!.Value, Ipv4.Parse("203.0.113.200")!.Value, "udp", 5060).Outcome.Via));
        Assert.Contains(await ConnectionsAsync(site, stop), line => line.Contains("192.168.88.50", StringComparison.Ordinal));

        var there = await site.PostAsync($"routers/{site.RouterId}/switch", new { wan = "ether2" }, stop);
        await ApplyAsync(site, there.GetProperty("id").GetInt32(), stop);

        Assert.DoesNotContain(await ConnectionsAsync(site, stop), line => line.Contains("192.168.88.50", StringComparison.Ordinal));
        var journal = (await site.GetAsync($"plans/{there.GetProperty("id").GetInt32()}", stop)).GetProperty("journal").EnumerateArray();
        Assert.Contains(journal, line => line.GetProperty("text").GetString() == "Connections that went by ether1 are ended, so that they begin anew.");
    }

    private static async Task<List<string>> ConnectionsAsync(PlanSite site, CancellationToken stop)
    {
        await using var client = await site.ConnectAsync(stop);
        return [.. (await client.RunAsync(new RouterOsCommand("/ip/firewall/connection/print"), stop)).Rows.Select(row => $"{row["protocol"]} {row["src-address"]} {row["dst-address"]} {row["reply-dst-address"]}")];
    }

    [Fact]
    public async Task Switch_ToWhatIsNoWan_SaysWhichThereAre()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, stop);
        using var answer = await site.Portal.Client.PostAsync(new Uri($"/api/v1/routers/{site.RouterId}/switch", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { wan = "bridge" }), stop);
        Assert.Equal(409, (int)answer.StatusCode);
        Assert.Contains("ether1, ether2", await answer.Content.ReadAsStringAsync(stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21-home")]
    public async Task FailBack_RouterHoldsAWanBack_LetsItGoAndNothingElse(string profile)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.Named(profile)!, stop);
        var gated = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = new { name = "gated", method = "distance", failback = "manual" } }, stop);
        await ApplyAsync(site, gated.GetProperty("id").GetInt32(), stop);
        var before = await site.ConfigurationAsync(stop);
        using (var none = await site.Portal.Client.PostAsync(new Uri($"/api/v1/routers/{site.RouterId}/failback", UriKind.Relative), null, stop))
            Assert.Contains("keeps no WAN out of use", await none.Content.ReadAsStringAsync(stop), StringComparison.Ordinal);

        // As the gate itself does when the line has failed.
        await using (var client = await site.ConnectAsync(stop))
        {
            var routes = (await client.RunAsync(new RouterOsCommand("/ip/route/print").Select(".id", "dst-address", "distance", "dynamic", "gateway"), stop)).Rows
                .Where(row => row["dst-address"] == "0.0.0.0/0" && row["dynamic"] is null or "false").OrderBy(row => int.Parse(row["distance"]!, CultureInfo.InvariantCulture)).ToList();
            var script = (await client.RunAsync(new RouterOsCommand(profile == "6.49" ? "/system/scheduler/print" : "/tool/netwatch/print").Select("comment", "on-event", "test-script"), stop)).Rows
                .Single(row => row["comment"] == "dwp:wan-gate1") is var gate ? gate["on-event"] ?? gate["test-script"]! : "";
            foreach (var row in routes.Where(row => script.Contains($"distance={row["distance"]}] distance={int.Parse(row["distance"]!, CultureInfo.InvariantCulture) + 50}", StringComparison.Ordinal)))
                await client.RunAsync(new RouterOsCommand("/ip/route/set").With(".id", row[".id"]!).With("distance", (int.Parse(row["distance"]!, CultureInfo.InvariantCulture) + 50).ToString(CultureInfo.InvariantCulture)), stop);
        }
        Assert.NotEqual(before, await site.ConfigurationAsync(stop));
        var back = await site.PostAsync($"routers/{site.RouterId}/failback", null, stop);
        Assert.Equal("back to ether1", back.GetProperty("policy").GetString());
        await ApplyAsync(site, back.GetProperty("id").GetInt32(), stop);
        Assert.Equal(before, await site.ConfigurationAsync(stop));
    }

    private static async Task ApplyAsync(PlanSite site, int id, CancellationToken stop)
    {
        await site.PostAsync($"plans/{id}/apply", null, stop);
        var plan = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack, PlanStates.Stale);
        Assert.True(plan.GetProperty("state").GetString() == PlanStates.Confirmed, plan.ToString());
    }
}
