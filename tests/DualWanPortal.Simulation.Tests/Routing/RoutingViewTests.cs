using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Routing;

/// <summary>Tables, rules and the views of routing (reference 3.2).</summary>
public sealed class RoutingViewTests
{
    [Fact]
    public void Reference_3_2_Nexthop_ShowsStateCheckAndImmediateGateway()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);

        var direct = desk.Run("/routing/nexthop/print", "?address=203.0.113.1").Rows[0];
        Assert.Equal(("reachable", "true", "1", "203.0.113.1", "ether1"), (direct["gw-state"], direct["interface-ok"], direct["hops"], direct["immediate-address"], direct["immediate-interface"]));
        var canary = desk.Run("/routing/nexthop/print", "?address=8.8.8.8").Rows[0];
        Assert.Equal(("recursive", "ping", "true", "11", "203.0.113.1%ether1"),
            (canary["gw-state"], canary["check-gateway"], canary["gw-check-ok"], canary["target-scope"], canary["forwarding-nexthop"]));

        site.Break("ether1", "upstream-dead");
        site.Wait(40);
        Assert.Equal("false", desk.Run("/routing/nexthop/print", "?address=8.8.8.8").Rows[0]["gw-check-ok"]);
        site.Break("ether1", "cable-out");
        site.Wait(1);
        Assert.Equal(("unreachable", "false"),
            (desk.Run("/routing/nexthop/print", "?address=203.0.113.1").Rows[0]["gw-state"], desk.Run("/routing/nexthop/print", "?address=203.0.113.1").Rows[0]["interface-ok"]));
    }

    [Fact]
    public void Reference_3_2_Route_ShowsTheContributionOfEach()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);
        var off = desk.Add("/ip/route/add", "=dst-address=10.0.0.0/8", "=gateway=203.0.113.1", "=disabled=yes");

        var rows = desk.Run("/routing/route/print").Rows;
        Assert.Equal(site.Router["/ip/route"].Rows.Count, rows.Count);
        Assert.Contains(rows, row => row["dst-address"] == "0.0.0.0/0" && row.GetValueOrDefault("gateway") == "8.8.8.8" && row["contribution"] == "active");
        Assert.Contains(rows, row => row["dst-address"] == "0.0.0.0/0" && row.GetValueOrDefault("gateway") == "8.8.4.4" && row["contribution"] == "candidate");
        Assert.Contains(rows, row => row["belongs-to"] == "connected" && row["contribution"] == "active");
        Assert.Equal("filtered", rows.Single(row => row["dst-address"] == "10.0.0.0/8")["contribution"]);

        site.Break("ether1", "cable-out");
        site.Wait(1);
        Assert.Contains(desk.Run("/routing/route/print").Rows, row => row.GetValueOrDefault("gateway") == "8.8.8.8" && row["contribution"] == "unreachable");
        desk.Run("/ip/route/remove", $"=.id={off}");
        Assert.DoesNotContain(desk.Run("/routing/route/print").Rows, row => row["dst-address"] == "10.0.0.0/8");
        Assert.Equal("no such command", desk.Refusal("/routing/route/add", "=dst-address=10.0.0.0/8"));
    }

    [Fact]
    public void Reference_3_2_Table_MustExistBeforeItIsNamed()
    {
        var desk = new CommandDesk(Sites.Settled("two-isps").Router);
        Assert.Equal("input does not match any value of routing-table", desk.Refusal("/ip/route/add", "=gateway=203.0.113.1", "=routing-table=ISP2"));
        Assert.Equal("input does not match any value of table", desk.Refusal("/routing/rule/add", "=action=lookup", "=table=ISP2"));

        var id = desk.Add("/routing/table/add", "=name=ISP2", "=fib=");
        var route = desk.Add("/ip/route/add", "=gateway=198.51.100.1", "=routing-table=ISP2");
        desk.Add("/routing/rule/add", "=src-address=192.168.88.0/24", "=action=lookup-only-in-table", "=table=ISP2");

        var row = desk.Run("/routing/table/print", $"?.id={id}").Rows[0];
        Assert.Equal(("", "true", "false"), (row["fib"], row["used"], row["disabled"]));
        Assert.Equal("true", desk.Run("/ip/route/print", $"?.id={route}").Rows[0]["active"]);
        Assert.Equal("failure: already have such entry", desk.Refusal("/routing/table/add", "=name=ISP2"));
        Assert.StartsWith("failure: can not remove", desk.Refusal("/routing/table/remove", "=.id=main"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_3_2_Rules_AreOrderedAndDecideByTable()
    {
        var desk = new CommandDesk();
        var first = desk.Add("/routing/rule/add", "=dst-address=10.0.0.0/8", "=action=lookup", "=table=main", "=min-prefix=0");
        var second = desk.Add("/routing/rule/add", "=src-address=10.1.0.0/16", "=action=drop", $"=place-before={first}");

        Assert.Equal([second, first], desk.Run("/routing/rule/print").Rows.Select(row => row[".id"]));
        Assert.Equal("input does not match any value of action", desk.Refusal("/routing/rule/add", "=action=mangle", "=table=main"));
        Assert.Equal("unknown parameter chain", desk.Refusal("/routing/rule/add", "=action=drop", "=chain=user"));
        Assert.Empty(desk.Run("/routing/rule/move", $"=numbers={second}").Traps);
        Assert.Equal([first, second], desk.Run("/routing/rule/print").Rows.Select(row => row[".id"]));
    }

    [Fact]
    public void Reference_3_2_V6_TablesComeByBeingUsed()
    {
        var desk = new CommandDesk(RouterProfile.V649);

        var id = desk.Add("/ip/route/rule/add", "=src-address=10.0.0.0/24", "=table=ISP2");

        Assert.Equal(("lookup", "ISP2"), (desk.Run("/ip/route/rule/print", $"?.id={id}").Rows[0]["action"], desk.Run("/ip/route/rule/print", $"?.id={id}").Rows[0]["table"]));
        Assert.Empty(desk.Run("/ip/route/add", "=gateway=10.0.0.1", "=routing-mark=ISP2").Traps);
        Assert.StartsWith("no such command or directory", desk.Run("/routing/settings/print").Traps[0].Message, StringComparison.Ordinal);
    }
}
