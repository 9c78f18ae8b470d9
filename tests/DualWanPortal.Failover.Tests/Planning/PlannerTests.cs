using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Tests.Planning;

public class PlannerTests
{
    private static readonly FailoverPolicy s_distance = BuiltInPolicies.Named("distance")!;

    private static string[] Preview(RouterRows rows, FailoverPolicy? policy = null) => [.. PlanText.Preview(Planner.Make(rows.Model, policy ?? s_distance))];

    private static RouterRows Broken() => new RouterRows().Lan().Dhcp("ether1", "203.0.113", 1).Dhcp("ether2", "198.51.100", 1).WanList("ether1").Masquerade().Add("/ip/dns", ("servers", ""));

    private static RouterRows Right() => new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2, "standby").WanList("ether1", "ether2").Masquerade().Add("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"));

    [Fact]
    public void Make_BrokenSite_ExactCommandsInSafeOrder() =>
        Assert.Equal([
            "+ /interface list member add list=WAN interface=ether2 comment=dwp:WAN-ether2",
            "~ /ip dns set servers=1.1.1.1,9.9.9.9  (was servers=\"\")",
            "~ /ip dhcp-client set [find interface=\"ether2\"] default-route-distance=2 check-gateway=ping  (was default-route-distance=1 check-gateway=none)",
            "~ /ip dhcp-client set [find interface=\"ether1\"] check-gateway=ping  (was check-gateway=none)",
        ], Preview(Broken()));

    [Fact]
    public void Make_RightAlready_Empty()
    {
        var plan = Planner.Make(Right().Model, s_distance);
        Assert.True(plan.IsEmpty);
        Assert.Equal(64, plan.Fingerprint.Length);
    }

    [Fact]
    public void Make_Foreign_IsMarkedOursIsNot()
    {
        var steps = Planner.Make(Broken().Model, s_distance).Steps;
        Assert.Equal([false, true, true, true], steps.Select(step => step.Foreign));
        Assert.All(steps, step => Assert.NotEqual("", step.Why));
    }

    [Fact]
    public void Make_NatForOneInterface_AddsOneRuleForTheList() =>
        Assert.Contains("+ /ip firewall nat add chain=srcnat action=masquerade out-interface-list=WAN ipsec-policy=out,none comment=dwp:nat",
            Preview(new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2).Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", "ether1"))));

    [Fact]
    public void Make_NatPerWanWanted_AddsARuleForTheOneThatLacksIt()
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2).WanList("ether1", "ether2").Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", "ether1"));
        Assert.Equal(["+ /ip firewall nat add chain=srcnat action=masquerade out-interface=ether2 ipsec-policy=out,none comment=dwp:nat-ether2"],
            Preview(rows, s_distance with { Nat = NatStyle.PerWan }).Where(line => line.Contains("firewall nat", StringComparison.Ordinal)));
    }

    [Fact]
    public void Make_NatForEachInterface_AddsNone() =>
        Assert.DoesNotContain(Preview(new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2)
            .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", "ether1"))
            .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface", "ether2"))), line => line.Contains("firewall nat", StringComparison.Ordinal));

    [Fact]
    public void Make_OwnNatRuleSwitchedOff_SwitchedOnAgain() =>
        Assert.Contains("~ /ip firewall nat set [find comment=\"dwp:nat\"] disabled=no  (was disabled=yes)",
            Preview(Right().Remove("/ip/firewall/nat", "action", "masquerade")
                .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface-list", "WAN"), ("comment", "dwp:nat"), ("disabled", "true"))));

    [Fact]
    public void Make_EarlierRuleDecides_SaidAsNotCured() =>
        Assert.Contains(Planner.Make(new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2).WanList("ether1", "ether2")
            .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "accept"), ("out-interface", "ether2")).Masquerade().Model, s_distance).NotCured,
            line => line.StartsWith("nat-wan-missing: on ether2 an earlier rule decides", StringComparison.Ordinal));

    [Fact]
    public void Make_RouterUsesAnotherList_WanJoinsBoth()
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 2)
            .Add("/interface/list", ("name", "ISPs")).Add("/interface/list/member", ("list", "ISPs"), ("interface", "ether1"))
            .Add("/ip/firewall/nat", ("chain", "srcnat"), ("action", "masquerade"), ("out-interface-list", "ISPs"));
        var lines = Preview(rows);
        Assert.Contains("+ /interface list add name=WAN comment=dwp:list", lines);
        Assert.Contains("+ /interface list member add list=WAN interface=ether1 comment=dwp:WAN-ether1", lines);
        Assert.Contains("+ /interface list member add list=ISPs interface=ether2 comment=dwp:ISPs-ether2", lines);
        Assert.DoesNotContain(lines, line => line.Contains("firewall nat", StringComparison.Ordinal));
    }

    [Fact]
    public void Make_MembershipSwitchedOff_SwitchedOn() =>
        Assert.Contains("~ /interface list member set [find list=\"WAN\" interface=\"ether2\"] disabled=no  (was disabled=yes)",
            Preview(Right().Remove("/interface/list/member", "interface", "ether2").Add("/interface/list/member", ("list", "WAN"), ("interface", "ether2"), ("disabled", "true"))));

    [Fact]
    public void Make_Raise_BackupBeforePrimary()
    {
        var distances = Preview(Right(), s_distance with { FirstDistance = 10, DistanceStep = 5 });
        Assert.Equal([
            "~ /ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"198.51.100.1\"] distance=15  (was distance=2)",
            "~ /ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"203.0.113.1\"] distance=10  (was distance=1)",
        ], distances);
    }

    [Fact]
    public void Make_OrderOfThePolicy_Wins() =>
        Assert.Equal(["~ /ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"203.0.113.1\"] distance=2  (was distance=1)", "~ /ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"198.51.100.1\"] distance=1  (was distance=2)"],
            Preview(Right(), s_distance with { WanOrder = ["ether2", "ether1"] }));

    [Fact]
    public void Make_OrderNamesNoWan_Said() =>
        Assert.Contains(Planner.Make(Right().Model, s_distance with { WanOrder = ["ether9"] }).NotCured, line => line.StartsWith("wan-order: ", StringComparison.Ordinal) && line.Contains("ether9", StringComparison.Ordinal));

    [Fact]
    public void Make_CheckOnV6_StepOfItsOwnThatIsUnset()
    {
        var rows = new RouterRows("6.49.18").Lan().Static("ether1", "203.0.113", 1, check: "none").Static("ether2", "198.51.100", 2, "standby").WanList("ether1", "ether2").Masquerade().Add("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"));
        var step = Assert.Single(Planner.Make(rows.Model, s_distance).Steps);
        Assert.Equal("/ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"203.0.113.1\"] check-gateway=ping", PlanText.Command(step.Do));
        Assert.Equal("/ip route unset [find dst-address=\"0.0.0.0/0\" gateway=\"203.0.113.1\"] check-gateway", PlanText.Command(step.Undo));
        Assert.NotNull(step.Remark);
    }

    [Fact]
    public void Make_NoCheckWanted_ExistingCheckStays() => Assert.Empty(Preview(Right(), s_distance with { CheckGateway = false }));

    [Fact]
    public void Make_RecursiveSite_AdoptedAndUpstreamNotComplainedOf()
    {
        var rows = Wans.WanDetectionTests.Recursive().WanList("ether1", "ether2").Masquerade().Add("/ip/dns", ("servers", "9.9.9.9,8.8.4.4"));
        var plan = Planner.Make(rows.Model, s_distance);
        Assert.Empty(plan.Steps);
        Assert.DoesNotContain(plan.NotCured, line => line.StartsWith("primary-upstream-dead", StringComparison.Ordinal));
    }

    [Fact]
    public void Make_TwoCanariesPerWanInSteps_KeepTheirSteps()
    {
        var rows = Wans.WanDetectionTests.Recursive().Pin("9.9.9.9", "203.0.113.1").Default("9.9.9.9", "ether1", 2, "standby").WanList("ether1", "ether2").Masquerade().Add("/ip/dns", ("servers", "8.8.4.4,1.0.0.1"));
        Assert.Equal(["~ /ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"8.8.8.8\"] distance=3  (was distance=2)"], Preview(rows));
    }

    [Fact]
    public void Make_ClientDefaultBesideStaticOne_MovedToLastResort() =>
        Assert.Contains("~ /ip dhcp-client set [find interface=\"ether2\"] default-route-distance=201  (was default-route-distance=1)",
            Preview(new RouterRows().Lan().Static("ether1", "203.0.113", 1).Dhcp("ether2", "198.51.100", 1).Default("198.51.100.1", "ether2", 2, "standby").WanList("ether1", "ether2").Masquerade()));

    [Fact]
    public void Make_TwinRoutesToldApartByDistance_UndoFindsTheRightOne()
    {
        var rows = Right().Change("/ip/route", ("gateway", "198.51.100.1"), ("distance", "5")).Add("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "198.51.100.1"), ("distance", "240"));
        var plan = Planner.Make(rows.Model, s_distance);
        Assert.Equal("/ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"198.51.100.1\" routing-table=\"main\" distance=5] distance=2", PlanText.Command(Assert.Single(plan.Steps).Do));
        var run = new PlanRun(rows.Items, rows.Version);
        run.Do(plan);
        Assert.True(Planner.Make(run.Model, s_distance).IsEmpty);
        run.Undo(plan);
        Assert.Equal(PlanRun.Text(rows.Items), PlanRun.Text(run.Rows));
    }

    [Theory]
    [InlineData("6.49.18", "!routing-mark", "routing-mark")]
    [InlineData("7.21", "routing-table=\"main\"", "routing-table")]
    public void Make_TwinInMarkedTable_MainOneIsMeant(string version, string which, string table)
    {
        var rows = new RouterRows(version).Lan().Add("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "198.51.100.1"), ("check-gateway", "ping"), ("distance", "1"), (table, "two"))
            .Static("ether1", "203.0.113", 1).Static("ether2", "198.51.100", 1, "standby").WanList("ether1", "ether2").Masquerade().Add("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"));
        var plan = Planner.Make(rows.Model, s_distance);
        Assert.Equal($"/ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"198.51.100.1\" {which}] distance=2", PlanText.Command(Assert.Single(plan.Steps).Do));
        var run = new PlanRun(rows.Items, rows.Version);
        run.Do(plan);
        Assert.Equal(1, run.Model.Routes.Single(route => route.Table == "two").Distance);
        Assert.True(Planner.Make(run.Model, s_distance).IsEmpty);
    }

    [Fact]
    public void Make_ExportWithBuiltInApnAndNoDnsLine_StillPlannedAndStable()
    {
        var items = new[] { RouterOs.Model.ConfigItem.Of("/ip/dhcp-client", ("interface", "ether1"), ("default-route-distance", "2")), RouterOs.Model.ConfigItem.Of("/interface/lte", ("name", "lte1")) };
        var plan = Planner.Make(RouterOs.Model.RouterModel.FromItems(items, new RouterRows().Version), s_distance);
        Assert.Contains("~ /interface lte apn set [find name=\"default\"] default-route-distance=1  (was default-route-distance=2)",
            PlanText.Preview(Planner.Make(RouterOs.Model.RouterModel.FromItems(items, new RouterRows().Version), s_distance with { Wans = [new PolicyWan { Interface = "lte1", Metered = false }] })));
        var after = PlannedRows.After(items, plan.Steps.Select(step => step.Do));
        Assert.True(Planner.Make(RouterOs.Model.RouterModel.FromItems(after, new RouterRows().Version), s_distance).IsEmpty);
    }

    [Fact]
    public void Make_DefaultOnlyInMarkedTable_AddedToMain() =>
        Assert.Contains("+ /ip route add dst-address=0.0.0.0/0 gateway=198.51.100.1 distance=2 check-gateway=ping comment=dwp:default-ether2",
            Preview(new RouterRows().Lan().Static("ether1", "203.0.113", 1).Ether("ether2").Add("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2"))
                .Default("198.51.100.1", "ether2", 1, more: ("routing-table", "two")).WanList("ether1", "ether2").Masquerade()));

    [Fact]
    public void Make_GatewayNotKnown_SaidNotGuessed() =>
        Assert.Contains(Planner.Make(new RouterRows().Lan().Static("ether1", "203.0.113", 1).WanList("ether1", "ether2").Masquerade().Add("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2")).Model, s_distance).NotCured,
            line => line.StartsWith("def-single: ", StringComparison.Ordinal) && line.Contains("ether2", StringComparison.Ordinal));

    [Fact]
    public void Make_DefaultSwitchedOff_SwitchedOn() =>
        Assert.Contains("~ /ip route set [find dst-address=\"0.0.0.0/0\" gateway=\"198.51.100.1\"] disabled=no  (was disabled=yes)", Preview(Right().Change("/ip/route", ("gateway", "198.51.100.1"), ("disabled", "true"))));

    [Fact]
    public void Make_DefaultSwitchedOffByNetwatch_LeftAlone()
    {
        var rows = Right().Change("/ip/route", ("gateway", "198.51.100.1"), ("disabled", "true"), ("comment", "wan2-default")).Add("/tool/netwatch", ("host", "8.8.8.8"), ("up-script", "/ip route enable [find comment=wan2-default]"));
        Assert.Empty(Preview(rows));
        Assert.Contains(Planner.Make(rows.Model, s_distance).NotCured, line => line.StartsWith("failback: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Make_V6GatewayList_LeftAloneAndSaid()
    {
        var rows = new RouterRows("6.49.18").Lan().Ether("ether1").Ether("ether2").Add("/ip/address", ("address", "203.0.113.2/24"), ("interface", "ether1")).Add("/ip/address", ("address", "198.51.100.2/24"), ("interface", "ether2"))
            .Add("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "203.0.113.1,198.51.100.1"), ("distance", "1")).WanList("ether1", "ether2").Masquerade();
        var plan = Planner.Make(rows.Model, s_distance);
        Assert.DoesNotContain(plan.Steps, step => step.Do.Menu == "/ip/route");
        Assert.Contains(plan.NotCured, line => line.StartsWith("def-gateway-list: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("203.0.113.53", "1.1.1.1,9.9.9.9")]
    [InlineData("192.0.2.53", "1.1.1.1,9.9.9.9,192.0.2.53")]
    [InlineData("1.1.1.1", "1.1.1.1,9.9.9.9")]
    public void Make_Resolvers_OwnOnesStayThoseOfAnIspGo(string before, string after) =>
        Assert.Equal([$"~ /ip dns set servers={after}  (was servers={before})"], Preview(Right().Change("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"), ("servers", before))));

    [Theory]
    [InlineData("1.1.1.1,9.9.9.9")]
    [InlineData("9.9.9.9,1.1.1.1")]
    [InlineData("8.8.8.8,8.8.4.4")]
    [InlineData("192.168.88.10,1.1.1.1,9.9.9.9")]
    public void Make_ResolversGoodAlready_Stay(string servers) => Assert.Empty(Preview(Right().Change("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"), ("servers", servers))));

    [Fact]
    public void Make_ResolverPinnedToOneWan_NotTaken()
    {
        var rows = Right().Change("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"), ("servers", "")).Pin("1.1.1.1", "203.0.113.1");
        Assert.Equal(["~ /ip dns set servers=1.0.0.1,9.9.9.9  (was servers=\"\")"], Preview(rows));
        Assert.Contains(Planner.Make(rows.Model, s_distance).NotCured, line => line.StartsWith("mon-eq-dns: 1.1.1.1", StringComparison.Ordinal) && line.Contains("1.0.0.1 of the same operator is", StringComparison.Ordinal));
        Assert.Equal(["~ /ip dns set servers=9.9.9.9  (was servers=\"\")"], Preview(rows.Pin("1.0.0.1", "198.51.100.1")));
    }

    [Fact]
    public void Make_NoResolversInPolicy_DnsLeftAlone() => Assert.Empty(Preview(Right().Change("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"), ("servers", "")), s_distance with { Resolvers = [] }));

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Make_FewerThanTwoWans_EmptyAndSaysWhy(int wans)
    {
        var rows = new RouterRows().Lan();
        var plan = Planner.Make((wans == 1 ? rows.Dhcp("ether1", "203.0.113", 1) : rows).Model, s_distance);
        Assert.Empty(plan.Steps);
        Assert.StartsWith("wan-single: ", Assert.Single(plan.NotCured), StringComparison.Ordinal);
    }

    [Fact]
    public void Make_ThreeWans_EachGetsItsPlace()
    {
        var rows = new RouterRows().Lan().Static("ether1", "203.0.113", 1).Dhcp("ether2", "198.51.100", 1).Lte("lte1", 2).WanList("ether1", "ether2", "lte1").Masquerade().Add("/ip/dns", ("servers", "1.1.1.1,9.9.9.9"));
        var plan = Planner.Make(rows.Model, s_distance);
        Assert.Equal(["/interface/lte/apn", "/ip/dhcp-client"], plan.Steps.Select(step => step.Do.Menu));
        var run = new PlanRun(rows.Items, rows.Version);
        run.Do(plan);
        Assert.Empty(Auditor.Judge(run.Model).Where(finding => finding.Rule is "nat-wan-missing" or "list-wan-missing" or "def-equal" or "def-order" or "def-single" or "dns-path" or "dns-none"));
    }

    [Fact]
    public void Make_BridgePort_SaidAsNotCured() =>
        Assert.Contains(Planner.Make(Right().Add("/interface/bridge/port", ("bridge", "bridge"), ("interface", "ether2")).Model, s_distance).NotCured, line => line.StartsWith("list-slave: ether2", StringComparison.Ordinal));
}
