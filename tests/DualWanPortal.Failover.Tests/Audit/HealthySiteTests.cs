using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>Sites that are built right: nothing there is worth waking anybody for.</summary>
public class HealthySiteTests
{
    [Theory]
    [InlineData("two-isps")]
    [InlineData("fibre-lte")]
    [InlineData("dhcp-pppoe")]
    public void Judge_WellBuiltSite_NothingAboveLow(string scenario)
    {
        foreach (var profile in new[] { RouterProfile.V649, RouterProfile.V712, RouterProfile.V718, RouterProfile.V721 })
        {
            var site = SimulatedSite.FromScenario(scenario, "branch", profile, new SimulationClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
            site.Clock.Advance(TimeSpan.FromMinutes(1));
            var rows = site.Router.Menus.SelectMany(menu => menu.Rows.Select(row => new ConfigItem(menu.Path, row.Values.ToImmutableDictionary()))).ToList();
            foreach (var menusRead in new[] { null, ImmutableHashSet.CreateRange(site.Router.Menus.Select(menu => menu.Path)) })
            {
                var findings = Auditor.Judge(RouterModel.FromItems(rows, profile.Version, null, null, menusRead));
                Assert.Empty(findings.Where(finding => finding.Severity > Severity.Low).Select(finding => $"{profile.Version} {finding.Rule}: {finding.Message}"));
            }
        }
    }

    [Fact]
    public void Judge_LiveRouterThatShowedOnlyItsRoutes_SaysNothingOfTheRest()
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby").WanList("ether1", "ether2").Masquerade();
        var read = ImmutableHashSet.Create("/interface", "/ip/address", "/ip/route", "/ip/firewall/nat", "/interface/list", "/interface/list/member");
        string[] silent = ["in-no-drop", "in-backup-open", "fwd-no-drop", "fwd-backup-open", "mgmt-exposed", "dns-open", "notify-none", "ntp-none", "ref-missing"];
        var findings = Auditor.Judge(RouterModel.FromItems(rows.Items, rows.Version, null, null, read));
        Assert.DoesNotContain(findings, finding => silent.Contains(finding.Rule));
    }
}
