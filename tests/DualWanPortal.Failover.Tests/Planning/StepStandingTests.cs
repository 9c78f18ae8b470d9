using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Planning;

/// <summary>However far a plan came, the rows tell it: those that were done stand, the others are not done, and none is lost.</summary>
public sealed class StepStandingTests
{
    /// <summary>The rules name one WAN: each is widened by a step that names the row by what the step before it wrote.</summary>
    private const string Export = """
        # 2026-03-01 10:00:00 by RouterOS 7.18.2
        /interface list
        add name=WAN
        add name=LAN
        /interface list member
        add interface=ether1 list=WAN
        add interface=bridge1 list=LAN
        /ip address
        add address=203.0.113.2/30 interface=ether1
        add address=198.51.100.2/30 interface=ether2
        add address=192.168.88.1/24 interface=bridge1
        /ip dns
        set servers=192.0.2.53
        /ip firewall filter
        add action=accept chain=input connection-state=established,related
        add action=drop chain=input in-interface=ether1
        add action=accept chain=forward connection-state=established,related
        add action=drop chain=forward connection-nat-state=!dstnat in-interface=ether1
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1
        /ip route
        add dst-address=0.0.0.0/0 gateway=203.0.113.1
        add distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1
        """;

    private static readonly RouterModel s_router = Live(ExportReader.Read(Export).ToModel());

    /// <summary>An export has no ids; a router has.</summary>
    private static RouterModel Live(RouterModel model) =>
        RouterModel.FromItems(model.Items.Select((row, number) => row with { Values = row.Values.SetItem(".id", $"*{number + 1:X}") }), model.Version);

    [Theory]
    [InlineData("distance")]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public void Of_EndedAfterAnyStep_DoneStandAndOthersAreAbsent(string policy)
    {
        var plan = Planner.Make(s_router, BuiltInPolicies.Named(policy)!);
        Assert.True(plan.Steps.Count(step => step.Do.Verb == "unset" && step.Do.Menu == "/ip/firewall/filter") >= 2, string.Join('\n', plan.Steps.Select(PlanText.Preview)));
        for (var done = 0; done <= plan.Steps.Length; done++)
        {
            var run = new PlanRun(s_router.Items, s_router.Version!.Value);
            for (var step = 0; step < done; step++)
                run.Do(plan, step);
            var wanted = Enumerable.Range(0, plan.Steps.Length).Select(step => step < done ? StepState.Stands : StepState.Absent).ToList();
            Assert.Equal(wanted, StepStanding.Of(plan, run.Rows));
            Assert.Equal(wanted, Enumerable.Range(0, plan.Steps.Length).Select(step => StepStanding.Of(plan, step, run.Rows)));
        }
    }
}
