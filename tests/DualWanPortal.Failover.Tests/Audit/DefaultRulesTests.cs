using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>wan-single, def-dup-dyn, def-no-main, def-order, def-single.</summary>
public class DefaultRulesTests
{
    [Fact]
    public void WanSingle_OneWan_SaysSoAndNothingElse()
    {
        var findings = new Exported(Exported.V7, "/ip dhcp-client\nadd interface=ether1\n/ip dns\nset allow-remote-requests=yes\n").Judge();
        Assert.Equal("wan-single", Assert.Single(findings).Rule);
        Assert.Equal(Severity.Info, findings[0].Severity);
    }

    [Fact]
    public void WanSingle_NoWan_SaysSo() =>
        Assert.Equal("No WAN", Assert.Single(new Exported(Exported.V7, "/interface bridge\nadd name=bridge\n/interface bridge port\nadd bridge=bridge interface=ether1\n").Judge()).Title);

    [Fact]
    public void WanSingle_TwoWans_Silent() => Assert.Empty(Exported.Plain(Exported.V7).Found("wan-single"));

    private static Exported Doubled(string version, string client) => Exported.Healthy(version).Without("add address=203.0.113.2/24").And("/ip dhcp-client", $"add disabled=no interface=ether1 use-peer-dns=no {client}")
        .With("add dst-address=8.8.8.8/32 gateway=203.0.113.1", "add comment=hop dst-address=8.8.8.8/32 gateway=203.0.113.1").With("add dst-address=1.1.1.1/32 gateway=203.0.113.1", "add comment=hop dst-address=1.1.1.1/32 gateway=203.0.113.1");

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void DefDupDyn_ClientTiesWithTheRecursiveDefault_Fires(string version)
    {
        var finding = Doubled(version, "").One("def-dup-dyn");
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal("/ip dhcp-client set [find interface=\"ether1\"] add-default-route=no", finding.Fix[0]);
    }

    [Theory]
    [InlineData("default-route-distance=5")]
    [InlineData("default-route-distance=11")]
    public void DefDupDyn_BetweenTheCheckedOneAndTheBackup_Fires(string client) =>
        Assert.Contains("instead of the backup", Doubled(Exported.V7, client).One("def-dup-dyn").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("default-route-distance=200")]
    [InlineData("add-default-route=no")]
    public void DefDupDyn_LastResortOrNone_Silent(string client) => Assert.Empty(Doubled(Exported.V7, client).Found("def-dup-dyn"));

    private static Exported Marked(string version, bool fallback)
    {
        var table = version.StartsWith('6') ? "routing-mark" : "routing-table";
        var export = Exported.Plain(version);
        export = export with { Text = export.Text[..export.Text.IndexOf("/ip route", StringComparison.Ordinal)] };
        export = version.StartsWith('6') ? export : export.And("/routing table", "add fib name=to_1", "add fib name=to_2");
        export = export.And("/ip route", $"add check-gateway=ping gateway=203.0.113.1 {table}=to_1", $"add check-gateway=ping gateway=198.51.100.1 {table}=to_2");
        export = fallback ? export.And("/ip route", $"add check-gateway=ping distance=2 gateway=198.51.100.1 {table}=to_1", $"add check-gateway=ping distance=2 gateway=203.0.113.1 {table}=to_2") : export;
        return export.And("/ip firewall mangle", "add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=to_1 nth=2,1", "add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=to_2");
    }

    [Theory]
    [InlineData(Exported.V6, false, Severity.Critical)]
    [InlineData(Exported.V7, false, Severity.Critical)]
    [InlineData(Exported.V6, true, Severity.High)]
    public void DefNoMain_OnlyMarkedTables_Fires(string version, bool fallback, Severity severity) => Assert.Equal(severity, Marked(version, fallback).One("def-no-main").Severity);

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void DefNoMain_DefaultInMain_Silent(string version) => Assert.Empty(Marked(version, false).And("/ip route", "add gateway=203.0.113.1").Found("def-no-main"));

    [Fact]
    public void DefNoMain_RoutingProtocol_IsNotKnown() =>
        Assert.Equal(Severity.Info, Marked(Exported.V6, false).And("/routing ospf network", "add area=backbone network=10.0.0.0/8").One("def-no-main").Severity);

    private static Exported Mobile(int mobile, int wired) => Exported.Dynamic(Exported.V7).Without("add add-default-route=yes")
        .And("/interface lte apn", $"set [ find default=yes ] default-route-distance={mobile}").And("/interface lte", "set [ find default-name=lte1 ] apn-profiles=default")
        .With("add disabled=no interface=ether1", $"add default-route-distance={wired} disabled=no interface=ether1").And("/interface list member", "add interface=lte1 list=WAN");

    [Fact]
    public void DefOrder_MobileFirst_Fires() => Assert.Contains("default-route-distance=6", Mobile(1, 5).One("def-order").Fix[0], StringComparison.Ordinal);

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(true, null, true)]
    [InlineData(null, true, false)]
    [InlineData(null, null, true)]
    public void DefOrder_PolicySaysWhatTheLinksCost_IsBelieved(bool? mobile, bool? wired, bool fires)
    {
        var policy = new FailoverPolicy { Name = "x", Wans = [new PolicyWan { Interface = "lte1", Metered = mobile }, new PolicyWan { Interface = "ether1", Metered = wired }] };
        Assert.Equal(fires, Mobile(1, 5).Judge(policy).Any(finding => finding.Rule == "def-order"));
    }

    [Fact]
    public void DefOrder_WiredFirst_Silent() => Assert.Empty(Mobile(5, 1).Found("def-order"));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void DefSingle_SecondWanWithoutDefault_Fires(string version) =>
        Assert.Equal("ether2", Exported.Plain(version).Without("add check-gateway=ping distance=2").One("def-single").Subject);

    [Fact]
    public void DefSingle_DefaultIsDisabled_FixEnables() =>
        Assert.StartsWith("/ip route enable", Exported.Plain(Exported.V7).With("distance=2 gateway", "disabled=yes distance=2 gateway").One("def-single").Fix[0], StringComparison.Ordinal);

    [Fact]
    public void DefSingle_ScriptEnablesIt_Silent() =>
        Assert.Empty(Exported.Plain(Exported.V7).With("distance=2 gateway", "comment=spare disabled=yes distance=2 gateway")
            .And("/tool netwatch", """add host=8.8.8.8 down-script="/ip route enable [find comment=\"spare\"]" """).Found("def-single"));

    [Fact]
    public void DefSingle_BothHaveOne_Silent() => Assert.Empty(Exported.Plain(Exported.V7).Found("def-single"));
}
