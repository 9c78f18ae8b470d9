using DualWanPortal.Audit;
using DualWanPortal.Configs;
using DualWanPortal.Polling;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Routers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Watching;

public sealed class ConfigurationWatchTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstRead_KeepsTheConfigurationAndTellsTheAuditOnce()
    {
        await using var site = await WatchedSite.StartAsync("broken");

        var version = Assert.Single(await VersionsAsync(site));
        Assert.Equal((1, null), (version.Version, version.ChangedBy));
        var text = await site.Portal.Services.GetRequiredService<ConfigHistory>().ReadAsync(site.RouterId, 1, Cancelled);
        Assert.Contains("/ip dhcp-client\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("dynamic", text, StringComparison.Ordinal);
        var audited = Assert.Single(await site.ConfigurationEventsAsync());
        Assert.Equal("audited", audited.Kind);
        Assert.Contains("critical", audited.Cause, StringComparison.Ordinal);
        Assert.Equal(site.Snapshot.Findings.Length, await site.QueryAsync(db => db.Findings.CountAsync(row => row.GoneAt == null, Cancelled)));
        Assert.Equal(site.Snapshot.Score, Assert.Single(await site.QueryAsync(db => db.AuditScores.ToListAsync(Cancelled))).Score);
    }

    [Fact]
    public async Task Changed_ByAPerson_IsAVersionWithHisNameAndTheFindingThatCameWithIt()
    {
        await using var site = await WatchedSite.StartAsync();
        Assert.Equal(100, site.Snapshot.Score + site.Snapshot.Findings.Sum(finding => Failover.Audit.AuditScore.Weight(finding.Severity)));

        await using (var person = await PersonAsync(site))
            await DisableNatAsync(person, "yes");
        Assert.True(await site.Watch.RefreshAsync(Cancelled));

        var (newest, before) = await VersionsAsync(site) is [var two, var one] ? (two, one) : throw new InvalidOperationException("There are not two versions.");
        Assert.Equal(("admin", "history"), (newest.ChangedBy, newest.KnownFrom));
        Assert.Equal((1, 1), (newest.LinesAdded, newest.LinesRemoved));
        Assert.True(before.LastSeenAt <= newest.FirstSeenAt);
        var events = await site.ConfigurationEventsAsync();
        var changed = Assert.Single(events, row => row.Kind == "config-changed");
        Assert.Contains("admin", changed.Cause, StringComparison.Ordinal);
        Assert.Contains("/ip/firewall/nat", changed.Evidence, StringComparison.Ordinal);
        var appeared = events.Where(row => row.Kind == "finding-appeared" && row.Cause.Contains("nat-wan-missing", StringComparison.Ordinal)).ToList();
        Assert.Equal(["ether1", "ether2"], appeared.Select(row => row.Wan));
        Assert.All(appeared, row => Assert.NotEqual("[]", row.Evidence));
        Assert.Contains(await site.QueryAsync(db => db.Findings.ToListAsync(Cancelled)), row => row is { Rule: "nat-wan-missing", GoneAt: null });

        await using (var person = await PersonAsync(site))
            await DisableNatAsync(person, "no");
        Assert.True(await site.Watch.RefreshAsync(Cancelled));

        var again = await VersionsAsync(site);
        Assert.Equal([3, 2, 1], again.Select(version => version.Version));
        Assert.Equal(again[2].Hash, again[0].Hash);
        Assert.Contains(await site.ConfigurationEventsAsync(), row => row.Kind == "finding-gone" && row.Cause.Contains("nat-wan-missing", StringComparison.Ordinal));
        Assert.Equal(3, await site.QueryAsync(db => db.AuditScores.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task CableOut_IsNoChangeOfTheConfiguration()
    {
        await using var site = await WatchedSite.StartAsync("fibre-lte");
        var findings = site.Snapshot.Findings.Select(finding => (finding.Rule, finding.Subject)).ToList();

        await site.FaultAsync("ether1", "cable-out");
        await site.EventuallyAsync(() => site.Snapshot.Verdict.State == Failover.Wans.RouterState.OnBackup, "the site is on backup");
        Assert.True(await site.Watch.RefreshAsync(Cancelled));

        Assert.Single(await VersionsAsync(site));
        Assert.Equal(["audited"], (await site.ConfigurationEventsAsync()).Select(row => row.Kind));
        Assert.Equal(findings, site.Snapshot.Findings.Select(finding => (finding.Rule, finding.Subject)));
    }

    [Fact]
    public async Task Restart_WithTheSameConfiguration_TellsNothingAgain()
    {
        await using var site = await WatchedSite.StartAsync("broken", keepData: true);
        await site.StopPortalAsync();
        await using var second = await TestPortal.StartAsync(Cancelled, options: options => options with { Data = site.Portal.Options.Data });
        Assert.Equal(PollOutcome.Answered, await second.Services.GetRequiredService<RouterWatches>().Get(site.RouterId).PollAsync(Cancelled));

        await using var db = await second.Services.GetRequiredService<IDbContextFactory<DualWanPortal.Storage.PortalDb>>().CreateDbContextAsync(Cancelled);
        Assert.Equal(1, await db.ConfigVersions.CountAsync(Cancelled));
        Assert.Equal(1, await db.AuditScores.CountAsync(Cancelled));
        Assert.Equal(["audited"], await db.Events.Where(row => row.Kind != "gap" && row.Kind != "router-reachable").Select(row => row.Kind).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task Suppression_HidesNothingAndEndsByItself()
    {
        await using var site = await WatchedSite.StartAsync("broken");
        var (finding, score) = (site.Snapshot.Findings[0], site.Snapshot.Score);
        var suppressions = site.Portal.Services.GetRequiredService<Suppressions>();

        var added = Assert.IsType<SuppressionResult.Added>(await suppressions.AddAsync(new SuppressionInput(site.RouterId, finding.Rule, finding.Subject, "the lab has no second line yet", null), "eve", Cancelled));
        Assert.DoesNotContain(site.Snapshot.Findings, one => one.Rule == finding.Rule && one.Subject == finding.Subject);
        Assert.Equal("eve", Assert.Single(site.Snapshot.Suppressed).By.By);
        Assert.True(site.Snapshot.Score >= score);
        Assert.Contains(await site.ConfigurationEventsAsync(), row => row.Kind == "finding-suppressed" && row.Cause.Contains("no second line", StringComparison.Ordinal));

        // Its end comes while the portal runs.
        await site.QueryAsync(db => db.Suppressions.ExecuteUpdateAsync(row => row.SetProperty(one => one.Until, DateTimeOffset.UnixEpoch), Cancelled));
        Assert.True(await suppressions.EndAsync((await AddOtherAsync(suppressions, site)).Row.Id, "eve", Cancelled));

        Assert.Contains(site.Snapshot.Findings, one => one.Rule == finding.Rule && one.Subject == finding.Subject);
        Assert.Equal(score, site.Snapshot.Score);
        Assert.Contains(await site.ConfigurationEventsAsync(), row => row.Kind == "suppression-ended" && row.Cause.Contains("ran out", StringComparison.Ordinal));
        Assert.NotNull(added.Row.CreatedBy);
    }

    private static async Task<SuppressionResult.Added> AddOtherAsync(Suppressions suppressions, WatchedSite site) =>
        Assert.IsType<SuppressionResult.Added>(await suppressions.AddAsync(new SuppressionInput(site.RouterId, "old-version", null, "another", null), "eve", Cancelled));

    private static async Task<List<ConfigVersion>> VersionsAsync(WatchedSite site) =>
        [.. await site.Portal.Services.GetRequiredService<ConfigHistory>().ListAsync(site.RouterId, null, 100, Cancelled)];

    private static async Task<RouterOsClient> PersonAsync(WatchedSite site) =>
        await RouterOsClient.ConnectAsync(new RouterOsEndpoint("127.0.0.1", site.Router.Port), new RouterOsCredentials("admin", "lab"), new RouterOsClientOptions(), Cancelled);

    private static async Task DisableNatAsync(RouterOsClient person, string disabled)
    {
        var rules = await person.RunAsync(new RouterOsCommand("/ip/firewall/nat/print").Select(".id", "chain"), Cancelled);
        foreach (var rule in rules.Rows.Where(row => row["chain"] == "srcnat"))
            await person.RunAsync(new RouterOsCommand("/ip/firewall/nat/set").With(".id", rule[".id"]!).With("disabled", disabled), Cancelled);
    }
}
