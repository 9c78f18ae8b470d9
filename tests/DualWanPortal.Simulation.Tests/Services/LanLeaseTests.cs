using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Services;

public class LanLeaseTests
{
    [Fact]
    public void Lease_OfTheInside_IsDynamicAndBound()
    {
        var site = Sites.Settled("two-isps");
        var lease = site.At().Run("/ip/dhcp-server/lease/print").Rows.Single();
        Assert.Equal(("192.168.88.10", "defconf", "bound", "true"), (lease["address"], lease["server"], lease["status"], lease["dynamic"]));
        Assert.Equal(site.At().Run("/ip/arp/print", "?address=192.168.88.10").Rows.Single()["mac-address"], lease["active-mac-address"]);
        site.Wait(60);
        var later = site.At().Run("/ip/dhcp-server/lease/print").Rows.Single();
        Assert.Equal(lease[".id"], later[".id"]);
        Assert.NotEqual(lease["expires-after"], later["expires-after"]);
    }

    [Fact]
    public void Lease_WithoutAServerForIt_IsGone()
    {
        var site = Sites.Settled("two-isps");
        Assert.Single(site.At().Run("/ip/dhcp-server/lease/print").Rows);
        site.At().Run("/ip/dhcp-server/disable", "=.id=defconf");
        Assert.Empty(site.At().Run("/ip/dhcp-server/lease/print").Rows);
        site.At().Run("/ip/dhcp-server/enable", "=.id=defconf");
        site.At().Run("/ip/pool/set", "=.id=default-dhcp", "=ranges=192.168.88.100-192.168.88.200");
        Assert.Empty(site.At().Run("/ip/dhcp-server/lease/print").Rows);
    }

    [Fact]
    public void Lease_MadeStatic_Stays()
    {
        var site = Sites.Settled("two-isps");
        var id = site.At().Run("/ip/dhcp-server/lease/print").Rows.Single()[".id"];
        Assert.Empty(site.At().Run("/ip/dhcp-server/lease/make-static", "=.id=" + id).Traps);
        var lease = site.At().Run("/ip/dhcp-server/lease/print").Rows.Single();
        Assert.Equal(("false", "bound"), (lease["dynamic"], lease["status"]));
        site.At().Run("/ip/dhcp-server/remove", "=.id=defconf");
        Assert.Single(site.At().Run("/ip/dhcp-server/lease/print").Rows);
    }
}
