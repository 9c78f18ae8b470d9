using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>RouterOS before 6.40: switch groups by <c>master-port</c>, no lists of interfaces. Read as far as it is the same, and said so.</summary>
public class OldRouterTests
{
    private const string MasterPort = """
        # jan/02/2017 10:00:00 by RouterOS 6.38.5
        # software id = AAAA-BBBB
        /interface ethernet
        set [ find default-name=ether1 ] name=ether1-gateway
        set [ find default-name=ether3 ] name=ether3-master
        set [ find default-name=ether4 ] master-port=ether3-master
        set [ find default-name=ether5 ] master-port=ether3-master
        /interface bridge
        add name=bridge-local
        /interface bridge port
        add bridge=bridge-local interface=ether3-master
        /ip address
        add address=192.168.88.1/24 interface=bridge-local network=192.168.88.0
        add address=203.0.113.2/24 interface=ether1-gateway network=203.0.113.0
        add address=198.51.100.2/24 interface=ether2 network=198.51.100.0
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1-gateway
        /ip route
        add check-gateway=ping distance=1 gateway=203.0.113.1
        add check-gateway=ping distance=2 gateway=198.51.100.1
        """;

    private static AuditReport Judge(string text) => AuditReport.Of("old.rsc", ExportReader.Read(text));

    [Fact]
    public void MasterPort_TwoWans_AreFoundAndTheMissingNatIsToldAndTheAgeIsSaid()
    {
        var report = Judge(MasterPort);

        Assert.Null(report.Refusal);
        Assert.Equal(["ether1-gateway", "ether2"], report.Wans.Select(wan => wan.Interface));
        Assert.Equal("ether2", Assert.Single(report.Findings, finding => finding.Rule == "nat-wan-missing").Subject);
        Assert.Contains(report.NotUnderstood, warning => warning.Reason.Contains("6.40", StringComparison.Ordinal));
    }

    [Fact]
    public void MasterPort_BothTranslated_NothingIsSaidOfNat() =>
        Assert.DoesNotContain(Judge(MasterPort.Replace("out-interface=ether1-gateway", "out-interface=ether1-gateway\nadd action=masquerade chain=srcnat out-interface=ether2", StringComparison.Ordinal)).Findings, finding => finding.Rule == "nat-wan-missing");

    [Fact]
    public void SixForty_IsNotOld() => Assert.DoesNotContain(Judge(MasterPort.Replace("6.38.5", "6.40", StringComparison.Ordinal)).NotUnderstood, warning => warning.Reason.Contains("6.40", StringComparison.Ordinal));

    [Fact]
    public void FivePointTwentySix_WithoutModernMenus_IsJudged()
    {
        var report = Judge("""
            # jan/02/1970 00:10:00 by RouterOS 5.26
            /interface ethernet
            set 0 name=ether1
            set 1 name=ether2
            /ip address
            add address=10.0.0.1/24 interface=ether3
            add address=203.0.113.2/24 interface=ether1
            add address=198.51.100.2/24 interface=ether2
            /ip firewall nat
            add action=masquerade chain=srcnat
            /ip route
            add distance=1 dst-address=0.0.0.0/0 gateway=203.0.113.1
            add distance=2 dst-address=0.0.0.0/0 gateway=198.51.100.1
            """);
        Assert.Null(report.Refusal);
        Assert.Equal(2, report.Wans.Length);
        Assert.Contains(report.Findings, finding => finding.Rule == "chk-none");
        Assert.Contains(report.NotUnderstood, warning => warning.Text.Contains("5.26", StringComparison.Ordinal));
    }
}
