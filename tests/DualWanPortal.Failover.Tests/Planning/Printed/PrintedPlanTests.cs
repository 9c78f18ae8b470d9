using DualWanPortal.Failover.Planning.Reports;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Tests.Planning.Matrix;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning.Printed;

/// <summary>Plans that were made from a file and are carried to the router by hand: right after the last command traffic goes where it went, and fails over.</summary>
public class PrintedPlanTests
{
    [Theory]
    [InlineData(PrintedSites.LeaseAndStatic, "recursive", "7.20.1")]
    [InlineData(PrintedSites.LeaseAndStatic, "netwatch", "7.20.1")]
    [InlineData(PrintedSites.LeaseAndStatic, "recursive", "6.49.18")]
    [InlineData(PrintedSites.TwoLeases, "recursive", "7.12.1")]
    [InlineData(PrintedSites.TwoLeases, "netwatch", "6.49.18")]
    [InlineData(PrintedSites.LeasesWithScripts, "recursive", "7.20.1")]
    [InlineData(PrintedSites.LeasesWithScripts, "netwatch", "7.20.1")]
    public void Import_LeasedWans_TrafficStaysOnTheFirstAndFailsOver(string text, string policy, string version)
    {
        var (site, report) = Boot(text, policy, version);
        Assert.Equal("ether1", site.Connect().Via);
        var commands = PlanReportScript.Write(report);
        Assert.DoesNotContain(commands.Split('\n'), line => line.StartsWith("/ip route", StringComparison.Ordinal) && line.Contains(" disabled=yes", StringComparison.Ordinal));
        site.Import(commands);
        Assert.True(site.Connect() is { Answered: true, Via: "ether1" }, site.Connect().Why);
        Assert.All(site.Model().Routes.Where(route => route is { IsDefault: true, Dynamic: false, Distance: < 100 }), route => Assert.False(route.Inactive || route.Disabled, $"{route.Item["gateway"]} is out of use"));
        site.Fail("ether1", "upstream-dead");
        site.Wait(90);
        Assert.True(site.Connect() is { Answered: true, Via: "ether2" }, site.Connect().Why);
        site.Site.ClearFaults();
        site.Wait(180);
        Assert.True(site.Connect() is { Answered: true, Via: "ether1" }, site.Connect().Why);
    }

    /// <summary>The second line has no lease at that moment: whatever is refused then, traffic stays where it is, and the lease puts in what it can.</summary>
    [Theory]
    [InlineData("recursive", "7.20.1", true)]
    [InlineData("recursive", "7.20.1", false)]
    [InlineData("netwatch", "6.49.18", true)]
    [InlineData("netwatch", "6.49.18", false)]
    public void Run_WhileOneLineHasNoLease_TheOtherCarriesOn(string policy, string version, bool paste)
    {
        var (site, report) = Boot(PrintedSites.TwoLeases, policy, version);
        site.Fail("ether2", "cable-out");
        site.Wait(10);
        var commands = PlanReportScript.Write(report);
        if (paste)
            site.Paste(commands);
        else
            site.TryImport(commands);
        site.Wait(90);
        Assert.True(site.Connect() is { Answered: true, Via: "ether1" }, site.Connect().Why);
        site.Site.ClearFaults();
        site.Wait(90);
        Assert.True(site.Connect() is { Answered: true, Via: "ether1" }, site.Connect().Why);
        site.Fail("ether1", "cable-out");
        site.Wait(90);
        Assert.True(site.Connect() is { Answered: true, Via: "ether2" }, site.Connect().Why);
    }

    [Fact]
    public void Plan_LeasedWan_AsksTheRouterAndSaysWhatItNeeds()
    {
        var (_, report) = Boot(PrintedSites.LeaseAndStatic, "recursive", "7.20.1");
        Assert.Contains("gateway=[/ip dhcp-client get [find interface=\"ether1\"] gateway]\n", PlanReportScript.Write(report), StringComparison.Ordinal);
        Assert.Contains(report.Plan.NotCured, line => line.StartsWith("gw-static-on-dyn: an export shows no lease", StringComparison.Ordinal) && line.Contains("ether1", StringComparison.Ordinal));
        Assert.DoesNotContain("no lease now", PlanReportText.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain(report.Plan.NotCured, line => line.Contains("ether2", StringComparison.Ordinal) && line.StartsWith("gw-static", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("recursive", 201)]
    [InlineData("distance", 2)]
    public void Import_RowThatHasNoNameInAnExport_IsFoundByWhatItIs(string policy, int distance)
    {
        var (site, report) = Boot(PrintedSites.StaticAndMobile.Replace("apn=internet", "apn=internet default-route-distance=5", StringComparison.Ordinal), policy, "7.20.1");
        var commands = PlanReportScript.Write(report);
        Assert.Contains($"/interface lte apn set [find default=yes] default-route-distance={distance}\n", commands, StringComparison.Ordinal);
        site.Import(commands);
        Assert.Equal($"{distance}", Assert.Single(site.Model().LteApns).Item["default-route-distance"]);
        Assert.True(site.Connect() is { Answered: true, Via: "ether1" }, site.Connect().Why);
        site.Fail("ether1", "cable-out");
        site.Wait(60);
        Assert.True(site.Connect() is { Answered: true, Via: "lte1" }, site.Connect().Why);
    }

    [Fact]
    public void Plan_LinesThatWorkTogether_HaveTheSameNumber()
    {
        // One of two hosts is the site's own: the hold behind it has a number that no other host gets.
        var (_, report) = Boot(PrintedSites.LeasesWithScripts.Replace("distance=1 dst-address=0.0.0.0/0 gateway=1.1.1.1 target-scope=11", "distance=1 dst-address=0.0.0.0/0 gateway=1.1.1.1", StringComparison.Ordinal)
            .Replace("distance=2 dst-address=0.0.0.0/0 gateway=9.9.9.9 target-scope=11", "distance=2 dst-address=0.0.0.0/0 gateway=9.9.9.9", StringComparison.Ordinal), "recursive", "7.20.1");
        var added = report.Plan.Steps.Where(step => step.Do is { Verb: "add", Menu: "/ip/route" }).Select(step => step.Do.Values.ToDictionary()).ToList();
        var pins = added.Where(row => row["dst-address"] != "0.0.0.0/0" && !row.ContainsKey("blackhole")).ToList();
        Assert.Equal(2, pins.Count);
        foreach (var pin in pins)
        {
            Assert.Contains(added, row => row["comment"] == pin["comment"] + "-hold" && row["dst-address"] == pin["dst-address"]);
            Assert.Equal(pin["dst-address"], added.Single(row => row["comment"] == pin["comment"].Replace("canary", "default", StringComparison.Ordinal))["gateway"] + "/32");
        }
    }

    private static (PlannedSite Site, PlanReport Report) Boot(string text, string policy, string version)
    {
        var export = ExportReader.Read(PrintedSites.On(text, version));
        return (new PlannedSite(export.Items, RouterProfile.Nearest(export.Version!.Value)), PlanReport.Of("site.rsc", export, BuiltInPolicies.Named(policy)!));
    }
}
