using System.Text.Json;
using DualWanPortal.Plans;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Rehearsing;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans;

public sealed class RehearsalTests
{
    [Fact]
    public async Task Plan_OfASiteWithMistakes_IsPredictedBeforeAndAfter()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);

        var plan = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "recursive" }, stop);

        // Equal distances without NAT on the second: a dead line behind a living gateway is not noticed; canaries notice it.
        Assert.NotEqual("works", Verdict(plan, "before", "primary-upstream-dead").GetProperty("verdict").GetString());
        var after = Verdict(plan, "after", "primary-upstream-dead");
        Assert.Equal(("works", "ether2"), (after.GetProperty("verdict").GetString(), after.GetProperty("via").GetString()));
        Assert.True(after.GetProperty("afterSeconds").GetDouble() > 0);
    }

    [Fact]
    public async Task Apply_RecursivePlan_IsRehearsedFirstAndLeavesTheRouterAloneUntilItPassed()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "recursive" }, stop)).GetProperty("id").GetInt32();
        var before = await site.ConfigurationAsync(stop);

        var accepted = await site.PostAsync($"plans/{id}/rehearse", null, stop);
        Assert.Equal(PlanStates.Rehearsing, accepted.GetProperty("state").GetString());
        var rehearsed = await site.PlanInAsync(id, stop, PlanStates.Rehearsed, PlanStates.Planned, PlanStates.Failed);

        Assert.True(rehearsed.GetProperty("state").GetString() == PlanStates.Rehearsed, rehearsed.GetProperty("problem").ToString() + rehearsed.GetProperty("rehearsal"));
        Assert.Equal(before, await site.ConfigurationAsync(stop));
        var report = rehearsed.GetProperty("rehearsal");
        var dead = report.GetProperty("scenarios").EnumerateArray().Single(seen => seen.GetProperty("scenario").GetString() == "primary-upstream-dead");
        Assert.Equal(("works", "ether2"), (dead.GetProperty("seen").GetString(), dead.GetProperty("seenVia").GetString()));

        await site.PostAsync($"plans/{id}/apply", null, stop);
        var applied = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack, PlanStates.Stale);
        Assert.True(applied.GetProperty("state").GetString() == PlanStates.Confirmed, applied.GetProperty("problem").ToString());
    }

    [Fact]
    public async Task Apply_NotRehearsedNetwatchPlan_RehearsesByItselfThenApplies()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "netwatch" }, stop)).GetProperty("id").GetInt32();

        var accepted = await site.PostAsync($"plans/{id}/apply", null, stop);

        Assert.Equal(PlanStates.Rehearsing, accepted.GetProperty("state").GetString());
        var applied = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Planned, PlanStates.Failed, PlanStates.RolledBack, PlanStates.Stale);
        Assert.True(applied.GetProperty("state").GetString() == PlanStates.Confirmed, applied.GetProperty("problem").ToString() + applied.GetProperty("rehearsal"));
        Assert.Contains(applied.GetProperty("journal").EnumerateArray(), line => line.GetProperty("phase").GetString() == JournalPhases.Rehearsal);
    }

    [Fact]
    public async Task Rehearse_SiteWithForwardAndTunnel_TriesThemAtEveryFailure()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        await using (var person = await site.ConnectAsync(stop))
        {
            await person.RunAsync(new RouterOsCommand("/ip/firewall/nat/add").With("chain", "dstnat").With("action", "dst-nat").With("protocol", "tcp").With("dst-port", "8443").With("in-interface", "ether1").With("to-addresses", "192.168.88.10"), stop);
            await person.RunAsync(new RouterOsCommand("/interface/wireguard/add").With("name", "wg1"), stop);
            await person.RunAsync(new RouterOsCommand("/interface/wireguard/peers/add").With("interface", "wg1").With("public-key", "cHVibGljIGtleSBvZiBzb21lYm9keSBlbHNlIGhlcmU9").With("endpoint-address", "192.0.2.80").With("endpoint-port", "13231").With("allowed-address", "10.9.0.0/24"), stop);
        }
        var policy = new Dictionary<string, string> { ["name"] = "outside", ["method"] = "recursive", ["port-forwards"] = "all-wans", ["vpn"] = "dial-out", ["inbound"] = "both-addresses", ["clean-connections"] = "true" };
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy }, stop)).GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/rehearse", null, stop);
        var rehearsed = await site.PlanInAsync(id, stop, PlanStates.Rehearsed, PlanStates.Planned, PlanStates.Failed);
        Assert.True(rehearsed.GetProperty("state").GetString() == PlanStates.Rehearsed, rehearsed.GetProperty("problem").ToString() + rehearsed.GetProperty("rehearsal"));

        var dead = rehearsed.GetProperty("rehearsal").GetProperty("scenarios").EnumerateArray().Single(seen => seen.GetProperty("scenario").GetString() == "primary-upstream-dead");
        var besides = dead.GetProperty("besides").EnumerateArray().ToDictionary(check => check.GetProperty("check").GetString()!);
        Assert.Equal(("works", "works", "ether2"), (besides["inbound"].GetProperty("expected").GetString(), besides["inbound"].GetProperty("seen").GetString(), besides["inbound"].GetProperty("seenVia").GetString()));
        Assert.Equal(("works", "ether2", true), (besides["vpn"].GetProperty("seen").GetString(), besides["vpn"].GetProperty("seenVia").GetString(), besides["vpn"].GetProperty("agrees").GetBoolean()));
        var normal = rehearsed.GetProperty("rehearsal").GetProperty("scenarios").EnumerateArray().Single(seen => seen.GetProperty("scenario").GetString() == "normal");
        Assert.Equal("ether1,ether2", normal.GetProperty("besides").EnumerateArray().Single(check => check.GetProperty("check").GetString() == "inbound").GetProperty("seenVia").GetString());
    }

    /// <summary>What a plan writes of a lease must fit the copy, which has been given one of its own.</summary>
    [Fact]
    public async Task Rehearse_SiteOfLeases_GoesAsPredicted()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("dhcp-pppoe", RouterProfile.V721, stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "netwatch" }, stop)).GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/rehearse", null, stop);
        var rehearsed = await site.PlanInAsync(id, stop, PlanStates.Rehearsed, PlanStates.Planned, PlanStates.Failed);
        Assert.True(rehearsed.GetProperty("state").GetString() == PlanStates.Rehearsed, rehearsed.GetProperty("problem").ToString() + rehearsed.GetProperty("rehearsal"));
    }

    [Fact]
    public async Task Apply_WithoutRehearsalForAReason_IsJournalled()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "recursive" }, stop)).GetProperty("id").GetInt32();

        var accepted = await site.PostAsync($"plans/{id}/apply", new { withoutRehearsal = "the same site was done last week" }, stop);

        Assert.NotEqual(PlanStates.Rehearsing, accepted.GetProperty("state").GetString());
        var applied = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack, PlanStates.Stale);
        Assert.True(applied.GetProperty("state").GetString() == PlanStates.Confirmed, applied.GetProperty("problem").ToString());
        Assert.Contains(applied.GetProperty("journal").EnumerateArray(), line => line.GetProperty("text").GetString()!.Contains("done last week", StringComparison.Ordinal));
    }

    private static JsonElement Verdict(JsonElement plan, string when, string scenario) =>
        plan.GetProperty(when).GetProperty("scenarios").EnumerateArray().Single(row => row.GetProperty("id").GetString() == scenario)
            .GetProperty("cells").EnumerateArray().Single(cell => cell.GetProperty("check").GetString() == "internet");

    [Theory]
    [InlineData("6.49", "automatic")]
    [InlineData("7.21-home", "manual")]
    public async Task Apply_RecursivePlanWithGate_RehearsesAsPredictedThenApplies(string profile, string failback)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.Named(profile)!, stop);
        var policy = new Dictionary<string, string> { ["name"] = "gated", ["method"] = "recursive", ["failback"] = failback, ["notify-url"] = "https://shop.example.com/wan" };
        var id = (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy }, stop)).GetProperty("id").GetInt32();
        await site.PostAsync($"plans/{id}/apply", null, stop);
        var applied = await site.PlanInAsync(id, stop, PlanStates.Confirmed, PlanStates.Planned, PlanStates.Failed, PlanStates.RolledBack, PlanStates.Stale);
        Assert.True(applied.GetProperty("state").GetString() == PlanStates.Confirmed, applied.GetProperty("problem").ToString() + applied.GetProperty("rehearsal"));
    }

    [Fact]
    public async Task Rehearse_ScriptOfSomebodyElseUndoesTheFailover_PassesOnlyWhenThePlanNamesIt()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps-broken", RouterProfile.V721, stop);
        await using (var router = await site.ConnectAsync(stop))
        {
            var gateway = (await router.RunAsync(new RouterOsCommand("/ip/route/print"), stop)).Rows.First(row => row["dst-address"] == "0.0.0.0/0" && row["immediate-gw"]?.EndsWith("%ether1", StringComparison.Ordinal) == true)["gateway"]!;
            await router.RunAsync(new RouterOsCommand("/system/scheduler/add").With("name", "always-one").With("interval", "20s")
                .With("on-event", $"/ip route remove [find comment=one]; /ip route add dst-address=0.0.0.0/0 gateway={gateway} comment=one"), stop);
        }
        var plan = await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "recursive" }, stop);
        var named = plan.GetProperty("notCured").EnumerateArray().Select(line => line.GetString()!).Where(line => line.StartsWith("primary-upstream-dead: ", StringComparison.Ordinal)).ToList();
        Assert.Contains("always-one", Assert.Single(named), StringComparison.Ordinal);
        Assert.Equal("fails", Verdict(plan, "after", "primary-upstream-dead").GetProperty("verdict").GetString());

        var outlooks = site.Portal.Services.GetRequiredService<PlanOutlooks>();
        var (outlook, _) = await outlooks.FindAsync(plan.GetProperty("id").GetInt32(), stop);
        var row = await site.Portal.Services.GetRequiredService<PlanStore>().FindAsync(plan.GetProperty("id").GetInt32(), stop);
        var document = PlanDocument.FromJson(row!.Plan);
        Assert.False(outlook!.IsUntold("primary-upstream-dead", document.Plan));
        Assert.True(outlook.IsUntold("primary-upstream-dead", document.Plan with { NotCured = [] }));
        // What no method survives need not be told.
        Assert.False(outlook.IsUntold("both-dead", document.Plan with { NotCured = [] }));
        RehearsedScenario[] seen = [new("normal", "All is well", "works", "ether1", "works", "ether1", 0, true), new("primary-upstream-dead", "Dead", "fails", null, "fails", null, 3, true)];
        Assert.Null(Rehearsal.Judge([.. seen], outlook, document.Plan));
        Assert.Contains("does not name it", Rehearsal.Judge([.. seen], outlook, document.Plan with { NotCured = [] }), StringComparison.Ordinal);
        Assert.Contains("primary-upstream-dead; the plan says why", new RehearsalReport(true, null, [.. seen], default, 1).Summary, StringComparison.Ordinal);
    }
}
