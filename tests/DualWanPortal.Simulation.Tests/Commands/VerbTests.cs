using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Verbs, streams, values and refusals as the reference words them (1.4, 1.7, 1.8, 1.9).</summary>
public sealed class VerbTests
{
    private readonly CommandDesk _desk = new();

    [Fact]
    public void Reference_1_4_Add_AnswersHexadecimalIdInUpperCase()
    {
        for (var i = 0; i < 9; i++)
            _desk.Add("/ip/pool/add", $"=name=p{i}", "=ranges=10.0.0.1-10.0.0.9");

        Assert.Equal("*A", _desk.Add("/ip/pool/add", "=name=ten", "=ranges=10.0.0.1"));
        Assert.Matches("^\\*8000000[1-9A-F]$", _desk.Add("/ip/route/add", "=gateway=10.0.0.1"));
        Assert.Equal("*1", new CommandDesk(RouterProfile.V649).Add("/ip/route/add", "=gateway=10.0.0.1"));
    }

    [Fact]
    public void Reference_1_4_Names_StandForIds()
    {
        Assert.Empty(_desk.Run("/interface/set", "=.id=ether1", "=comment=one").Traps);
        Assert.Empty(_desk.Run("/interface/set", "=numbers=ether1,ether2", "=mtu=1400").Traps);
        Assert.Equal(["1400", "1400", "1500"], _desk.Run("/interface/print", "?type=ether").Rows.Select(row => row["mtu"]));
        Assert.Equal("no such item", _desk.Refusal("/interface/set", "=numbers=0", "=comment=row number"));
    }

    [Fact]
    public void Reference_1_4_CommaList_ChangesAllOrNothing()
    {
        var first = _desk.Add("/ip/pool/add", "=name=a", "=ranges=10.0.0.1");
        var second = _desk.Add("/ip/pool/add", "=name=b", "=ranges=10.0.0.2");

        Assert.Equal("no such item", _desk.Refusal("/ip/pool/remove", $"=.id={first},*99"));
        Assert.Equal(2, _desk.Run("/ip/pool/print").Rows.Count);
        Assert.Empty(_desk.Run("/ip/pool/remove", $"=.id={first},{second}").Traps);
        Assert.True(_desk.Run("/ip/pool/print").SaidEmpty);
    }

    [Fact]
    public void Reference_1_4_Unset_TakesAwayAndEmptyTextClears()
    {
        var id = _desk.Add("/ip/route/add", "=gateway=10.0.0.1", "=pref-src=10.0.0.2", "=comment=x");

        Assert.Empty(_desk.Run("/ip/route/unset", $"=.id={id}", "=value-name=pref-src").Traps);
        Assert.Empty(_desk.Run("/ip/route/set", $"=.id={id}", "=comment=").Traps);
        var row = _desk.Run("/ip/route/print").Rows[0];
        Assert.False(row.ContainsKey("pref-src"));
        Assert.Equal("", row.GetValueOrDefault("comment", ""));

        _desk.Run("/ip/route/set", $"=.id={id}", "=pref-src=10.0.0.2");
        Assert.Empty(_desk.Run("/ip/route/set", $"=.id={id}", "=!pref-src=").Traps);
        Assert.False(_desk.Run("/ip/route/print").Rows[0].ContainsKey("pref-src"));
    }

    [Fact]
    public void Reference_1_4_CommentEnableDisableMove_EachDoesItsOne()
    {
        var a = _desk.Add("/ip/firewall/filter/add", "=chain=input", "=comment=a");
        var b = _desk.Add("/ip/firewall/filter/add", "=chain=input", "=comment=b");
        var c = _desk.Add("/ip/firewall/filter/add", "=chain=input", "=comment=c", $"=place-before={a}");
        Assert.Equal("cab", Order());

        _desk.Run("/ip/firewall/filter/move", $"=.id={b}", $"=destination={c}");
        Assert.Equal("bca", Order());
        _desk.Run("/ip/firewall/filter/move", $"=.id={b}");
        Assert.Equal("cab", Order());
        _desk.Run("/ip/firewall/filter/disable", $"=.id={a}");
        _desk.Run("/ip/firewall/filter/comment", $"=.id={a}", "=comment=z");
        Assert.Equal("czb", Order());
        Assert.Equal("true", _desk.Run("/ip/firewall/filter/print", $"?.id={a}").Rows[0]["disabled"]);
        _desk.Run("/ip/firewall/filter/enable", $"=.id={a}");
        Assert.Equal("false", _desk.Run("/ip/firewall/filter/print", $"?.id={a}").Rows[0]["disabled"]);

        string Order() => string.Concat(_desk.Run("/ip/firewall/filter/print").Rows.Select(row => row["comment"]));
    }

