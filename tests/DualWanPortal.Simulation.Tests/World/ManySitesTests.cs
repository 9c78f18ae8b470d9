using System.Diagnostics;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;
using DualWanPortal.Simulation.World.Scenarios;

namespace DualWanPortal.Simulation.Tests.World;

public class ManySitesTests
{
    [Fact]
    public void Advance_ManySites_CostsLittle()
    {
        const int Count = 200;
        var begin = Stopwatch.GetTimestamp();
        var sites = Enumerable.Range(0, Count)
            .Select(index => SimulatedSite.FromScenario(ScenarioNames.All[index % 3], $"site-{index}", RouterProfile.V721, new SimulationClock(Sites.Start))).ToArray();
        var made = Stopwatch.GetElapsedTime(begin);
        foreach (var site in sites)
            site.Wait(30);
        begin = Stopwatch.GetTimestamp();
        foreach (var site in sites)
            site.Wait(60);
        var idle = Stopwatch.GetElapsedTime(begin);
        begin = Stopwatch.GetTimestamp();
        foreach (var site in sites)
            site.Break("ether1", "cable-out");
        var failover = Stopwatch.GetElapsedTime(begin);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{Count} sites: made in {made.TotalMilliseconds:F0} ms, 60 s idle in {idle.TotalMilliseconds:F0} ms ({idle.TotalSeconds / 60:P2} of a core), failover {failover.TotalMilliseconds / Count:F3} ms each"));

        // Five percent of a core over a minute, for a thousand, is three seconds.
        Assert.True(idle < TimeSpan.FromSeconds(3.0 * Count / 1000), $"60 s of {Count} idle sites took {idle}");
        Assert.All(sites.Take(10), site => Assert.Equal(site.Wans[1].Interface, site.Carrier()));
    }

    [Fact]
    public void SameInputs_SameOutputs()
    {
        Assert.Equal(Story(), Story());

        static string Story()
        {
            var site = Sites.Settled("fibre-lte");
            site.Break("ether1", "loss:40");
            site.Break("lte1", "latency:300");
            site.Wait(300);
            site.Break(null, "reboot");
            site.Wait(60);
            return string.Join('\n', site.Router.Menus.SelectMany(menu => menu.Rows.Select(row => $"{menu.Path} {row.Id} {string.Join(' ', row.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))}")));
        }
    }
}
