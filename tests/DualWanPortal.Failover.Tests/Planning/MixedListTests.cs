using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Planning.Predicting;
using DualWanPortal.Failover.Planning.Reports;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Planning;

/// <summary>A policy must not put WANs where the rules of a router trust whoever stands there.</summary>
public class MixedListTests
{
    private const string Router = """
        # 2026-03-01 12:00:00 by RouterOS 7.18.2
        /interface bridge
        add name=bridge
        /interface list
        add name=WAN
        add name=LAN
        add name=trusted
        /interface bridge port
        add bridge=bridge interface=ether3
        /interface wireguard
        add listen-port=13231 name=wg-admin
        /interface list member
        add interface=ether1 list=WAN
        add interface=bridge list=LAN
        /ip address
        add address=192.168.88.1/24 interface=bridge network=192.168.88.0
        add address=10.9.0.1/24 interface=wg-admin network=10.9.0.0
        /ip dhcp-client
        add disabled=no interface=ether1
        add default-route-distance=2 disabled=no interface=ether2
        /ip dns
        set allow-remote-requests=yes servers=9.9.9.9
        /ip firewall filter
        add action=accept chain=input connection-state=established,related,untracked
        add action=accept chain=input in-interface-list=trusted
        add action=drop chain=input in-interface-list=!LAN
        add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface-list=WAN

        """;

    private const string Members = "/interface list member\n";

    [Theory]
    [InlineData("LAN", "", "bridge is on the list LAN")]
    [InlineData("trusted", "add interface=wg-admin list=trusted", "wg-admin is on the list trusted")]
    public void Make_ListOfSomethingElse_IsRefusedWithItsReason(string list, string member, string reason)
    {
        var (model, policy) = (Read(Router + Members + member), Policy(list));
        var plan = Planner.Make(model, policy);
        Assert.Empty(plan.Steps);
        Assert.Contains(reason, plan.Refusal, StringComparison.Ordinal);
        Assert.Contains(plan.NotCured, line => line.StartsWith("wan-list: ", StringComparison.Ordinal));

        var report = PlanReport.Of("site.rsc", ExportReader.Read(Router + Members + member), policy);
        Assert.Contains("No plan: " + reason, PlanReportText.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing to do", PlanReportText.Write(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WAN", "")]
    [InlineData("WAN", "add interface=wg-admin list=WAN")]
    [InlineData("uplinks", "")]
    public void Make_ListOfWans_IsPlanned(string list, string member)
    {
        var (model, policy) = (Read(Router + Members + member), Policy(list));
        var plan = Planner.Make(model, policy);
        Assert.Null(plan.Refusal);
        Assert.Contains(plan.Steps, step => step.Do.Menu == "/interface/list/member" && step.Do.Values.Contains(KeyValuePair.Create("interface", "ether2")));
        Assert.Null(Prediction.Of(model, plan, policy, MatrixOptions.Default, TestContext.Current.CancellationToken).Opens);
    }

    /// <summary>Nobody is on the list yet, but a rule lets it in.</summary>
    [Fact]
    public void Predict_ListThatARuleTrusts_SaysThatStrangersGetIn()
    {
        var (model, policy) = (Read(Router), Policy("trusted"));
        var plan = Planner.Make(model, policy);
        Assert.NotEmpty(plan.Steps);
        var opens = Prediction.Of(model, plan, policy, MatrixOptions.Default, TestContext.Current.CancellationToken).Opens;
        Assert.Contains("Strangers on ether1 and ether2", opens, StringComparison.Ordinal);
        Assert.Contains("Before the plan nobody outside does.", opens, StringComparison.Ordinal);
    }

    private static FailoverPolicy Policy(string list) => BuiltInPolicies.Named("distance")! with { WanList = list };

    private static RouterOs.Model.RouterModel Read(string text) => ExportReader.Read(text).ToModel();
}
