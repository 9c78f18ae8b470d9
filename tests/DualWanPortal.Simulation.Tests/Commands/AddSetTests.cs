using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

public sealed class AddSetTests
{
    private readonly CommandDesk _desk = new();

    [Fact]
    public void Reference_1_8_Add_Route_FillsDefaultsAndNormalises()
    {
        var id = _desk.Add("/ip/route/add", "=dst-address=8.8.8.8", "=gateway=10.0.0.1", "=scope=0xA", "=disabled=no");

        var row = Assert.Single(_desk.Run("/ip/route/print").Rows);
        Assert.Equal(id, row[".id"]);
        Assert.Equal("8.8.8.8/32", row["dst-address"]);
        Assert.Equal("10", row["scope"]);
        Assert.Equal("1", row["distance"]);
        Assert.Equal("main", row["routing-table"]);
        Assert.Equal("false", row["disabled"]);
        Assert.False(row.ContainsKey("check-gateway"));
    }

    [Fact]
    public void Reference_1_8_Add_SwitchArgument_IsEmptyValueAndOnlyUnsetTakesItAway()
    {
        var id = _desk.Add("/ip/route/add", "=dst-address=8.8.8.8", "=blackhole=yes");
        Assert.Equal("", _desk.Router["/ip/route"].Find(id)!["blackhole"]);

        _desk.Run("/ip/route/set", $"=.id={id}", "=gateway=10.0.0.1", "=blackhole=no");
        Assert.Equal("", _desk.Router["/ip/route"].Find(id)!["blackhole"]);

        _desk.Run("/ip/route/unset", $"=.id={id}", "=value-name=blackhole");
        Assert.Null(_desk.Router["/ip/route"].Find(id)!["blackhole"]);
    }

    [Theory]
    [InlineData("/ip/route/add", "=distance=256", "value of distance out of range (1..255)")]
    [InlineData("/ip/route/add", "=dst-address=8.8.8.300", "invalid value for argument dst-address")]
    [InlineData("/ip/route/add", "=gateway=nowhere9", "invalid value for argument gateway")]
    [InlineData("/ip/route/add", "=routing-table=to-wan2", "input does not match any value of routing-table")]
    [InlineData("/ip/route/add", "=check-gateway=sometimes", "input does not match any value of check-gateway")]
    [InlineData("/ip/route/add", "=check-gateway=", "ambiguous value of check-gateway, more than one possible value matches input")]
    [InlineData("/ip/route/add", "=immediate-gw=10.0.0.1", "unknown parameter immediate-gw")]
    [InlineData("/ip/route/add", "=colour=red", "unknown parameter colour")]
    [InlineData("/ip/dhcp-client/add", "=use-peer-dns=yes", "missing value(s) of argument(s) interface")]
    [InlineData("/ip/dhcp-client/add", "=interface=ether9", "input does not match any value of interface")]
    [InlineData("/ip/route/set", "=.id=*FFF", "no such item")]
    [InlineData("/ip/route/remove", "=.id=*FFF", "no such item")]
    [InlineData("/ip/route/find", "=x=", "no such command")]
    [InlineData("/interface/add", "=name=x", "no such command")]
    public void Reference_1_9_Run_WrongInput_WordsItAsTheRouter(string path, string word, string message) => Assert.Equal(message, _desk.Refusal(path, word));

    [Fact]
    public void Reference_1_9_Run_UnknownMenu_NamesThePart()
    {
        Assert.Equal("no such command or directory (foo)", _desk.Run("/foo/print").Traps[0].Message);
        Assert.Equal("no such command or directory (nonsense)", _desk.Run("/ip/nonsense/print").Traps[0].Message);
        Assert.Equal("no such command prefix", _desk.Run("/ip/nonsense/print").Traps[1].Message);
    }

    [Fact]
    public void Reference_1_9_Add_V6_WordsMissingAndUnknownTheOldWay()
    {
        var desk = new CommandDesk(RouterProfile.V649);

        Assert.Equal("missing =interface=", desk.Refusal("/ip/dhcp-client/add"));
        Assert.Equal("unknown parameter", desk.Refusal("/ip/route/add", "=routing-table=main", "=gateway=10.0.0.1"));
    }

    [Fact]
    public void Reference_3_6_Add_SameAddressTwice_IsRefused()
    {
        _desk.Add("/ip/address/add", "=address=192.0.2.2/30", "=interface=ether1");

        Assert.Equal("failure: already have such address", _desk.Refusal("/ip/address/add", "=address=192.0.2.2/30", "=interface=ether1"));
        Assert.Equal("192.0.2.0", _desk.Router["/ip/address"].Rows[0]["network"]);
    }

    [Fact]
    public void Reference_1_4_Add_PlaceBefore_PutsRuleThere()
    {
        var first = _desk.Add("/ip/firewall/filter/add", "=chain=input", "=action=drop");
        var second = _desk.Add("/ip/firewall/filter/add", "=chain=input", "=action=accept", $"=place-before={first}");

        Assert.Equal([second, first], _desk.Run("/ip/firewall/filter/print").Rows.Select(row => row[".id"]));

        _desk.Run("/ip/firewall/filter/move", $"=.id={second}");
        Assert.Equal([first, second], _desk.Run("/ip/firewall/filter/print").Rows.Select(row => row[".id"]));

        _desk.Run("/ip/firewall/filter/move", $"=.id={second}", $"=destination={first}");
        Assert.Equal([second, first], _desk.Run("/ip/firewall/filter/print").Rows.Select(row => row[".id"]));
    }

