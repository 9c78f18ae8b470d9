using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>When the router takes traffic back, all by itself. Its day begins at noon.</summary>
public class FailbackTests
{
    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Manual_LineIsWell_StaysAndSaysSo(string version)
    {
        var site = Broken(version, policy => policy with { Failback = FailbackMode.Manual }, out var policy);
        site.Wait(3600);
        Assert.Equal("ether2", site.Connect().Via);
        Assert.Contains(site.Site.Router["/log"].Rows, row => row["message"]!.Contains("ether1 is well again", StringComparison.Ordinal));
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        site.Apply(ManualSwitch.Back(site.Model()).Switch!.Plan);
        Assert.Equal("ether1", site.Connect().Via);
        Assert.Null(ManualSwitch.Back(site.Model()).Switch);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Least_LineIsWellAtOnce_StaysThatLong(string version)
    {
        var site = Broken(version, policy => policy with { FailbackLeast = TimeSpan.FromMinutes(10) }, out _);
        site.Wait(6 * 60);
        Assert.Equal("ether2", site.Connect().Via);
        site.Wait(4 * 60);
        Assert.Equal("ether1", site.Connect().Via);
    }

    [Theory]
    [InlineData("12:00-13:00", 50, 20)]
    [InlineData("22:00-12:30", 25, 10)]
    [InlineData("13:00-14:00", 0, 5)]
    public void Quiet_LineIsWell_GoesBackAfterwards(string hours, int staysMinutes, int thenMinutes)
    {
        var site = Broken("7.21", policy => policy with { FailbackQuiet = QuietHours.Parse(hours) }, out _);
        site.Wait(staysMinutes * 60);
        Assert.Equal("ether2", site.Connect().Via);
        site.Wait(thenMinutes * 60);
        Assert.Equal("ether1", site.Connect().Via);
    }

    [Fact]
    public void Quiet_LineBreaksAgain_WaitEndsWithoutGoingBack()
    {
        var site = Broken("7.21", policy => policy with { FailbackQuiet = QuietHours.Parse("12:00-12:20") }, out _);
        site.Wait(600);
        site.Fail("ether1", "upstream-dead");
        site.Wait(1200);
        Assert.True(site.Connect() is { Answered: true, Via: "ether2" });
        site.Site.ClearFaults();
        site.Wait(180);
        Assert.Equal("ether1", site.Connect().Via);
    }

    [Fact]
    public void Settings_Changed_ScriptsFollowInPlace()
    {
        var (site, policy, _, _) = SurvivalTests.Planned("7.21", "static+static", "netwatch");
        var plan = Planner.Make(site.Model(), policy with { FailbackStable = TimeSpan.FromMinutes(5) });
        Assert.All(plan.Steps, step => Assert.Equal(("/tool/netwatch", StepKind.Change, false), (step.Do.Menu, step.Kind, step.Foreign)));
        Assert.Equal(4, plan.Steps.Length);
    }

    private static PlannedSite Broken(string version, Func<FailoverPolicy, FailoverPolicy> change, out FailoverPolicy policy)
    {
        (var site, policy, _, _) = SurvivalTests.Planned(version, "static+static", "netwatch", change);
        site.Fail("ether1", "upstream-dead");
        site.Wait(60);
        Assert.Equal("ether2", site.Connect().Via);
        site.Site.ClearFaults();
        site.Wait(40);
        Assert.Empty(site.Site.NotUnderstood);
        return site;
    }
}
