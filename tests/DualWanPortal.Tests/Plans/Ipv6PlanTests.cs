using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Tests.Plans;

/// <summary>IPv6 over the wire: read, planned with watched hosts, carried out, and it survives what it is for.</summary>
public sealed class Ipv6PlanTests
{
    [Fact]
    public async Task Apply_Ipv6Failover_SurvivesTheLossOfTheFirstLineAndIsTakenBack()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, stop);
        await using var person = await site.ConnectAsync(stop);
        foreach (var name in new[] { "ether1", "ether2" })
            await person.RunAsync(new RouterOsCommand("/ipv6/dhcp-client/add").With("interface", name).With("request", "address,prefix").With("pool-name", name).With("add-default-route", "yes"), stop);
        await person.RunAsync(new RouterOsCommand("/ipv6/address/add").With("address", "::1/64").With("from-pool", "ether1").With("interface", "bridge"), stop);
        await UntilAsync(async () => (await person.RunAsync(new RouterOsCommand("/ipv6/dhcp-client/print"), stop)).Rows.All(row => row["status"] == "bound"), stop);
        var before = await RoutesAsync(person, stop);

        var made = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = new Dictionary<string, string> { ["name"] = "six", ["method"] = "recursive", ["ipv6"] = "failover" } }, stop);
        var matrix = made.GetProperty("after").GetProperty("scenarios").EnumerateArray().Single(scenario => scenario.GetProperty("id").GetString() == "primary-upstream-dead");
        var cell = matrix.GetProperty("cells").EnumerateArray().Single(one => one.GetProperty("check").GetString() == "ipv6");
        Assert.Equal(("works", "ether2"), (cell.GetProperty("verdict").GetString(), cell.GetProperty("via").GetString()));

        var id = made.GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/rehearse", null, stop);
        await site.PlanInAsync(id, stop, PlanStates.Rehearsed);
        await site.PostAsync($"plans/{id}/apply", null, stop);
        var applied = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack);
        Assert.True(applied.GetProperty("state").GetString() == PlanStates.Confirmed, applied.ToString());
        Assert.Contains(await RoutesAsync(person, stop), row => row.Contains("dwp:ether1-six-default1", StringComparison.Ordinal));
        var again = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = new Dictionary<string, string> { ["name"] = "six", ["method"] = "recursive", ["ipv6"] = "failover" } }, stop);
        Assert.Empty(again.GetProperty("steps").EnumerateArray());

        Assert.Equal("ether1", Carrier(site));
        Assert.Null(await site.Lab.Routers[0].ApplyFaultAsync("ether1", "upstream-dead", stop));
        Assert.Null(Carrier(site));
        site.Lab.Run(30);
        await UntilAsync(() => Task.FromResult(Carrier(site) == "ether2"), stop);
        site.Lab.Run(1);
        Assert.Null(await site.Lab.Routers[0].ClearFaultsAsync(null, stop));

        await site.PostAsync($"plans/{id}/undo", null, stop);
        await site.PlanInAsync(id, stop, PlanStates.Undone, PlanStates.Failed);
        Assert.Equal(before, await RoutesAsync(person, stop));
    }

    /// <summary>By which WAN a machine of the inside reaches a host over IPv6; null when nothing comes back.</summary>
    private static string? Carrier(PlanSite site)
    {
        string? via = null;
        var router = site.Lab.Routers[0];
        router.Own(_ =>
        {
            var six = router.Site.Running.Ipv6;
            if (six.Clients.Inside() is { } inside && six.Clients.Connect(inside.Interface, inside.Client, Internet.Address6Of("www.example.com")!.Value, "tcp", 443) is { Answered: true } outcome)
                via = outcome.Via;
        });
        return via;
    }

    private static async Task<List<string>> RoutesAsync(RouterOsClient client, CancellationToken stop)
    {
        string[] keys = ["dst-address", "gateway", "distance", "check-gateway", "comment"];
        var reply = await client.RunAsync(new RouterOsCommand("/ipv6/route/print").Select([.. keys, "dynamic"]), stop);
        return [.. reply.Rows.Select(row => string.Join(' ', keys.Where(key => row[key] is not (null or "" or "none")).Select(key => $"{key}={row[key]}"))).Order(StringComparer.Ordinal)];
    }

    private static async Task UntilAsync(Func<Task<bool>> wanted, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        while (!await wanted())
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, either.Token);
    }
}
