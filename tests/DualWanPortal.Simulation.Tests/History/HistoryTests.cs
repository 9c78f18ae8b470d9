using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Simulation.Tests.History;

public class HistoryTests
{
    [Fact]
    public void Reference_6_3_History_NamesWhoDidWhatNewestFirst()
    {
        var site = Sites.Settled("two-isps");
        site.At().Add("/ip/route/add", "=dst-address=192.0.2.0/24", "=gateway=203.0.113.1", "=comment=t");
        site.At().Run("/ip/dns/set", "=servers=1.1.1.1");
        var rows = site.Router["/system/history"].Rows;
        Assert.Equal(["dns changed", "route added"], rows.Select(row => row["action"]));
        Assert.Equal(("admin", "true", "false", "false"), (rows[1]["by"], rows[1]["undoable"], rows[1]["redoable"], rows[1]["floating-undo"]));
        Assert.Equal($"/ip route remove {site.Route("t").Id}", rows[1]["undo"]);
        Assert.StartsWith("/ip route add dst-address=192.0.2.0/24", rows[1]["redo"], StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_6_3_UndoAndRedo_GoBackAndForth()
    {
        var site = Sites.Settled("two-isps");
        var whole = Snapshot(site);
        var route = site.Route("WAN1-default1");
        site.At().Run("/ip/route/set", "=.id=" + route.Id, "=distance=7", "=comment=moved");
        site.At().Run("/ip/route/remove", "=.id=" + site.Route("WAN2-default1").Id);
        site.At().Add("/ip/firewall/filter/add", "=chain=forward", "=action=drop", "=comment=new");
        site.At().Run("/ip/firewall/filter/move", "=.id=" + site.Router["/ip/firewall/filter"].Rows[^1].Id, "=destination=" + site.Router["/ip/firewall/filter"].Rows[0].Id);
        site.At().Run("/interface/list/set", "=.id=WAN", "=name=OUTSIDE");
        site.At().Run("/interface/ethernet/set", "=.id=ether3", "=comment=desk");
        var changed = Snapshot(site);

        for (var step = 0; step < 6; step++)
            Assert.Empty(site.At().Run("/undo").Traps);
        Assert.Equal(whole, Snapshot(site));
        Assert.Equal("failure: nothing to undo", site.At().Refusal("/undo"));

        for (var step = 0; step < 6; step++)
            Assert.Empty(site.At().Run("/redo").Traps);
        Assert.Equal(changed, Snapshot(site));
        Assert.Equal("failure: nothing to redo", site.At().Refusal("/redo"));
    }

    [Fact]
    public void Reference_3_15_History_KeepsAHundredActions()
    {
        var site = Sites.Settled("two-isps");
        for (var number = 0; number < 120; number++)
            site.At().Run("/system/identity/set", $"=name=r{number}");
        Assert.Equal(100, site.Router["/system/history"].Rows.Count);
        for (var number = 0; number < 100; number++)
            site.At().Run("/undo");
        Assert.Equal("r19", site.Router["/system/identity"].Settings["name"]);
        site.At().Run("/system/identity/set", "=name=fresh");
        Assert.Equal("failure: nothing to redo", site.At().Refusal("/redo"));
    }

    [Fact]
    public void Undo_AnyActions_LeadsBackToTheStart()
    {
        var random = new Random(3);
        var site = Sites.Settled("two-isps");
        var whole = Snapshot(site);
        var menus = new[] { "/ip/route", "/ip/firewall/filter", "/ip/firewall/address-list", "/interface/list/member", "/tool/netwatch" };
        for (var number = 0; number < 80; number++)
        {
            var menu = site.Router[menus[random.Next(menus.Length)]];
            var row = menu.Rows.Count > 0 ? menu.Rows[random.Next(menu.Rows.Count)] : null;
            switch (random.Next(5))
            {
                case 0 when row is not null:
                    site.At().Run(menu.Path + "/remove", "=.id=" + row.Id);
                    break;
                case 1 when row is not null:
                    site.At().Run(menu.Path + "/set", "=.id=" + row.Id, $"=comment=c{number}");
                    break;
                case 2 when row is not null:
                    site.At().Run(menu.Path + "/disable", "=.id=" + row.Id);
                    break;
                case 3:
                    site.At().Run("/ip/firewall/address-list/add", "=list=x", $"=address=192.0.2.{number}");
                    break;
                case 4 when site.Router["/ip/firewall/filter"].Rows is [var first, ..]:
                    site.At().Run("/ip/firewall/filter/move", "=.id=" + first.Id);
                    break;
            }
        }
        while (site.At().Run("/undo").Traps.Count == 0)
            site.Wait(0.1);
        Assert.Equal(whole, Snapshot(site));
    }

    private static string Snapshot(SimulatedSite site) => string.Join('\n', Menus(site));

    /// <summary>What people set, in order; state is left out.</summary>
    private static IEnumerable<string> Menus(SimulatedSite site) =>
        from path in new[] { "/ip/route", "/ip/firewall/filter", "/ip/firewall/nat", "/ip/firewall/address-list", "/interface/list", "/interface/list/member", "/interface/ethernet", "/interface", "/ip/dns", "/tool/netwatch" }
        let menu = site.Router[path]
        from row in menu.Rows
        where !row.Dynamic
        let shown = menu.Definition.Fields.Where(field => !field.ReadOnly && row[field.Name] is not null).Select(field => $"{field.Name}={row[field.Name]}").Order(StringComparer.Ordinal)
        select $"{path} {row.Id} {string.Join(' ', shown)}";
}
