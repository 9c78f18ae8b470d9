using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.History;

public class BackupTests
{
    [Theory]
    [InlineData("two-isps")]
    [InlineData("dhcp-pppoe")]
    [InlineData("fibre-lte")]
    public void Reference_3_13_BackupLoad_RestoresEverythingAndReboots(string scenario)
    {
        var site = Sites.Settled(scenario);
        var first = site.Carrier();
        var before = site.Say("/export")!.Split('\n').Skip(1);
        Assert.Empty(site.At().Run("/system/backup/save", "=name=dwp-pre", "=dont-encrypt=yes").Traps);
        foreach (var route in site.Router["/ip/route"].Rows.Where(row => !row.Dynamic).ToArray())
            site.At().Run("/ip/route/remove", "=.id=" + route.Id);
        site.At().Run("/interface/ethernet/set", "=.id=ether3", "=name=renamed");
        site.At().Run("/ip/firewall/nat/remove", "=.id=" + site.Router["/ip/firewall/nat"].Rows[0].Id);
        site.At().Add("/ip/firewall/filter/add", "=chain=forward", "=action=drop");
        site.At().Add("/tool/netwatch/add", "=host=8.8.8.8");

        var answer = site.At().Run("/system/backup/load", "=name=dwp-pre", "=password=");
        Assert.True(answer.IsDone);
        Assert.Empty(answer.Traps);
        site.Wait(1);
        Assert.False(site.Router.IsUp);
        site.Wait(120);
        Assert.Equal(before, site.Say("/export")!.Split('\n').Skip(1));
        Assert.Equal(first, site.Carrier());
    }

    [Fact]
    public void Reference_3_13_BackupLoad_WrongPasswordOrName_IsRefused()
    {
        var site = Sites.Settled("two-isps");
        site.At().Run("/system/backup/save", "=name=secret", "=password=right");
        Assert.Equal("failure: wrong backup password", site.At().Refusal("/system/backup/load", "=name=secret", "=password=wrong"));
        Assert.Equal("failure: no such backup file", site.At().Refusal("/system/backup/load", "=name=nothing", "=password="));
        site.Wait(5);
        Assert.True(site.Router.IsUp);
    }
}
