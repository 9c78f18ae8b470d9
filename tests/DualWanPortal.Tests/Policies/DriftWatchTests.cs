using DualWanPortal.Failover.Policies;
using DualWanPortal.Live;
using DualWanPortal.Policies;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Tests.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Policies;

public sealed class DriftWatchTests
{
    [Fact]
    public async Task Router_LeavesItsPolicy_IsShownUntilItIsBack()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, stop);
        var book = site.Portal.Services.GetRequiredService<PolicyBook>();
        var (policy, problems) = await book.SaveAsync(null, PolicyYaml.Write(BuiltInPolicies.Named("distance")! with { Name = "branch" }), stop);
        Assert.Empty(problems);
        Assert.Null(Of(site)?.Drift);

        Assert.True(await book.AssignAsync(site.RouterId, policy, stop));
        var first = await UntilAsync(site, drift => drift is not null, stop);
        Assert.Equal("branch", first!.Policy);

        await using (var person = await site.ConnectAsync(stop))
            await person.RunAsync(new RouterOsCommand("/ip/dns/set").With("servers", "203.0.113.53"), stop);
        var after = await UntilAsync(site, drift => drift?.Actions == first.Actions + 1, stop);
        Assert.True(after!.Since > first.Since);
        var shown = await site.GetAsync($"routers/{site.RouterId}", stop);
        Assert.Equal(first.Actions + 1, shown.GetProperty("drift").GetProperty("actions").GetInt32());

        Assert.True(await book.AssignAsync(site.RouterId, null, stop));
        await UntilAsync(site, drift => drift is null, stop);
    }

    private static RouterSnapshot? Of(PlanSite site) => site.Portal.Services.GetRequiredService<LiveState>().Current.Routers.GetValueOrDefault(site.RouterId);

    private static async Task<PolicyDrift?> UntilAsync(PlanSite site, Func<PolicyDrift?, bool> holds, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var bell = site.Portal.Services.GetRequiredService<LiveState>().Subscribe();
        while (!holds(Of(site)?.Drift))
            await bell.WaitForChangeAsync(patience.Token);
        return Of(site)?.Drift;
    }
}
