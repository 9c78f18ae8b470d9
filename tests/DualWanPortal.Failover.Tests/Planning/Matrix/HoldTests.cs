using System.Globalization;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Planning.Holding;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>Traffic that is to stay on the backup stays there, whatever the method would do, and the router itself ends that.</summary>
public class HoldTests
{
    public static TheoryData<string, string, string, bool> Cases()
    {
        var cases = new TheoryData<string, string, string, bool>();
        foreach (var version in new[] { "6.49", "7.12", "7.21" })
        foreach (var wans in new[] { "static+static", "dhcp+pppoe" })
        foreach (var method in new[] { "distance", "recursive", "netwatch", "distance gated", "recursive gated" })
        foreach (var broken in new[] { false, true })
            cases.Add(version, wans, method, broken);
        return cases;
    }

    /// <param name="broken">The preferred line is dead when the hold begins, and comes back while it lasts.</param>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Hold_WithAnEnd_LastsUntilThenAndLeavesNothingBehind(string version, string wans, string method, bool broken)
    {
        // A gate puts a WAN that was out behind the others, and in front again when it has proved itself.
        var (site, policy, _, _) = SurvivalTests.Planned(version, wans, method.Split(' ')[0],
            policy => method.EndsWith("gated", StringComparison.Ordinal) ? policy with { Failback = FailbackMode.Automatic, FailbackStable = TimeSpan.FromMinutes(1) } : policy);
        var before = site.Export();
        var (preferred, backup) = (site.Connect().Via!, WanDetection.Find(site.Model()).First(wan => wan.Interface != site.Connect().Via).Interface);
        if (broken)
        {
            site.Fail(preferred, "cable-out");
            site.Wait(120);
            Assert.Equal(backup, site.Connect().Via);
        }
        var (hold, why) = WanHold.On(site.Model(), backup, End(site, version, TimeSpan.FromHours(2)));
        Assert.True(hold is not null, why);
        Assert.Null(RevertScript.WhyNot(hold.Plan, site.Model().Items));
        site.Apply(hold.Plan);
        site.Site.ClearFaults();
        foreach (var _ in Enumerable.Range(0, 11))
        {
            site.Wait(600);
            Assert.Equal(backup, site.Connect().Via);
        }
        // Not drift: without what the hold changed the router is as the policy wants it.
        Assert.Empty(PlanText.Preview(Planner.Make(WanHold.Without(site.Model(), [.. hold.Move.Steps.Reverse().Select(step => step.Undo)]), policy)));

        site.Wait(20 * 60);
        Assert.Equal(preferred, site.Connect().Via);
        Assert.Equal(before, site.Export());
        Assert.Empty(site.Site.NotUnderstood);
        Assert.All(StepStanding.Of(hold.Plan, site.Model().Items), state => Assert.Equal(StepState.Absent, state));
    }

    [Theory]
    [InlineData("distance")]
    [InlineData("netwatch")]
    public void Hold_OnALineThatDies_IsLeftForTheOther(string method)
    {
        var (site, _, _, _) = SurvivalTests.Planned("7.21", "static+static", method);
        var (hold, _) = WanHold.On(site.Model(), "ether2", null);
        site.Apply(hold!.Plan);
        Assert.Equal("ether2", site.Connect().Via);
        site.Fail("ether2", "cable-out");
        site.Wait(120);
        Assert.Equal("ether1", site.Connect().Via);
    }

    [Fact]
    public void Hold_TakenBackByHand_LeavesTheRouterAsItWas()
    {
        var (site, _, _, _) = SurvivalTests.Planned("7.21", "dhcp+pppoe", "netwatch");
        var before = site.Export();
        var backup = WanDetection.Find(site.Model()).First(wan => wan.Interface != site.Connect().Via).Interface;
        var (hold, _) = WanHold.On(site.Model(), backup, End(site, "7.21", TimeSpan.FromHours(2)));
        site.Apply(hold!.Plan);
        site.Undo(hold.Plan);
        Assert.Equal(before, site.Export());
    }

    [Fact]
    public void Hold_OverAPowerCutAtItsEnd_EndsWhenTheRouterIsBack()
    {
        var (site, _, _, _) = SurvivalTests.Planned("7.21", "static+static", "distance");
        var (hold, _) = WanHold.On(site.Model(), "ether2", End(site, "7.21", TimeSpan.FromSeconds(90)));
        site.Apply(hold!.Plan);
        site.Wait(50);
        site.Fail("ether1", "reboot");
        site.Wait(300);
        Assert.Equal("ether1", site.Connect().Via);
    }

    [Fact]
    public void Hold_OnWhatComesFirst_SaysSo()
    {
        var (site, _, _, _) = SurvivalTests.Planned("7.21", "static+static", "distance");
        Assert.Contains("comes first already", WanHold.On(site.Model(), "ether1", null).Why, StringComparison.Ordinal);
        Assert.Contains("ether1, ether2", WanHold.On(site.Model(), "bridge", null).Why, StringComparison.Ordinal);
    }

    private static HoldEnd End(PlannedSite site, string version, TimeSpan after)
    {
        var end = site.Site.Clock.Now + after;
        return new HoldEnd(end.ToString(version.StartsWith('6') ? "MMM/dd/yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture).ToLowerInvariant(), end.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
    }
}
