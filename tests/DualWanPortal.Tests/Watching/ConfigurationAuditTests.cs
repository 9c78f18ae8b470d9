using DualWanPortal.Audit;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Polling;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Tests.Watching;

public sealed class ConfigurationAuditTests
{
    private const string MobileFirst = """
        # 2026-01-02 10:00:00 by RouterOS 7.21
        /interface lte
        set [ find default-name=lte1 ] apn-profiles=default
        /interface lte apn
        set [ find default=yes ] default-route-distance=1
        /ip dhcp-client
        add default-route-distance=5 interface=ether1
        /interface list member
        add interface=lte1 list=WAN
        add interface=ether1 list=WAN
        """;

    [Fact]
    public void Of_PolicySaysThatALinkDoesNotCost_IsJudgedAnew()
    {
        var (memory, model) = (new AuditMemory(), ExportReader.Read(MobileFirst).ToModel());
        Assert.Contains(ConfigurationAudit.Of(memory, model, null), finding => finding.Rule == "def-order");
        var policy = new FailoverPolicy { Name = "x", Wans = [new PolicyWan { Interface = "lte1", Metered = false }] };
        Assert.DoesNotContain(ConfigurationAudit.Of(memory, model, policy), finding => finding.Rule == "def-order");
        Assert.Equal(memory.Judged!.Findings, ConfigurationAudit.Of(memory, model, policy));
    }
}
