using System.Globalization;
using DualWanPortal.Plans;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Tests.Plans.Approval;

namespace DualWanPortal.Tests.Plans.Windows;

public sealed class WaitForWindowTests
{
    private readonly ShiftedTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_OutsideTheWindow_WaitsOverARestartAndBeginsByItself()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Stop, keepData: true, time: _time);
        var opens = await CloseAsync(site);
        var id = await PlannedAsync(site);
        var waits = await site.PostAsync($"plans/{id}/apply", null, Stop);
        Assert.Equal(PlanStates.WaitingForWindow, waits.GetProperty("state").GetString());
        Assert.Equal(opens, waits.GetProperty("request").GetProperty("startsAt").GetDateTimeOffset());

        await site.RestartPortalAsync(Stop);
        Assert.Equal(PlanStates.WaitingForWindow, (await site.GetAsync($"plans/{id}", Stop)).GetProperty("state").GetString());
        _time.Skip(opens - _time.GetUtcNow() + TimeSpan.FromSeconds(5));
        var done = await site.PlanInAsync(id, Stop, PlanStates.Confirmed, PlanStates.Failed, PlanStates.RolledBack, PlanStates.Stale);
        Assert.True(done.GetProperty("state").GetString() == PlanStates.Confirmed, done.ToString());
    }

    [Fact]
    public async Task Apply_OutsideTheWindowWithAReason_BeginsAndTheJournalKeepsIt()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Stop, time: _time);
        await CloseAsync(site);
        var id = await PlannedAsync(site);
        await site.PostAsync($"plans/{id}/apply", null, Stop);
        var begun = await site.PostAsync($"plans/{id}/apply", new { outsideWindow = "The provider works on the line tonight" }, Stop);
        Assert.Equal(PlanStates.Applying, begun.GetProperty("state").GetString());
        var done = await site.PlanInAsync(id, Stop, PlanStates.Confirmed);
        Assert.Contains(done.GetProperty("journal").EnumerateArray(), line =>
            line.GetProperty("phase").GetString() == JournalPhases.Window && line.GetProperty("text").GetString()!.Contains("The provider works on the line tonight", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancel_WhileItWaits_LeavesTheRouterAsItWas()
    {
        await using var site = await PlanSite.StartAsync("two-isps", RouterProfile.V721, Stop, time: _time);
        var before = await site.ConfigurationAsync(Stop);
        var opens = await CloseAsync(site);
        var id = await PlannedAsync(site);
        await site.PostAsync($"plans/{id}/apply", null, Stop);
        await site.PostAsync($"plans/{id}/cancel", null, Stop);
        _time.Skip(opens - _time.GetUtcNow() + TimeSpan.FromMinutes(1));
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Stop);
        Assert.Equal(PlanStates.Cancelled, (await site.GetAsync($"plans/{id}", Stop)).GetProperty("state").GetString());
        Assert.Equal(before, await site.ConfigurationAsync(Stop));
    }

    /// <summary>One window a day that opens three hours from now.</summary>
    private async Task<DateTimeOffset> CloseAsync(PlanSite site)
    {
        var now = _time.GetUtcNow();
        var opens = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(3);
        var hours = string.Create(CultureInfo.InvariantCulture, $"{opens:HH:mm}-{opens.AddHours(2):HH:mm}");
        await SecondPersonTests.RuleAsync(site, new { site = "Workshop", zone = "UTC", windows = new[] { hours } });
        return opens;
    }

    private static async Task<int> PlannedAsync(PlanSite site) =>
        (await site.PostAsync($"routers/{site.RouterId}/plan", new { policy = "distance" }, Stop)).GetProperty("id").GetInt32();
}