    [Fact]
    public void Reference_1_4_CountOnly_AnswersNumberAndNoRows()
    {
        _desk.Add("/ip/pool/add", "=name=a", "=ranges=10.0.0.1");
        var answer = _desk.Run("/ip/pool/print", "=count-only", "?name=a");

        Assert.Equal(("1", 0), (answer.Ret, answer.Rows.Count));
        Assert.Equal("0", _desk.Run("/ip/pool/print", "=count-only=", "?name=b").Ret);
    }

    [Theory]
    [InlineData("find")]
    [InlineData("edit")]
    [InlineData("sing")]
    public void Reference_1_4_ConsoleVerbs_AreNoCommands(string verb) => Assert.Equal("no such command", _desk.Refusal($"/ip/route/{verb}"));

    [Fact]
    public void Reference_1_7_FollowOnly_IsListen()
    {
        var follow = _desk.Run("/ip/pool/print", "=follow-only=", "=.proplist=name");
        Assert.Empty(follow.Rows);

        var id = _desk.Add("/ip/pool/add", "=name=a", "=ranges=10.0.0.1");
        _desk.Run("/ip/pool/remove", $"=.id={id}");

        Assert.Equal(new Dictionary<string, string> { ["name"] = "a" }, follow.Rows[0]);
        Assert.Equal(new Dictionary<string, string> { [".id"] = id, [".dead"] = "true" }, follow.Rows[1]);
        Assert.False(follow.IsDone);
    }

    [Fact]
    public void Reference_1_7_Dead_IsYesOnV6()
    {
        var desk = new CommandDesk(RouterProfile.V649);
        var listening = desk.Run("/ip/pool/listen");
        var id = desk.Add("/ip/pool/add", "=name=a", "=ranges=10.0.0.1");
        desk.Run("/ip/pool/remove", $"=.id={id}");

        Assert.Equal("yes", listening.Rows[1][".dead"]);
    }

    [Fact]
    public void Reference_1_7_Counters_DoNotReachListeners()
    {
        var id = _desk.Add("/ip/firewall/filter/add", "=chain=input");
        var listening = _desk.Run("/ip/firewall/filter/listen");

        Menu.Count(_desk.Router["/ip/firewall/filter"].Find(id)!, "bytes", 12345);

        Assert.Empty(listening.Rows);
        Assert.Equal("12345", _desk.Run("/ip/firewall/filter/print").Rows[0]["bytes"]);
    }

    [Fact]
    public void Reference_1_7_ConnectionTable_CannotBeFollowedSince722()
    {
        var newer = new CommandDesk(RouterProfile.V721 with { Version = new(7, 22, 0) });

        Assert.NotNull(_desk.Run("/ip/firewall/connection/listen").Running);
        Assert.Equal("unknown parameter follow-only", newer.Refusal("/ip/firewall/connection/listen"));
        Assert.Equal("unknown parameter follow", newer.Refusal("/ip/firewall/connection/print", "=follow="));
        Assert.Empty(newer.Run("/ip/firewall/connection/print").Traps);
    }

