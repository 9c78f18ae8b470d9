using DualWanPortal.Failover.Audit;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>What is built right is not blamed: the rules of routes, NAT and DNS stay silent.</summary>
public class HealthyTests
{
    private static readonly string[] s_prefixes = ["wan-", "def-", "tab-", "chk-", "rec-", "gw-", "mon-", "detect-", "rp-", "nat-", "dns-"];

    private static IEnumerable<string> Blamed(Exported export) =>
        export.Judge().Where(finding => finding.Severity > Severity.Info && finding.Rule != "dns-open" && Array.Exists(s_prefixes, prefix => finding.Rule.StartsWith(prefix, StringComparison.Ordinal))).Select(finding => $"{finding.Rule}: {finding.Message}");

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData("7.12")]
    [InlineData("7.21")]
    public void Judge_RecursiveRecipe_BlamesNothing(string version) => Assert.Empty(Blamed(Exported.Healthy(version)));

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void Judge_InboundOnBothWans_BlamesNothing(string version)
    {
        var export = Exported.Healthy(version);
        var table = version.StartsWith('6') ? "routing-mark" : "routing-table";
        export = version.StartsWith('6') ? export : export.And("/routing table", "add fib name=wan1", "add fib name=wan2");
        Assert.Empty(Blamed(export.And("/ip route", $"add gateway=203.0.113.1 {table}=wan1", $"add gateway=198.51.100.1 {table}=wan2")
            .And("/ip firewall mangle",
                "add action=mark-connection chain=prerouting connection-mark=no-mark connection-state=new in-interface=ether1 new-connection-mark=c1",
                "add action=mark-connection chain=prerouting connection-mark=no-mark connection-state=new in-interface=ether2 new-connection-mark=c2",
                "add action=mark-routing chain=prerouting connection-mark=c1 in-interface-list=LAN new-routing-mark=wan1 passthrough=no",
                "add action=mark-routing chain=prerouting connection-mark=c2 in-interface-list=LAN new-routing-mark=wan2 passthrough=no",
                "add action=mark-routing chain=output connection-mark=c1 new-routing-mark=wan1 passthrough=no",
                "add action=mark-routing chain=output connection-mark=c2 new-routing-mark=wan2 passthrough=no")));
    }

    [Theory]
    [InlineData(Exported.V6)]
    [InlineData(Exported.V7)]
    public void Judge_PccWithCheckedTablesAndMain_BlamesOnlyTheNextHopCheck(string version)
    {
        var export = Exported.Plain(version);
        var table = version.StartsWith('6') ? "routing-mark" : "routing-table";
        export = version.StartsWith('6') ? export : export.And("/routing table", "add fib name=to_1", "add fib name=to_2");
        export = export.And("/ip route", $"add check-gateway=ping gateway=203.0.113.1 {table}=to_1", $"add check-gateway=ping gateway=198.51.100.1 {table}=to_2")
            .And("/ip firewall mangle",
                "add action=mark-connection chain=prerouting connection-mark=no-mark dst-address-type=!local in-interface=bridge new-connection-mark=c1 per-connection-classifier=both-addresses:2/0",
                "add action=mark-connection chain=prerouting connection-mark=no-mark dst-address-type=!local in-interface=bridge new-connection-mark=c2 per-connection-classifier=both-addresses:2/1",
                "add action=mark-routing chain=prerouting connection-mark=c1 in-interface=bridge new-routing-mark=to_1",
                "add action=mark-routing chain=prerouting connection-mark=c2 in-interface=bridge new-routing-mark=to_2");
        Assert.StartsWith("chk-nexthop", Assert.Single(Blamed(export)), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_NetwatchRecipe_BlamesNothing() =>
        Assert.Empty(Blamed(Exported.Plain(Exported.V7)
            .With("add check-gateway=ping distance=1 gateway=203.0.113.1", "add comment=WAN1-default distance=1 gateway=203.0.113.1")
            .And("/ip route", "add dst-address=8.8.8.8/32 gateway=203.0.113.1 scope=10", "add blackhole distance=20 dst-address=8.8.8.8/32")
            .And("/tool netwatch", """add host=8.8.8.8 interval=5s type=icmp down-script="/ip/route/set [find comment=\"WAN1-default\"] disabled=yes" up-script="/ip/route/set [find comment=\"WAN1-default\"] disabled=no" """)));
}
