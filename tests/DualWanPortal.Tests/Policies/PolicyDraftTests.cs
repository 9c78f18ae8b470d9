using DualWanPortal.Failover.Policies;
using DualWanPortal.Policies;

namespace DualWanPortal.Tests.Policies;

/// <summary>What the form says about forwards, tunnels and IPv6.</summary>
public class PolicyDraftTests
{
    [Fact]
    public void Written_AllThatIsDialled_Taken()
    {
        var draft = new PolicyDraft(new FailoverPolicy { Name = "x" }) { Method = "recursive", Forwards = "all-wans", Vpn = "backup-endpoint", Tunnels = "wg1, l2tp-server", Ipv6 = "failover" };
        var written = draft.Written().Policy!;
        Assert.Equal((ForwardStrategy.AllWans, VpnStrategy.BackupEndpoint, Ipv6Strategy.Failover), (written.PortForwards, written.Vpn, written.Ipv6));
        Assert.Equal(["wg1", "l2tp-server"], written.VpnTunnels);
        Assert.Empty(PolicyValidation.Check(written));
        Assert.Equal("wg1, l2tp-server", new PolicyDraft(written).Tunnels);
    }

    [Fact]
    public void Written_MethodWithoutWatchedHosts_NoMarksAndNoTunnelsCarriedAlong()
    {
        var read = new FailoverPolicy { Name = "x", Method = FailoverMethod.Recursive, Vpn = VpnStrategy.BackupEndpoint, VpnTunnels = ["wg1"] };
        var written = new PolicyDraft(read) { Method = "distance" }.Written().Policy!;
        Assert.Equal(VpnStrategy.None, written.Vpn);
        Assert.Empty(written.VpnTunnels);
        Assert.Empty(PolicyValidation.Check(written));
    }
}
