using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Tests.Planning;

public class RevertScriptTests
{
    private static readonly KeyValuePair<string, string> s_default = KeyValuePair.Create("dst-address", "0.0.0.0/0");

    private static Plan PlanOf(params ImmutableArray<PlanStep> steps) => new(steps, [], "");

    private static KeyValuePair<string, string> Pair(string name, string value) => KeyValuePair.Create(name, value);

    private static PlanStep Added(string menu, params ImmutableArray<KeyValuePair<string, string>> values) => new()
    {
        Kind = StepKind.Add, Do = new RouterCommand(menu, "add", [], values), Undo = new RouterCommand(menu, "remove", [values[^1]], []), Why = "",
    };

    /// <summary>A route is told by its distance when it has a twin, and the change changes that very distance.</summary>
    private static PlanStep Moved(string from, string to) => new()
    {
        Kind = StepKind.Change, Why = "", Before = [Pair("distance", from)],
        Do = new RouterCommand("/ip/route", "set", [s_default, Pair("distance", from)], [Pair("distance", to)]),
        Undo = new RouterCommand("/ip/route", "set", [s_default, Pair("distance", to)], [Pair("distance", from)]),
    };

    private static ConfigItem Route(string distance) => ConfigItem.Of("/ip/route", ("dst-address", "0.0.0.0/0"), ("gateway", "192.0.2.1"), ("distance", distance));

    [Fact]
    public void Reference_6_2_Lines_LastStepFirstAndEachGuarded()
    {
        var lines = RevertScript.Lines(PlanOf(Added("/ip/firewall/nat", Pair("chain", "srcnat"), Pair("comment", "dwp:nat")), Moved("1", "2")));
        Assert.Equal(
        [
            ":do {:if ([:len [/ip route find dst-address=\"0.0.0.0/0\" distance=1 !dynamic]]=0) do={:local r [/ip route find dst-address=\"0.0.0.0/0\" distance=2 !dynamic]; :if ([:len $r]=1) do={/ip route set $r distance=1}}} on-error={}",
            ":do {:local r [/ip firewall nat find comment=\"dwp:nat\"]; :if ([:len $r]=1) do={/ip firewall nat remove $r}} on-error={}",
        ], lines);
    }

    [Fact]
    public void Lines_RemovedRow_IsMadeAgainUnlessItIsThere()
    {
        var removal = new PlanStep
        {
            Kind = StepKind.Remove, Why = "", Do = new RouterCommand("/tool/netwatch", "remove", [Pair("comment", "old")], []),
            Undo = new RouterCommand("/tool/netwatch", "add", [], [Pair("host", "192.0.2.9"), Pair("down-script", ":log info \"a $x\""), Pair("comment", "old")]),
        };
        Assert.Equal(":do {:if ([:len [/tool netwatch find comment=\"old\"]]=0) do={/tool netwatch add host=192.0.2.9 down-script=\":log info \\\"a \\$x\\\"\" comment=old}} on-error={}", Assert.Single(RevertScript.Lines(PlanOf(removal))));
    }

    [Fact]
    public void WhyNot_SecretInTheWayBack_SaysWhich()
    {
        var step = Moved("1", "2") with { Undo = new RouterCommand("/interface/pppoe-client", "set", [Pair("name", "pppoe-out1")], [Pair("password", "hidden")]) };
        var why = RevertScript.WhyNot(PlanOf(step), []);
        Assert.Contains("password", why, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", why, StringComparison.Ordinal);
    }

    [Fact]
    public void WhyNot_RowsThatLookAlikeAfterwards_Refuses()
    {
        Assert.Null(RevertScript.WhyNot(PlanOf(Moved("1", "3")), [Route("1"), Route("2")]));
        Assert.Contains("look alike", RevertScript.WhyNot(PlanOf(Moved("1", "2")), [Route("1"), Route("2")]), StringComparison.Ordinal);
    }

    [Fact]
    public void Standing_TwinsThatChangePlaces_AreToldApart()
    {
        // Second from 2 to 3, then first from 1 to 2: what answers to "2" is one or the other.
        var plan = PlanOf(Moved("2", "3"), Moved("1", "2"));
        Assert.Equal([StepState.Absent, StepState.Absent], StepStanding.Of(plan, [Route("1"), Route("2")]));
        Assert.Equal([StepState.Stands, StepState.Absent], StepStanding.Of(plan, [Route("1"), Route("3")]));
        Assert.Equal([StepState.Stands, StepState.Stands], StepStanding.Of(plan, [Route("2"), Route("3")]));
    }

    [Fact]
    public void Standing_RowGone_IsLost() => Assert.Equal([StepState.Lost], StepStanding.Of(PlanOf(Moved("1", "2")), [Route("7")]));

    [Fact]
    public void Standing_LaterStepChangesWhatTheEarlierIsToldBy_BothStand()
    {
        var first = new PlanStep
        {
            Kind = StepKind.Change, Why = "", Do = new RouterCommand("/ip/firewall/filter", "set", [Pair("in-interface", "ether1")], [Pair("in-interface-list", "WAN")]),
            Undo = new RouterCommand("/ip/firewall/filter", "unset", [Pair("in-interface", "ether1")], [Pair("in-interface-list", "")]),
        };
        var second = new PlanStep
        {
            Kind = StepKind.Change, Why = "", Do = new RouterCommand("/ip/firewall/filter", "unset", [Pair("in-interface", "ether1")], [Pair("in-interface", "")]),
            Undo = new RouterCommand("/ip/firewall/filter", "set", [Pair("in-interface-list", "WAN")], [Pair("in-interface", "ether1")]),
        };
        Assert.Equal([StepState.Stands, StepState.Stands], StepStanding.Of(PlanOf(first, second), [ConfigItem.Of("/ip/firewall/filter", ("in-interface-list", "WAN"))]));
        Assert.Equal([StepState.Absent, StepState.Absent], StepStanding.Of(PlanOf(first, second), [ConfigItem.Of("/ip/firewall/filter", ("in-interface", "ether1"))]));
    }
}
