using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;

namespace DualWanPortal.Simulation.Tests.World;

/// <summary>Rows as captures show them: which words a route, a lease, a session, an interface has and has not (reference 3.1 to 3.7, Appendix B).</summary>
public sealed class RowShapeTests
{
    [Fact]
    public void Reference_3_1_StaticRoute_HasTheWordsOfACapture()
    {
        var row = new CommandDesk(Sites.Settled("two-isps").Router).Run("/ip/route/print", "?comment=WAN1-default1").Rows.Single();

        Assert.Equal(("0.0.0.0/0", "main", "8.8.8.8", "203.0.113.1%ether1", "ping"), (row["dst-address"], row["routing-table"], row["gateway"], row["immediate-gw"], row["check-gateway"]));
        Assert.Equal(("1", "30", "11", "false", "true", "true"), (row["distance"], row["scope"], row["target-scope"], row["inactive"], row["active"], row["static"]));
        Assert.DoesNotContain(row.Keys, name => name is "ecmp" or "hw-offloaded" or "connect" or "dhcp" or "local-address" or "gateway-status");
    }

    [Fact]
    public void Reference_3_1_ConnectedRoute_HasItsAddressAndDistanceZero()
    {
        var row = new CommandDesk(Sites.Settled("two-isps").Router).Run("/ip/route/print", "?dst-address=192.168.88.0/24").Rows.Single();

        Assert.Equal(("bridge", "bridge", "192.168.88.1%bridge", "0", "10", "5"), (row["gateway"], row["immediate-gw"], row["local-address"], row["distance"], row["scope"], row["target-scope"]));
        Assert.Equal(("true", "true", "true"), (row["dynamic"], row["active"], row["connect"]));
    }

    [Fact]
    public void Reference_3_1_OldBuilds_ReturnAllFlagsAndEmptyValues()
    {
        var row = new CommandDesk(Sites.Settled("two-isps", RouterProfile.V712).Router).Run("/ip/route/print", "?comment=WAN1-default1").Rows.Single();

        Assert.Equal(("false", "false", "false"), (row["ecmp"], row["hw-offloaded"], row["dhcp"]));
    }

