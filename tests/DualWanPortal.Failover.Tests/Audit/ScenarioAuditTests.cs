using System.Collections.Immutable;
using DualWanPortal.Failover.Audit;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>The sites of the practice network that are built right, judged as they run and by their export: nothing to blame. The broken ones are blamed.</summary>
public class ScenarioAuditTests
{
    private static readonly ImmutableArray<string> s_state =
        ["active", "inactive", "immediate-gw", "gateway-status", "running", "status", "dynamic", "invalid", "gateway", "address", "dhcp", "connect", "static", "vpn", "modem", "ecmp", "actual-interface"];

    public static TheoryData<string, string> Sites()
    {
        var sites = new TheoryData<string, string>();
        foreach (var scenario in new[] { "two-isps", "fibre-lte", "dhcp-pppoe" })
        {
            foreach (var profile in RouterProfile.All)
                sites.Add(scenario, profile.Name);
        }
        return sites;
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Judge_RunningSiteThatIsBuiltRight_BlamesNothing(string scenario, string profile) => Assert.Empty(Blamed(Live(scenario, profile)));

    [Theory]
    [MemberData(nameof(Sites))]
    public void Judge_ExportOfASiteThatIsBuiltRight_BlamesNothing(string scenario, string profile) => Assert.Empty(Blamed(Exported(scenario, profile)));

    [Theory]
    [InlineData("broken")]
    [InlineData("two-isps-broken")]
    public void Judge_BrokenSite_IsBlamedAliveAndByExport(string scenario)
    {
        HashSet<string> expected = ["def-equal", "nat-wan-missing", "list-wan-missing", "chk-none"];
        Assert.Subset(Auditor.Judge(Live(scenario, "7.21")).Select(finding => finding.Rule).ToHashSet(), expected);
        Assert.Subset(Auditor.Judge(Exported(scenario, "7.21")).Select(finding => finding.Rule).ToHashSet(), expected);
    }

    private static IEnumerable<string> Blamed(RouterModel model) =>
        Auditor.Judge(model).Where(finding => finding.Severity >= Severity.Medium).Select(finding => $"{finding.Rule}: {finding.Message}");

    private static RouterModel Live(string scenario, string profile) =>
        RouterModel.FromItems(Rows(scenario, profile), RouterProfile.Named(profile)!.Version, null, null, [.. Rows(scenario, profile).Select(item => item.Menu).Distinct(StringComparer.Ordinal)]);

    private static RouterModel Exported(string scenario, string profile)
    {
        var written = Rows(scenario, profile).Where(item => !item.Flag("dynamic") && !item.Flag("builtin") && item.Menu is not ("/interface" or "/log" or "/file"))
            .Select(item => item with { Values = item.Values.RemoveRange(s_state.Where(name => item.Menu is not ("/ip/route" or "/ip/address" or "/ip/dhcp-server/network") || name is not ("gateway" or "address"))) });
        return ExportReader.Read(ExportWriter.Write(RouterProfile.Named(profile)!.Version, written)).ToModel();
    }

    private static ImmutableArray<ConfigItem> Rows(string scenario, string profile)
    {
        var clock = new SimulationClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var site = SimulatedSite.FromScenario(scenario, scenario, RouterProfile.Named(profile)!, clock);
        clock.Advance(TimeSpan.FromMinutes(2));
        return [.. site.Router.Menus.SelectMany(menu =>
        {
            site.Router.BeforeRead(menu);
            return (menu.Definition.IsSettings ? [menu.Settings] : menu.Rows).Select(row => new ConfigItem(menu.Path, row.Values.ToImmutableDictionary(StringComparer.Ordinal).SetItem(".id", row.Id).SetItems(row.Dynamic ? [KeyValuePair.Create("dynamic", "true")] : [])));
        })];
    }
}
