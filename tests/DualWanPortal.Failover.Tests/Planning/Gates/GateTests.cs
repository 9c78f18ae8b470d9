using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.Tests.Planning.Gates;

/// <summary>The way back under recursive and distance, kept by the router itself on every version.</summary>
public class GateTests
{
    public static TheoryData<string, string> Methods()
    {
        var cells = new TheoryData<string, string>();
        foreach (var profile in RouterProfile.All)
        {
            cells.Add(profile.Name, "recursive");
            cells.Add(profile.Name, "distance");
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Flap_CableInAndOut_OneFailoverAndOneFailback(string version, string method)
    {
        var site = GatedSite.Of(version, "static+static", method);
        Assert.Equal("ether1", site.Via);
        site.Site.Fail("ether1", "flap:20");
        Assert.Equal(["ether2"], site.Watch(130));
        Assert.Empty(PlanText.Preview(site.Again));
        site.Site.Site.ClearFaults();
        Assert.Equal(["ether2"], site.Watch(30));
        Assert.Equal(["ether2", "ether1"], site.Watch(50));
        Assert.Equal(["ether1"], site.Watch(60));
        Assert.Empty(PlanText.Preview(site.Again));
        site.AssertClean();
    }

    [Fact]
    public void Flap_LineBehindTheGateway_OneFailoverAndOneFailback()
    {
        var site = GatedSite.Of("7.21", "static+static", "recursive");
        var seen = new List<string> { "ether1" };
        for (var round = 0; round < 6; round++)
        {
            site.Site.Fail("ether1", "upstream-dead");
            seen.AddRange(site.Watch(20).Where(via => via.StartsWith("ether", StringComparison.Ordinal)));
            site.Site.Site.ClearFaults();
            seen.AddRange(site.Watch(20).Where(via => via.StartsWith("ether", StringComparison.Ordinal)));
        }
        Assert.Equal(1, seen.Zip(seen.Skip(1)).Count(pair => pair.First != pair.Second));
        Assert.Equal(["ether2", "ether1"], site.Watch(80));
    }

    [Theory]
    [InlineData("6.49", "pppoe+lte", "distance")]
    [InlineData("7.12", "dhcp+pppoe", "distance")]
    [InlineData("7.18", "dhcp+dhcp", "distance")]
    [InlineData("7.21", "dhcp+dhcp", "distance")]
    [InlineData("7.21-home", "pppoe+lte", "distance")]
    [InlineData("6.49", "dhcp+pppoe", "recursive")]
    [InlineData("7.21", "pppoe+lte", "recursive")]
    [InlineData("7.21-home", "static+lte", "recursive")]
    public void CableOut_AnyKindOfLink_GoesBackOnlyWhenStable(string version, string pair, string method)
    {
        var site = GatedSite.Of(version, pair, method);
        Assert.DoesNotContain(site.Plan.NotCured, line => line.StartsWith("failback", StringComparison.Ordinal));
        site.Site.Fail(site.Primary, "cable-out");
        site.Site.Wait(90);
        Assert.Equal(site.Backup, site.Via);
        Assert.Empty(PlanText.Preview(site.Again));
        site.Site.Site.ClearFaults();
        Assert.Equal([site.Backup], site.Watch(55));
        Assert.Equal([site.Backup, site.Primary], site.Watch(60));
        Assert.Empty(PlanText.Preview(site.Again));
        site.AssertClean();
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Manual_LineIsWell_StaysUntilSomebodySaysSo(string version, string method)
    {
        var site = GatedSite.Of(version, "static+static", method, policy => policy with { Failback = FailbackMode.Manual });
        Broken(site);
        site.Site.Wait(900);
        Assert.Equal("ether2", site.Via);
        Assert.Single(site.Site.Site.Router["/log"].Rows, row => row["message"]!.Contains("ether1 is well again", StringComparison.Ordinal));
        Assert.Empty(PlanText.Preview(site.Again));
        var (back, why) = ManualSwitch.Back(site.Model);
        Assert.Null(why);
        site.Site.Apply(back!.Plan);
        Assert.Equal("ether1", site.Via);
        site.Site.Wait(60);
        Assert.Equal("ether1", site.Via);
        Assert.Empty(PlanText.Preview(site.Again));
        Assert.Null(ManualSwitch.Back(site.Model).Switch);
    }

    [Theory]
    [InlineData("6.49", "recursive")]
    [InlineData("7.21-home", "distance")]
    public void Quiet_LineIsWell_GoesBackAfterwards(string version, string method)
    {
        var site = GatedSite.Of(version, "static+static", method, policy => policy with { FailbackQuiet = QuietHours.Parse("11:00-12:30") });
        Broken(site);
        site.Site.Wait(60 * 20);
        Assert.Equal("ether2", site.Via);
        site.Site.Wait(60 * 8);
        Assert.Equal("ether1", site.Via);
    }

    [Theory]
    [InlineData("6.49", "distance")]
    [InlineData("7.21", "recursive")]
    public void Least_LineIsWellAtOnce_StaysThatLong(string version, string method)
    {
        var site = GatedSite.Of(version, "static+static", method, policy => policy with { FailbackLeast = TimeSpan.FromMinutes(10), FailbackStable = TimeSpan.Zero });
        Broken(site);
        site.Site.Wait(7 * 60);
        Assert.Equal("ether2", site.Via);
        site.Site.Wait(4 * 60);
        Assert.Equal("ether1", site.Via);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void BackupDies_WhileHeld_PrimaryCarriesAtOnce(string version, string method)
    {
        var site = GatedSite.Of(version, "static+static", method, policy => policy with { Failback = FailbackMode.Manual });
        Broken(site);
        site.Site.Wait(60);
        site.Site.Fail("ether2", "cable-out");
        site.Site.Wait(2);
        Assert.Equal("ether1", site.Via);
        // Nobody has said that it may go back for good.
        site.Site.Site.ClearFaults();
        site.Site.Wait(60);
        Assert.Equal("ether2", site.Via);
    }

    [Fact]
    public void BackupDies_WhileHeldInQuietHours_StaysOnThePrimaryAfterwards()
    {
        var site = GatedSite.Of("7.21", "static+static", "recursive", policy => policy with { FailbackQuiet = QuietHours.Parse("11:00-20:00") });
        Broken(site);
        site.Site.Wait(120);
        Assert.Equal("ether2", site.Via);
        site.Site.Fail("ether2", "upstream-dead");
        site.Site.Wait(90);
        Assert.Equal("ether1", site.Via);
        site.Site.Site.ClearFaults();
        Assert.Equal(["ether1"], site.Watch(60));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Restart_WhileHeld_StaysHeldAndGoesBackWhenStable(string version, string method)
    {
        var site = GatedSite.Of(version, "static+static", method);
        site.Site.Fail("ether1", "cable-out");
        site.Site.Wait(60);
        site.Site.Site.Apply(null, new Fault(FaultKind.Reboot));
        site.Site.Wait(120);
        Assert.Equal("ether2", site.Via);
        Assert.Empty(PlanText.Preview(site.Again));
        site.Site.Site.ClearFaults();
        Assert.Equal("ether2", site.Watch(40)[^1]);
        Assert.Equal("ether1", site.Watch(60)[^1]);
        site.AssertClean();
    }

    [Theory]
    [InlineData("6.49", "pppoe+lte", "distance")]
    [InlineData("7.21", "dhcp+pppoe", "recursive")]
    public void Restart_NothingIsWrong_PrimaryIsUsedWithoutWaiting(string version, string pair, string method)
    {
        var site = GatedSite.Of(version, pair, method, policy => policy with { Failback = FailbackMode.Manual });
        site.Site.Site.Apply(null, new Fault(FaultKind.Reboot));
        site.Site.Wait(150);
        Assert.Equal(site.Primary, site.Via);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Undo_WhileHeldOrNot_RestoresTheRouter(string version, string method)
    {
        var site = GatedSite.Of(version, "static+static", method);
        site.Site.Fail("ether1", "cable-out");
        site.Site.Wait(60);
        Assert.Contains(site.Site.Export(), line => line.StartsWith("/ip/route", StringComparison.Ordinal) && line.Contains("distance=51", StringComparison.Ordinal));
        site.Site.Undo(site.Plan);
        Assert.Equal(site.Before, site.Site.Export());

        site = GatedSite.Of(version, "static+static", method);
        site.Site.Undo(site.Plan);
        Assert.Equal(site.Before, site.Site.Export());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Policy_WithoutGateWhileHeld_LetsGoAndRetiresTheGate(string version, string method)
    {
        var site = GatedSite.Of(version, "static+static", method, policy => policy with { Failback = FailbackMode.Manual });
        Broken(site);
        site.Site.Wait(60);
        var free = site.Policy with { Failback = null };
        var plan = Planner.Make(site.Model, free);
        Assert.All(plan.Steps, step => Assert.False(step.Foreign && step.Kind != StepKind.Change));
        site.Site.Apply(plan);
        Assert.Equal("ether1", site.Via);
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model, free)));
        Assert.DoesNotContain(site.Site.Export(), line => line.Contains("wan-gate", StringComparison.Ordinal));
        site.Site.Undo(plan);
        Assert.Empty(PlanText.Preview(site.Again));
    }

    [Fact]
    public void Model_WhileHeld_OrderAndRolesAreThoseOfThePolicy()
    {
        var site = GatedSite.Of("7.21", "static+static", "recursive");
        Broken(site);
        var wans = WanDetection.Find(site.Model);
        Assert.Equal(["ether1", "ether2"], wans.Select(wan => wan.Interface));
        Assert.Equal(1, wans[0].Distance);
        var verdict = Verdicts.Judge(site.Model, wans, [], DateTimeOffset.UnixEpoch);
        Assert.Equal((RouterState.OnBackup, "ether2"), (verdict.State, verdict.ActiveWan));
        Assert.Contains("held back", verdict.Why, StringComparison.Ordinal);
        Assert.Equal(Planner.Fingerprint(GatedSite.Of("7.21", "static+static", "recursive").Model), Planner.Fingerprint(site.Model));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Calls_TrafficMovesBothWays_BeginAnew(string version, string method)
    {
        var site = GatedSite.Of(version, "static+static", method);
        var call = site.Site.Call();
        site.Site.Fail("ether1", "gateway-silent");
        site.Site.Wait(60);
        Assert.DoesNotContain(site.Site.Site.Running.Connections.Entries, entry => entry == call);
        var second = site.Site.Call();
        Assert.Equal("ether2", second.Via);
        site.Site.Site.ClearFaults();
        site.Site.Wait(120);
        Assert.DoesNotContain(site.Site.Site.Running.Connections.Entries, entry => entry == second);
        site.AssertClean();
    }

    private static void Broken(GatedSite site)
    {
        site.Site.Fail(site.Primary, "gateway-silent");
        site.Site.Wait(60);
        Assert.Equal(site.Backup, site.Via);
        site.Site.Site.ClearFaults();
        site.Site.Wait(30);
        Assert.Equal(site.Backup, site.Via);
        site.AssertClean();
    }
}