    [Fact]
    public void Reference_3_1_LoserByDistance_IsValidAndNotActive_AndFailedIsInactive()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);
        Assert.False(Backup().ContainsKey("active"));
        Assert.Equal("false", Backup()["inactive"]);

        site.Break("ether2", "cable-out");
        Assert.Equal(("true", ""), (Backup()["inactive"], Backup()["immediate-gw"]));
        Assert.Empty(desk.Run("/ip/route/disable", $"=.id={Backup()[".id"]}").Traps);
        Assert.Equal("true", Backup()["disabled"]);
        Assert.False(Backup().ContainsKey("active"));

        Dictionary<string, string> Backup() => desk.Run("/ip/route/print", "?comment=WAN2-default1").Rows.Single();
    }

    [Theory]
    [InlineData("7.21", "203.0.113.1", null)]
    [InlineData("7.21", "ether1", null)]
    [InlineData("7.21", "203.0.113.1%ether1", null)]
    [InlineData("7.21", "203.0.113.1@main", null)]
    [InlineData("7.21", "203.0.113.1@nowhere", "invalid value for argument gateway")]
    [InlineData("7.21", "203.0.113.1,198.51.100.1", "invalid value for argument gateway")]
    [InlineData("7.21", "no-such-port", "invalid value for argument gateway")]
    [InlineData("6.49", "203.0.113.1,198.51.100.1", null)]
    public void Reference_3_1_Gateway_TakesTheFormsOfTheVersion(string profile, string gateway, string? refusal)
    {
        var desk = new CommandDesk(Sites.Settled("two-isps", RouterProfile.Named(profile)).Router);
        var answer = desk.Run("/ip/route/add", "=dst-address=10.99.0.0/16", $"=gateway={gateway}");

        Assert.Equal(refusal, answer.Traps.Select(trap => trap.Message).SingleOrDefault());
    }

    [Fact]
    public void Reference_3_1_Blackhole_IsASwitchThatOnlyUnsetTakesAway()
    {
        var desk = new CommandDesk(Sites.Settled("two-isps").Router);
        var id = desk.Add("/ip/route/add", "=dst-address=10.99.0.0/16", "=blackhole=no");
        Assert.Equal("", Row()["blackhole"]);
        Assert.Equal("true", Row()["active"]);

        Assert.StartsWith("missing value(s) of argument(s) gateway", desk.Refusal("/ip/route/unset", $"=.id={id}", "=value-name=blackhole"), StringComparison.Ordinal);
        Assert.Empty(desk.Run("/ip/route/set", $"=.id={id}", "=gateway=203.0.113.1").Traps);
        Assert.Empty(desk.Run("/ip/route/unset", $"=.id={id}", "=value-name=blackhole").Traps);
        Assert.False(Row().ContainsKey("blackhole"));

        Dictionary<string, string> Row() => desk.Run("/ip/route/print", $"?.id={id}").Rows.Single();
    }

    [Fact]
    public void Reference_3_1_Check_TellsTheWayOfAPacketSince718()
    {
        var site = Sites.Settled("two-isps");
        var row = new CommandDesk(site.Router).Run("/ip/route/check", "=dst-ip=9.9.9.9", "=once=").Rows.Single();
        Assert.Equal(("ok", "ether1", "203.0.113.1"), (row["status"], row["interface"], row["nexthop"]));
        Assert.Equal("missing value(s) of argument(s) dst-ip", new CommandDesk(site.Router).Refusal("/ip/route/check"));
        Assert.Equal("no such command", new CommandDesk(Sites.Settled("two-isps", RouterProfile.V712).Router).Refusal("/ip/route/check", "=dst-ip=9.9.9.9"));
    }

    [Fact]
    public void Reference_3_3_DhcpClient_FieldsAreThereWhileBoundOnly()
    {
        var site = Sites.Settled("fibre-lte");
        var desk = new CommandDesk(site.Router);
        var row = desk.Run("/ip/dhcp-client/print").Rows[0];
        Assert.Equal("bound", row["status"]);
        Assert.All(new[] { "address", "gateway", "dhcp-server", "primary-dns", "expires-after" }, name => Assert.True(row.ContainsKey(name), name));
        Assert.Contains('/', row["address"]);
        Assert.Contains(row["add-default-route"], new[] { "yes", "no", "special-classless" });

        site.Break(row["interface"], "cable-out");
        site.Wait(1);
        var lost = desk.Run("/ip/dhcp-client/print").Rows[0];
        Assert.Equal("searching...", lost["status"]);
        Assert.DoesNotContain(lost.Keys, name => name is "address" or "gateway" or "dhcp-server" or "expires-after");
        Assert.Equal("failure: dhcp-client on that interface already exists", desk.Refusal("/ip/dhcp-client/add", $"=interface={row["interface"]}"));
        Assert.Equal("unknown parameter status", desk.Refusal("/ip/dhcp-client/set", $"=.id={row[".id"]}", "=status=bound"));
    }

    [Fact]
    public void Reference_3_3_DhcpClient_OnABridgePort_IsInvalid()
    {
        var desk = new CommandDesk(Sites.Settled("two-isps").Router);
        var id = desk.Add("/ip/dhcp-client/add", "=interface=ether3", "=disabled=no");

        Assert.Equal("true", desk.Run("/ip/dhcp-client/print", $"?.id={id}").Rows[0]["invalid"]);
    }

    [Fact]
    public void Reference_3_5_DefaultApn_StaysAndLteMonitorFollowsTheSession()
    {
        var site = Sites.Settled("fibre-lte");
        var desk = new CommandDesk(site.Router);
        var apn = desk.Run("/interface/lte/apn/print", "?name=default").Rows.Single();
        Assert.Equal(("2", "true"), (apn["default-route-distance"], apn["default"]));
        Assert.Equal("failure: can not remove default entry", desk.Refusal("/interface/lte/apn/remove", "=.id=default"));

        var row = desk.Run("/interface/lte/monitor", "=numbers=lte1", "=once=").Rows.Single();
        Assert.Equal("connected", row["status"]);
        Assert.All(new[] { "current-operator", "access-technology", "session-uptime", "rsrp", "rsrq", "sinr" }, name => Assert.True(row.ContainsKey(name), name));
        site.Break("lte1", "cable-out");
        site.Wait(2);
        Assert.NotEqual("connected", desk.Run("/interface/lte/monitor", "=numbers=lte1", "=once=").Rows.Single()["status"]);
    }

    [Fact]
    public void Reference_3_6_Interface_ComesAndGoesWithTheWordsOfACapture()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);
        Assert.All(new[] { "name", "type", "default-name", "mtu", "actual-mtu", "mac-address", "last-link-up-time", "link-downs", "rx-byte", "tx-byte", "rx-packet", "tx-packet", "running", "disabled" },
            name => Assert.True(Ether1().ContainsKey(name), name));
        Assert.Equal(("ether", "true"), (Ether1()["type"], Ether1()["running"]));

        Assert.Empty(desk.Run("/interface/disable", "=.id=ether1").Traps);
        Assert.Equal(("true", "false"), (desk.Run("/interface/ethernet/print", "?name=ether1").Rows.Single()["disabled"], Ether1()["running"]));
        Assert.Empty(desk.Run("/interface/ethernet/enable", "=numbers=ether1").Traps);
        Assert.Equal(("false", "true", "1"), (Ether1()["disabled"], Ether1()["running"], Ether1()["link-downs"]));
        var link = desk.Run("/interface/ethernet/monitor", "=numbers=ether1", "=once=").Rows.Single();
        Assert.Equal(("link-ok", "true", "1Gbps"), (link["status"], link["full-duplex"], link["rate"]));
        Assert.Equal("loopback", desk.Run("/interface/print", "?name=lo").Rows.Single()["type"]);
        Assert.Empty(new CommandDesk(Sites.Settled("two-isps", RouterProfile.V712).Router).Run("/interface/print", "?name=lo").Rows);

        Dictionary<string, string> Ether1() => desk.Run("/interface/print", "?name=ether1").Rows.Single();
    }

    [Fact]
    public void Reference_3_6_BridgePort_IsASlaveUntilItLeaves()
    {
        var desk = new CommandDesk(Sites.Settled("two-isps").Router);
        Assert.Equal("true", desk.Run("/interface/print", "?name=ether3").Rows.Single()["slave"]);
        Assert.Equal("true", desk.Run("/interface/ethernet/print", "?name=ether3").Rows.Single()["slave"]);
        Assert.False(desk.Run("/interface/print", "?name=ether1").Rows.Single().ContainsKey("slave"));

        var port = desk.Run("/interface/bridge/port/print", "?interface=ether3").Rows.Single()[".id"];
        Assert.Equal("failure: device already added as bridge port", desk.Refusal("/interface/bridge/port/add", "=bridge=bridge", "=interface=ether3"));
        Assert.Empty(desk.Run("/interface/bridge/port/remove", $"=.id={port}").Traps);
        Assert.False(desk.Run("/interface/print", "?name=ether3").Rows.Single().ContainsKey("slave"));
    }

    [Fact]
    public void Reference_3_6_BuiltInLists_CannotBeChangedOrRemoved()
    {
        var desk = new CommandDesk();
        Assert.Equal(["all", "none", "dynamic", "static"], desk.Run("/interface/list/print", "?builtin=true").Rows.Select(row => row["name"]));
        Assert.StartsWith("failure: can not remove builtin", desk.Refusal("/interface/list/remove", "=.id=all"), StringComparison.Ordinal);
        Assert.StartsWith("failure: can not change builtin", desk.Refusal("/interface/list/set", "=.id=all", "=comment=x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_3_7_AddressList_KnowsItsTimeAndATimeoutEndsIt()
    {
        var site = Sites.Settled("two-isps");
        var desk = new CommandDesk(site.Router);
        desk.Add("/ip/firewall/address-list/add", "=list=blocked", "=address=198.51.100.99");
        desk.Add("/ip/firewall/address-list/add", "=list=blocked", "=address=198.51.100.98", "=timeout=1m");

        var rows = desk.Run("/ip/firewall/address-list/print", "?list=blocked").Rows;
        Assert.Equal(("false", "2026-03-02 09:00:30"), (rows[0]["dynamic"], rows[0]["creation-time"]));
        Assert.Equal(("true", "1m"), (rows[1]["dynamic"], rows[1]["timeout"]));
        site.Wait(20);
        Assert.Equal("40s", desk.Run("/ip/firewall/address-list/print", "?list=blocked").Rows[1]["timeout"]);
        site.Wait(41);
        Assert.Single(desk.Run("/ip/firewall/address-list/print", "?list=blocked").Rows);
        Assert.Equal("failure: already have such entry", desk.Refusal("/ip/firewall/address-list/add", "=list=blocked", "=address=198.51.100.99"));
    }

    [Fact]
    public void Reference_3_15_Certificate_SignedByItselfOrByAnother_IsWhatItSays()
    {
        var desk = new CommandDesk(Sites.Settled("two-isps").Router);
        desk.Add("/certificate/add", "=name=ca", "=common-name=ca.example", "=days-valid=10");
        desk.Add("/certificate/add", "=name=web", "=common-name=router.example", "=subject-alt-name=DNS:router.example");
        Assert.False(desk.Run("/certificate/print", "?name=ca").Rows[0].ContainsKey("fingerprint"));

        Assert.Empty(desk.Run("/certificate/sign", "=number=ca").Traps);
        Assert.Equal("input does not match any value of ca", desk.Refusal("/certificate/sign", "=number=web", "=ca=nobody"));
        Assert.Empty(desk.Run("/certificate/sign", "=.id=web", "=ca=ca").Traps);

        var ca = desk.Run("/certificate/print", "?name=ca").Rows[0];
        var web = desk.Run("/certificate/print", "?name=web").Rows[0];
        Assert.Equal(("true", "true", "2026-03-12 09:00:30"), (ca["private-key"], ca["authority"], ca["invalid-after"]));
        Assert.Equal(("true", "ca", 64), (web["issued"], web["ca"], web["fingerprint"].Length));
        Assert.Empty(desk.Run("/ip/service/set", "=numbers=api-ssl", "=certificate=web").Traps);
    }

    [Fact]
    public void Reference_3_15_LogByHand_HasTheTopicOfItsLevel()
    {
        var desk = new CommandDesk(Sites.Settled("two-isps").Router);
        Assert.Empty(desk.Run("/log/error", "=message=marker one").Traps);
        Assert.Empty(desk.Run("/log/debug", "=message=marker two").Traps);

        Assert.Equal("script,error", desk.Run("/log/print", "?message=marker one").Rows.Single()["topics"]);
        Assert.Empty(desk.Run("/log/print", "?message=marker two").Rows);
    }

    [Theory]
    [InlineData("two-isps")]
    [InlineData("fibre-lte")]
    [InlineData("dhcp-pppoe")]
    public void Reference_Appendix_B_Sites_HaveThePartsOfTheFactory(string scenario)
    {
        var desk = new CommandDesk(Sites.Settled(scenario).Router);

        Assert.Equal("bridge", desk.Run("/interface/bridge/print", "?comment=defconf").Rows.Single()["name"]);
        Assert.All(desk.Run("/interface/bridge/port/print").Rows, port => Assert.Equal("bridge", port["bridge"]));
        Assert.Equal(["LAN", "WAN"], desk.Run("/interface/list/print", "?comment=defconf").Rows.Select(row => row["name"]).Order(StringComparer.Ordinal));
        Assert.Contains(desk.Run("/interface/list/member/print").Rows, row => row["list"] == "LAN" && row["interface"] == "bridge");
        Assert.Equal("192.168.88.10-192.168.88.254", desk.Run("/ip/pool/print", "?name=default-dhcp").Rows.Single()["ranges"]);
        Assert.Equal(("bridge", "default-dhcp"), (desk.Run("/ip/dhcp-server/print", "?name=defconf").Rows.Single()["interface"], desk.Run("/ip/dhcp-server/print", "?name=defconf").Rows.Single()["address-pool"]));
        Assert.Equal("192.168.88.1", desk.Run("/ip/dhcp-server/network/print").Rows.Single()["gateway"]);
        Assert.Equal("192.168.88.0", desk.Run("/ip/address/print", "?comment=defconf").Rows.Single()["network"]);
        Assert.Equal("true", desk.Run("/ip/dns/print").Rows.Single()["allow-remote-requests"]);
        var nat = desk.Run("/ip/firewall/nat/print").Rows[0];
        Assert.Equal(("srcnat", "masquerade", "WAN", "out,none"), (nat["chain"], nat["action"], nat["out-interface-list"], nat["ipsec-policy"]));
        Assert.Contains(desk.Run("/ip/firewall/filter/print", "?chain=input").Rows, row => row["action"] == "drop" && row.GetValueOrDefault("in-interface-list") == "!LAN");
        Assert.Contains(desk.Run("/ip/firewall/filter/print", "?chain=forward").Rows, row => row["action"] == "drop" && row.GetValueOrDefault("connection-nat-state") == "!dstnat");
        Assert.Equal("LAN", desk.Run("/ip/neighbor/discovery-settings/print").Rows.Single()["discover-interface-list"]);
        Assert.Equal("LAN", desk.Run("/tool/mac-server/print").Rows.Single()["allowed-interface-list"]);
    }
}
