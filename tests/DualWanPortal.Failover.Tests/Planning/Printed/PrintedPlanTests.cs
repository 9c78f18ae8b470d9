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

    [Fact]
    public void Plan_LeasedWan_AsksTheRouterAndSaysWhatItNeeds()
    {
        var (_, report) = Boot(PrintedSites.LeaseAndStatic, "recursive", "7.20.1");
        Assert.Contains("gateway=[/ip dhcp-client get [find interface=\"ether1\"] gateway]\n", PlanReportScript.Write(report), StringComparison.Ordinal);
        Assert.Contains(report.Plan.NotCured, line => line.StartsWith("gw-static-on-dyn: an export shows no lease", StringComparison.Ordinal) && line.Contains("ether1", StringComparison.Ordinal));
        Assert.DoesNotContain("no lease now", PlanReportText.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain(report.Plan.NotCured, line => line.Contains("ether2", StringComparison.Ordinal) && line.StartsWith("gw-static", StringComparison.Ordinal));
    }

    private static (PlannedSite Site, PlanReport Report) Boot(string text, string policy, string version)
    {
        var export = ExportReader.Read(PrintedSites.On(text, version));
        return (new PlannedSite(export.Items, RouterProfile.Nearest(export.Version!.Value)), PlanReport.Of("site.rsc", export, BuiltInPolicies.Named(policy)!));
    }
}
