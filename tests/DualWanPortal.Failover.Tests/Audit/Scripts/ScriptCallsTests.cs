using DualWanPortal.Failover.Audit.Scripts;

namespace DualWanPortal.Failover.Tests.Audit.Scripts;

public class ScriptCallsTests
{
    private static ScriptCall[] Of(RouterRows rows) => [.. ScriptCalls.Of(rows.Model).All];

    [Fact]
    public void Of_EveryHook_IsListedWithItsTextAndCaller()
    {
        var calls = Of(new RouterRows()
            .Add("/ip/dhcp-client", ("interface", "ether1"), ("script", ":log info one"))
            .Add("/ppp/profile", ("name", "line"), ("on-up", ":log info two"), ("on-down", ":log info three"))
            .Add("/interface/pppoe-client", ("name", "pppoe-out1"), ("interface", "ether2"), ("profile", "line"))
            .Add("/tool/netwatch", ("host", "1.1.1.1"), ("up-script", ":log info four"), ("down-script", ":log info five"), ("test-script", ":log info six"))
            .Add("/system/scheduler", ("name", "daily"), ("on-event", ":log info seven")));
        Assert.Equal([ScriptHook.DhcpClient, ScriptHook.PppUp, ScriptHook.PppDown, ScriptHook.NetwatchUp, ScriptHook.NetwatchDown, ScriptHook.NetwatchTest, ScriptHook.Scheduler], calls.Select(call => call.Hook));
        Assert.Equal(["ether1", "line", "line", "1.1.1.1", "1.1.1.1", "1.1.1.1", "daily"], calls.Select(call => call.Caller));
        Assert.Equal(["pppoe-out1"], calls[1].Interfaces);
        Assert.All(calls, call => Assert.StartsWith(":log info", call.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("go-lte")]
    [InlineData("/system script run go-lte")]
    [InlineData("/system/script/run \"go-lte\"")]
    [InlineData("/system script run [find name=\"go-lte\"];")]
    public void Of_NetwatchThatRunsAScript_CarriesItsText(string down)
    {
        var calls = Of(new RouterRows()
            .Add("/tool/netwatch", ("host", "1.1.1.1"), ("down-script", down))
            .Add("/system/script", ("name", "go-lte"), ("source", "/ip route disable [find comment=wan1]; /system script run tell"))
            .Add("/system/script", ("name", "tell"), ("source", "/tool e-mail send")));
        Assert.Contains("/ip route disable", calls[0].Text, StringComparison.Ordinal);
        Assert.Contains("/tool e-mail send", calls[0].Text, StringComparison.Ordinal);
        Assert.Equal(["go-lte", "tell"], calls[0].Runs);
        Assert.Empty(calls[0].Missing);
        Assert.All(calls[1..], script => Assert.True(script.Enabled));
    }

    [Fact]
    public void Of_ScriptThatIsNotThere_IsNamed() =>
        Assert.Equal(["gone"], Of(new RouterRows().Add("/system/scheduler", ("name", "x"), ("on-event", "/system script run gone")))[0].Missing);

    [Fact]
    public void Of_ScriptsThatRunEachOther_Ends()
    {
        var calls = Of(new RouterRows()
            .Add("/system/script", ("name", "a"), ("source", "/system script run b")).Add("/system/script", ("name", "b"), ("source", "/system script run a")));
        Assert.Equal(["b", "a"], calls[0].Runs);
    }

    [Fact]
    public void Of_LiveScriptWithoutItsText_IsUnread()
    {
        var rows = new RouterRows().Add("/tool/netwatch", ("host", "1.1.1.1"), ("down-script", "go-lte")).Add("/system/script", ("name", "go-lte"));
        Assert.False(ScriptCalls.Of(rows.Model).All[0].Unread);
        Assert.True(ScriptCalls.Of(RouterOs.Model.RouterModel.FromItems(rows.Items, rows.Version, null, null, ["/tool/netwatch", "/system/script"])).All[0].Unread);
    }

    [Fact]
    public void Running_DisabledHookAndScriptThatNothingCalls_AreLeftOut() =>
        Assert.Empty(ScriptCalls.Of(new RouterRows()
            .Add("/tool/netwatch", ("host", "1.1.1.1"), ("down-script", "lonely"), ("disabled", "true"))
            .Add("/system/script", ("name", "lonely"), ("source", ":log info x")).Model).Running);
}
