using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.Tests.Planning.Matrix;

/// <summary>What the table calls survivable is survived on the simulated router, and the rest is said before anyone approves.</summary>
public class SurvivalTests
{
    private static readonly string[] s_faults = ["cable-out", "upstream-dead", "gateway-silent", "gateway-change"];

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var profile in RouterProfile.All)
        {
            foreach (var (first, second) in PlanMatrixTests.s_pairs)
            {
                foreach (var method in PolicyVocabulary.Methods)
                    cells.Add(profile.Name, $"{first}+{second}", method.Key);
            }
        }
        return cells;
    }

    /// <summary>The starting points that are none: each so many cells here, all of them where <c>DWP_LONG</c> is set. The step meets every version, pair, method and start.</summary>
    public static TheoryData<string, string, string, string> OtherStarts()
    {
        var cells = new TheoryData<string, string, string, string>();
        var stride = Environment.GetEnvironmentVariable("DWP_LONG") is { Length: > 0 } ? 1 : 13;
        var all = PlanMatrixTests.Cells().Select(row => row.Data).Where(cell => cell.Item4 != "factory").ToArray();
        for (var at = 0; at < all.Length; at += stride)
            cells.Add(all[at].Item1, all[at].Item2, all[at].Item3, all[at].Item4);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Apply_EachFault_SurvivedAsTheTableSays(string version, string pair, string method) => Play(version, pair, method, "factory");

    [Theory]
    [MemberData(nameof(OtherStarts))]
    public void Apply_OtherStartEachFault_SurvivedAsTheTableSays(string version, string pair, string method, string start) => Play(version, pair, method, start);

    private static void Play(string version, string pair, string method, string start)
    {
        var (site, policy, plan, kind) = Planned(version, pair, method, start: start);
        var profile = site.Site.Router.Profile;
        var primary = policy.WanOrder[0];
        foreach (var fault in s_faults)
        {
            Assert.Equal(primary, site.Connect().Via);
            site.Fail(primary, fault);
            site.Wait(90);
            Assert.True(Planner.Make(site.Model(), policy).IsEmpty, $"during {fault} it is taken for drift: {string.Join('\n', PlanText.Preview(Planner.Make(site.Model(), policy)))}");
            var (survivable, survived) = (Survival.Of(method, kind, profile.Version, fault), site.Connect().Answered);
            // What somebody had built before may do more than the method alone; the rest has been said.
            Assert.True(survivable == survived || (survived && start != "factory"), $"{fault}: {site.Connect().Why}");
            Assert.True(survived || plan.NotCured.Any(line => line.StartsWith("primary-upstream-dead: ", StringComparison.Ordinal) || (line.StartsWith("chk-none: ", StringComparison.Ordinal) && line.Contains(primary, StringComparison.Ordinal))), $"{fault} is not survived and was not named");
            site.Site.ClearFaults();
            site.Wait(180);
            Assert.True(site.Connect() is { Answered: true } back && back.Via == primary, $"after {fault}: {site.Connect().Why}");
        }
        Assert.Empty(site.Site.NotUnderstood);
        Assert.DoesNotContain(site.Site.Router["/log"].Rows, row => row["topics"]!.StartsWith("script,error", StringComparison.Ordinal));
        Assert.Empty(PlanText.Preview(Planner.Make(site.Model(), policy)));
        if (start == "factory")
            Assert.Equal(Survival.NotCured(method, profile.Version, (kind, primary), (pair.Split('+')[1], policy.WanOrder[1])), plan.NotCured.Select(line => Named(line, policy)).Distinct().Order(StringComparer.Ordinal).ToArray());
    }

    [Theory]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public void Apply_NoHostAnswersAnywhere_LastResortCarriesOn(string method)
    {
        var (site, policy, _, _) = Planned("7.21", "dhcp+pppoe", method);
        foreach (var wan in policy.WanOrder)
            site.Fail(wan, "icmp-blocked");
        site.Wait(90);
        Assert.True(site.Connect().Answered, site.Connect().Why);
        Assert.DoesNotContain(site.Site.Router["/ip/route"].Rows, row => row.Flag("active") && row["dst-address"] == "0.0.0.0/0" && int.Parse(row["distance"]!, System.Globalization.CultureInfo.InvariantCulture) < 200);
    }

    [Theory]
    [InlineData("7.12", "loss:60", "ether2")]
    [InlineData("7.21", "loss:60", "ether2")]
    [InlineData("7.21", "latency:900", "ether2")]
    [InlineData("7.21", "loss:10", "ether1")]
    [InlineData("7.21", "latency:100", "ether1")]
    public void Apply_NetwatchOnBadLine_MovesByTheLimitsOfTheMedium(string version, string fault, string via)
    {
        var (site, _, _, _) = Planned(version, "static+static", "netwatch");
        site.Fail("ether1", fault);
        site.Wait(60);
        Assert.Equal(via, site.Connect().Via);
    }

    [Fact]
    public void Apply_NetwatchAfterMending_WaitsUntilTheLineIsStable()
    {
        var (site, _, _, _) = Planned("7.21", "static+static", "netwatch");
        site.Fail("ether1", "upstream-dead");
        site.Wait(60);
        site.Site.ClearFaults();
        site.Wait(40);
        Assert.Equal("ether2", site.Connect().Via);
        // A break begins the wait anew.
        site.Fail("ether1", "upstream-dead");
        site.Wait(30);
        site.Site.ClearFaults();
        site.Wait(50);
        Assert.Equal("ether2", site.Connect().Via);
        site.Wait(40);
        Assert.Equal("ether1", site.Connect().Via);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Apply_NetwatchSwitches_CallsBeginAnewOnBothWays(string version)
    {
        var (site, _, _, _) = Planned(version, "static+static", "netwatch");
        var call = site.Call();
        site.Fail("ether1", "upstream-dead");
        site.Wait(60);
        Assert.DoesNotContain(site.Site.Running.Connections.Entries, entry => entry == call);
        var second = site.Call();
        Assert.Equal("ether2", second.Via);
        site.Site.ClearFaults();
        site.Wait(180);
        Assert.DoesNotContain(site.Site.Running.Connections.Entries, entry => entry == second);
    }

    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Apply_NetwatchAndRestartOnBackup_GoesBackByItself(string version)
    {
        var (site, _, _, _) = Planned(version, "dhcp+dhcp", "netwatch");
        site.Fail("ether1", "upstream-dead");
        site.Wait(60);
        site.Site.Apply(null, new Fault(FaultKind.Reboot));
        site.Wait(180);
        Assert.True(site.Connect() is { Answered: true, Via: "ether2" }, site.Connect().Why);
        site.Site.ClearFaults();
        site.Wait(180);
        Assert.Equal("ether1", site.Connect().Via);
    }

    internal static (PlannedSite Site, FailoverPolicy Policy, Plan Plan, string Kind) Planned(string version, string pair, string method, Func<FailoverPolicy, FailoverPolicy>? change = null, string start = "factory")
    {
        var profile = RouterProfile.Named(version)!;
        var (first, second) = (pair.Split('+')[0], pair.Split('+')[1]);
        var site = new PlannedSite(MatrixRows.Of(profile.Version, first, second, method, start), profile);
        var policy = MatrixPolicies.Of(method, first, second);
        policy = change?.Invoke(policy) ?? policy;
        var plan = Planner.Make(site.Model(), policy);
        site.Apply(plan);
        return (site, policy, plan, first);
    }

    private static string Named(string line, FailoverPolicy policy)
    {
        var id = line.Split(':')[0];
        return id == "primary-lossy" ? id : $"{id} {policy.WanOrder.First(wan => System.Text.RegularExpressions.Regex.IsMatch(line, $@"\b{wan}\b"))}";
    }
}