    [Theory]
    [InlineData("yes", "true")]
    [InlineData("no", "false")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    public void Reference_1_8_Booleans_AreTrueAndFalse(string given, string shown)
    {
        _desk.Run("/ip/settings/set", $"=tcp-syncookies={given}");
        Assert.Equal(shown, _desk.Run("/ip/settings/print").Rows[0]["tcp-syncookies"]);
    }

    [Theory]
    [InlineData("10", "10s")]
    [InlineData("00:00:10", "10s")]
    [InlineData("10s", "10s")]
    [InlineData("1d02:00:00", "1d2h")]
    [InlineData("90m", "1h30m")]
    public void Reference_1_8_Durations_AreLetters(string given, string shown)
    {
        _desk.Run("/ip/dns/set", $"=query-total-timeout={given}");
        Assert.Equal(shown, _desk.Run("/ip/dns/print").Rows[0]["query-total-timeout"]);
    }

    [Fact]
    public void Reference_1_8_ReferenceToSomethingGone_ShowsItsId()
    {
        _desk.Add("/interface/bridge/add", "=name=spare");
        var id = _desk.Run("/interface/print", "?name=spare").Rows[0][".id"];
        _desk.Add("/interface/list/member/add", "=list=static", "=interface=spare");

        _desk.Run("/interface/bridge/remove", "=.id=spare");

        Assert.Equal(id, _desk.Run("/interface/list/member/print").Rows[0]["interface"]);
        _desk.Add("/interface/bridge/add", "=name=spare");
        Assert.Equal("spare", _desk.Run("/interface/list/member/print").Rows[0]["interface"]);
    }

    [Fact]
    public void Reference_1_8_FlagsAbsentWhenFalse_MakeEqualFalseUnsafe()
    {
        _desk.Add("/ip/route/add", "=gateway=10.0.0.1");

        Assert.Empty(_desk.Run("/ip/route/print", "?active=false").Rows);
        Assert.Single(_desk.Run("/ip/route/print", "?active", "?#!").Rows);
    }

    [Theory]
    [InlineData("/interface/bridge/add", "=admin-mac=nonsense", "invalid value of mac, mac address required", 1)]
    [InlineData("/ip/route/add", "=distance=0", "value of distance out of range (1..255)", 1)]
    [InlineData("/ip/address/add", "=interface=", "ambiguous value of interface, more than one possible value matches input", 1)]
    [InlineData("/ip/address/add", "=interface=ether9", "input does not match any value of interface", 1)]
    [InlineData("/ip/address/add", "=address=10.0.0.1/24", "missing value(s) of argument(s) interface", 1)]
    [InlineData("/ip/route/set", "=.id=*77", "no such item", 0)]
    [InlineData("/ip/route/nonsense", "=x=y", "no such command", 0)]
    [InlineData("/ip/route/add", "=nonsense=y", "unknown parameter nonsense", null)]
    [InlineData("/interface/bridge/add", "=name=ether1", "failure: already have interface with name ether1", 4)]
    public void Reference_1_9_Refusals_AreWordedAndNumbered(string path, string word, string message, int? category)
    {
        Assert.Equal((message, category), Assert.Single(_desk.Run(path, word).Traps));
    }

    [Fact]
    public void Reference_1_9_Permission_HasNoPrefix()
    {
        Assert.Equal(("not enough permissions (9)", null), Assert.Single(_desk.RunAs(["read", "api"], "/ip/pool/add", "=name=x", "=ranges=10.0.0.1").Traps));
        Assert.Equal(("not enough permissions (9)", null), Assert.Single(_desk.RunAs(["write", "api"], "/ip/pool/print").Traps));
        Assert.Equal(("std failure: not allowed (9)", null), Assert.Single(new CommandDesk(RouterProfile.V649).RunAs(["read"], "/system/identity/set", "=name=x").Traps));
    }

    [Fact]
    public void Reference_1_10_Sensitive_HidesSecrets()
    {
        _desk.Add("/ppp/secret/add", "=name=branch", "=password=hush");

        Assert.Equal("hush", _desk.Run("/ppp/secret/print").Rows[0]["password"]);
        Assert.Equal("", _desk.RunAs(["read"], "/ppp/secret/print").Rows[0]["password"]);
    }

    [Fact]
    public void Reference_1_10_Policy_IsNeededForUsers()
    {
        Assert.Equal("not enough permissions (9)", _desk.RunAs(["read", "write"], "/user/add", "=name=x", "=group=read").Traps[0].Message);
        Assert.Equal("not enough permissions (9)", _desk.RunAs(["read", "write"], "/system/script/add", "=name=x", "=policy=read,reboot").Traps[0].Message);
        Assert.Empty(_desk.RunAs(["read", "write"], "/system/script/add", "=name=x", "=policy=read,write").Traps);
    }
}
