using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Menus that nobody wrote by hand answer like any other, with what their version has (reference 1.4).</summary>
public sealed class GenericMenuTests
{
    private readonly CommandDesk _desk = new();

    [Fact]
    public void Reference_1_4_GenericSettings_AreOneRecord()
    {
        Assert.Equal("false", _desk.Run("/ip/proxy/print").Rows[0]["enabled"]);
        Assert.Empty(_desk.Run("/ip/proxy/set", "=enabled=yes", "=port=8080").Traps);
        Assert.Equal("8080", _desk.Run("/ip/proxy/get", "=value-name=port").Ret);
        Assert.Equal("no such command", _desk.Refusal("/ip/proxy/add", "=port=1"));
        Assert.Equal("unknown parameter follow-only", _desk.Refusal("/ip/proxy/listen"));
        Assert.Equal("unknown parameter colour", _desk.Refusal("/ip/proxy/set", "=colour=red"));
    }

    [Fact]
    public void Reference_1_4_GenericOrder_Moves()
    {
        var first = _desk.Add("/ip/proxy/access/add", "=comment=first");
        var second = _desk.Add("/ip/proxy/access/add", "=comment=second", $"=place-before={first}");
        Assert.Equal("second,first", Comments());

        Assert.Empty(_desk.Run("/ip/proxy/access/move", $"=numbers={second}").Traps);
        Assert.Equal("first,second", Comments());
        Assert.Empty(_desk.Run("/ip/proxy/access/disable", $"=numbers={first},{second}").Traps);
        Assert.All(_desk.Run("/ip/proxy/access/print").Rows, row => Assert.Equal("true", row["disabled"]));

        string Comments() => string.Join(',', _desk.Run("/ip/proxy/access/print").Rows.Select(row => row["comment"]));
    }

    [Fact]
    public void Reference_7_MenuOfAnotherVersion_IsNoDirectory()
    {
        Assert.Empty(new CommandDesk(RouterProfile.V712).Run("/caps-man/interface/print").Traps);
        Assert.Equal("no such command or directory (caps-man)", _desk.Run("/caps-man/interface/print").Traps[0].Message);
        Assert.Equal("no such command or directory (wifi)", new CommandDesk(RouterProfile.V649).Run("/interface/wifi/datapath/print").Traps[0].Message);
    }

    [Fact]
    public void Find_GenericOfAThousandRouters_SharesOneDefinition()
    {
        var other = new CommandDesk();

        Assert.Same(_desk.Router.Find("/ip/hotspot")!.Definition, other.Router.Find("/ip/hotspot")!.Definition);
        Assert.Equal(MenuCatalogue.For(RouterProfile.V721), MenuCatalogue.For(RouterProfile.V721Home));
    }

    [Fact]
    public void Command_OfTheVersionWithoutMeaning_IsOwnedUpTo()
    {
        Assert.Equal("failure: clear-cache is not simulated here", _desk.Refusal("/ip/proxy/clear-cache"));
        Assert.Equal("/ip/proxy/clear-cache is not simulated", _desk.Router["/log"].Rows[^1]["message"]);
        Assert.Equal("no such command", _desk.Refusal("/ip/proxy/sing"));
    }

    [Theory]
    [InlineData("/system/scheduler/add", "=name=x")]
    [InlineData("/ip/hotspot/add", "=name=x")]
    [InlineData("/ip/proxy/set", "=enabled=yes")]
    public void Reference_3_15_DeviceModeHome_RefusesGatedMenus(string command, string word)
    {
        Assert.Equal("failure: not allowed by device-mode", new CommandDesk(RouterProfile.V721Home).Refusal(command, word));
    }
}