    [Fact]
    public void Reference_1_4_Set_SeveralIdsOneWrong_ChangesNone()
    {
        var first = _desk.Add("/ip/route/add", "=gateway=10.0.0.1");

        Assert.Equal("no such item", _desk.Refusal("/ip/route/set", $"=.id={first},*77", "=distance=9"));
        Assert.Equal("1", _desk.Router["/ip/route"].Rows[0]["distance"]);
    }

    [Fact]
    public void Reference_1_4_Set_ByNameAndBangProperty_Work()
    {
        _desk.Add("/ip/route/add", "=gateway=10.0.0.1", "=pref-src=10.0.0.2", "=comment=a");
        var id = _desk.Router["/ip/route"].Rows[0].Id;

        Assert.Empty(_desk.Run("/ip/route/set", $"=numbers={id}", "=!pref-src=", "=comment=").Traps);
        Assert.Null(_desk.Router["/ip/route"].Rows[0]["pref-src"]);
        Assert.Null(_desk.Router["/ip/route"].Rows[0]["comment"]);

        Assert.Empty(_desk.Run("/interface/disable", "=numbers=ether2").Traps);
        Assert.True(_desk.Router["/interface/ethernet"].Named("ether2")!.Disabled);
        _desk.Run("/interface/ethernet/enable", "=.id=ether2");
        Assert.False(_desk.Router["/interface"].Named("ether2")!.Disabled);
    }

    [Fact]
    public void Reference_3_6_Set_RenamedInterface_KeepsWhatRefersToIt()
    {
        _desk.Add("/interface/pppoe-client/add", "=interface=ether1", "=user=u");
        _desk.Add("/ip/route/add", "=gateway=pppoe-out1");
        _desk.Add("/ip/firewall/nat/add", "=chain=srcnat", "=action=masquerade", "=out-interface=!pppoe-out1");

        _desk.Run("/interface/pppoe-client/set", "=.id=pppoe-out1", "=name=fibre");

        Assert.NotNull(_desk.Router["/interface"].Named("fibre"));
        Assert.Equal("fibre", _desk.Router["/ip/route"].Rows[0]["gateway"]);
        Assert.Equal("!fibre", _desk.Router["/ip/firewall/nat"].Rows[0]["out-interface"]);
    }

    [Fact]
    public void Reference_1_9_Remove_DynamicAndBuiltinRows_AreRefused()
    {
        var dynamic = _desk.Router["/ip/route"].Add([new("dst-address", "0.0.0.0/0"), new("gateway", "10.0.0.1")], dynamic: true);

        Assert.Equal("failure: can not remove dynamic entry", _desk.Refusal("/ip/route/remove", $"=.id={dynamic.Id}"));
        Assert.Equal("failure: can not change dynamic entry", _desk.Refusal("/ip/route/set", $"=.id={dynamic.Id}", "=distance=3"));
        Assert.Equal("failure: can not remove builtin entry", _desk.Refusal("/interface/list/remove", "=.id=all"));
    }

    [Fact]
    public void Reference_1_10_Run_WithoutPolicy_IsNotPermitted()
    {
        string[] reader = ["read", "api"];

        Assert.Equal("not enough permissions (9)", Assert.Single(_desk.RunAs(reader, "/ip/route/add", "=gateway=10.0.0.1").Traps).Message);
        Assert.Empty(_desk.RunAs(reader, "/ip/route/print").Traps);
        Assert.Equal("not enough permissions (9)", Assert.Single(_desk.RunAs(["write"], "/ip/route/print").Traps).Message);
        Assert.Equal("not enough permissions (9)", Assert.Single(_desk.RunAs(["read", "write"], "/user/add", "=name=x", "=group=full").Traps).Message);
        Assert.Equal("not enough permissions (9)", Assert.Single(_desk.RunAs(["read", "write"], "/system/script/add", "=name=x", "=policy=reboot").Traps).Message);
    }

    [Fact]
    public void Reference_1_10_Print_WithoutSensitive_EmptiesSecrets()
    {
        _desk.Add("/interface/pppoe-client/add", "=interface=ether1", "=user=u", "=password=hush");

        Assert.Equal("", _desk.RunAs(["read"], "/interface/pppoe-client/print").Rows[0]["password"]);
        Assert.Equal("hush", _desk.Run("/interface/pppoe-client/print").Rows[0]["password"]);
    }

    [Fact]
    public void Reference_3_15_Add_SchedulerInHomeMode_IsGated()
    {
        var desk = new CommandDesk(RouterProfile.V721Home);

        Assert.Equal("failure: not allowed by device-mode", desk.Refusal("/system/scheduler/add", "=name=x", "=interval=1m"));
        Assert.NotEmpty(desk.Add("/system/script/add", "=name=x", "=policy=read"));
    }

    [Fact]
    public void Reference_3_7_Add_MangleWithUnknownTable_IsRefused()
    {
        string[] rule = ["=chain=prerouting", "=action=mark-routing", "=new-routing-mark=to-wan2"];
        Assert.Equal("input does not match any value of new-routing-mark", _desk.Refusal("/ip/firewall/mangle/add", rule));

        _desk.Add("/routing/table/add", "=name=to-wan2", "=fib=");
        Assert.NotEmpty(_desk.Add("/ip/firewall/mangle/add", rule));
    }
}
