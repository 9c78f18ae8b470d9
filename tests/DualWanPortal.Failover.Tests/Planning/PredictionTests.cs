using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Planning.Predicting;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Tests.Planning.Matrix;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Failover.Tests.Planning;

/// <summary>What a plan promises and the scenario matrix does not show is said before anyone approves, with what stands in the way.</summary>
public class PredictionTests
{
    private const string Line = """
        # 2026-03-01 12:00:00 by RouterOS 7.18.2
        /interface bridge
        add name=inside
        /interface list
        add name=WAN
        /interface bridge port
        add bridge=inside interface=ether5
        /interface pppoe-client
        add add-default-route=yes disabled=no interface=ether1 name=pppoe-out1 user=line
        /interface list member
        add interface=pppoe-out1 list=WAN
        add interface=ether2 list=WAN
        /ip address
        add address=192.168.10.1/24 interface=inside network=192.168.10.0
        add address=198.51.100.2/24 interface=ether2 network=198.51.100.0
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=drop chain=input in-interface-list=WAN
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN
        /ip route
        add distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1

        """;

    private const string Busy = """
        /system scheduler
        add interval=30s name=prefer-fibre on-event="/interface pppoe-client set pppoe-out1 add-default-route=yes default-route-distance=1"
        """;

    private const string Marked = """
        # 2026-03-01 12:00:00 by RouterOS 7.18.2
        /interface bridge
        add name=inside
        /interface bridge port
        add bridge=inside interface=ether5
        /routing table
        add fib name=by-one
        add fib name=by-two
        /ip address
        add address=192.168.10.1/24 interface=inside network=192.168.10.0
        add address=203.0.113.2/24 interface=ether1 network=203.0.113.0
        add address=198.51.100.2/24 interface=ether2 network=198.51.100.0
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9
        /ip firewall mangle
        add action=mark-connection chain=prerouting dst-address-type=!local in-interface=inside new-connection-mark=one per-connection-classifier=both-addresses-and-ports:2/0
        add action=mark-connection chain=prerouting dst-address-type=!local in-interface=inside new-connection-mark=two per-connection-classifier=both-addresses-and-ports:2/1
        add action=mark-routing chain=prerouting connection-mark=one in-interface=inside new-routing-mark=by-one
        add action=mark-routing chain=prerouting connection-mark=two in-interface=inside new-routing-mark=by-two
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1
        add action=masquerade chain=srcnat out-interface=ether2
        /ip route
        add check-gateway=ping dst-address=0.0.0.0/0 gateway=203.0.113.1 routing-table=by-one
        add check-gateway=ping dst-address=0.0.0.0/0 gateway=198.51.100.1 routing-table=by-two
        add dst-address=0.0.0.0/0 gateway=203.0.113.1
        add distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1
        """;

    [Fact]
    public void Of_SchedulerThatWritesTheDistance_NamesTheScenarioAndTheScheduler()
    {
        var quiet = Predict(Line, "recursive");
        Assert.Equal("works", Internet(quiet, "primary-upstream-dead"));
        Assert.Empty(quiet.NotCured);

        var busy = Predict(Line + Busy, "recursive");
        Assert.NotEqual("works", Internet(busy, "primary-upstream-dead"));
        var named = Assert.Single(busy.NotCured, line => line.StartsWith("primary-upstream-dead: ", StringComparison.Ordinal));
        Assert.Contains("the scheduler entry prefer-fibre", named, StringComparison.Ordinal);
        Assert.Contains("/interface pppoe-client", named, StringComparison.Ordinal);
    }

    /// <summary>A live router shows since what time of day an entry runs, and not since which day.</summary>
    [Fact]
    public void Of_SchedulerThatBeganLaterInTheDay_IsAtWork()
    {
        var busy = Predict(Line + Busy.Replace("interval=30s", "interval=30s start-time=22:45:00", StringComparison.Ordinal), "recursive");
        Assert.Contains(busy.NotCured, line => line.StartsWith("primary-upstream-dead: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_MarksThatChooseATable_NamesTheScenarioAndTheTables()
    {
        var marked = Predict(Marked, "recursive");
        Assert.Equal("degraded", Internet(marked, "primary-upstream-dead"));
        var named = Assert.Single(marked.NotCured, line => line.StartsWith("primary-upstream-dead: ", StringComparison.Ordinal));
        Assert.Contains("by-one and by-two", named, StringComparison.Ordinal);
        Assert.Contains("in part only", named, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("distance")]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public void Of_AnyRouter_NamesEveryPromiseThatIsNotKept(string method)
    {
        foreach (var text in new[] { Line, Line + Busy, Marked })
        {
            var prediction = Predict(text, method);
            foreach (var id in prediction.Promised.Where(id => id != "primary-restored"))
                Assert.Equal(Internet(prediction, id) == "works", prediction.NotCured.All(line => !line.StartsWith(id + ": ", StringComparison.Ordinal)));
        }
    }

    public static TheoryData<string, string, string> Kinds()
    {
        var kinds = new TheoryData<string, string, string>();
        var versions = new[] { "6.49", "7.12", "7.21" };
        var at = 0;
        foreach (var (first, second) in PlanMatrixTests.s_pairs)
        {
            foreach (var method in PolicyVocabulary.Methods)
                kinds.Add(versions[at++ % versions.Length], $"{first}+{second}", method.Key);
        }
        return kinds;
    }

    /// <summary>What is promised is what the table written by hand says, and on a router where nothing stands in the way it is kept.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_FactoryRouter_PromisesWhatTheTableSaysAndKeepsIt(string version, string pair, string method)
    {
        var profile = RouterProfile.Named(version)!;
        var (first, second) = (pair.Split('+')[0], pair.Split('+')[1]);
        var site = new PlannedSite(MatrixRows.Of(profile.Version, first, second, method, "factory"), profile);
        var policy = MatrixPolicies.Of(method, first, second);
        var live = site.Model();
        var prediction = Prediction.Of(live, Planner.Make(live, policy), policy, MatrixOptions.Default, TestContext.Current.CancellationToken);

        Assert.Empty(prediction.NotCured);
        Assert.Null(prediction.Opens);
        foreach (var fault in new[] { "cable-out", "upstream-dead", "gateway-silent", "gateway-change" })
            Assert.True(Survival.Of(method, first, profile.Version, fault) == prediction.Promised.Contains("primary-" + fault), fault);
    }

    private static string Internet(Prediction prediction, string scenario) => MatrixWords.Of(prediction.After[scenario][CheckIds.Internet].Verdict);

    private static Prediction Predict(string text, string method)
    {
        var export = ExportReader.Read(text);
        Assert.Null(export.Refusal);
        var model = export.ToModel();
        var policy = BuiltInPolicies.Named(method)!;
        return Prediction.Of(model, Planner.Make(model, policy), policy, MatrixOptions.Default, TestContext.Current.CancellationToken);
    }
}
