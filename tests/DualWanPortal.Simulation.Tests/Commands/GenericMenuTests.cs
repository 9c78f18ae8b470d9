using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Simulation.Tests.Commands;

/// <summary>Menus that nobody wrote by hand answer like any other, with what their version has (reference 1.4).</summary>
public sealed class GenericMenuTests
{
    private readonly CommandDesk _desk = new();

    [Theory]
    [InlineData("7.12")]
    [InlineData("7.18")]
    [InlineData("7.21")]
    public void Reference_1_4_EveryTable_AddsPrintsSetsAndRemoves(string profile)
    {
        var desk = new CommandDesk(RouterProfile.Named(profile)!);
        var trees = new CommandTrees(desk.Router.Profile.Version.ToString());
        var tried = 0;
        foreach (var menu in trees.Paths.Where(path => trees.HasVerb(path, "add") && desk.Router.Find(path)!.Definition.IsGeneric))
        {
            var settable = trees.Arguments(menu, "add").Intersect(trees.Arguments(menu, "set")).Where(name => name is not ("disabled" or "name")).ToArray();
            var id = desk.Add($"{menu}/add", [.. settable.Select(name => $"={name}=one")]);
            Assert.All(settable, name => Assert.Equal("one", desk.Run($"{menu}/print", $"?.id={id}").Rows[0][name]));
            if (settable.Length > 0 && trees.HasVerb(menu, "set"))
            {
                Assert.Empty(desk.Run($"{menu}/set", $"=.id={id}", $"={settable[0]}=two").Traps);
                Assert.Equal("two", desk.Run($"{menu}/get", $"=.id={id}", $"=value-name={settable[0]}").Ret);
            }
            if (trees.HasVerb(menu, "remove"))
                Assert.Empty(desk.Run($"{menu}/remove", $"=.id={id}").Traps);
            tried++;
        }
        Assert.True(tried > 130, $"{tried} tables");
    }

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
        Assert.Equal("no such command or directory (caps-man)", new CommandDesk(RouterProfile.V649).Run("/caps-man/interface/print").Traps[0].Message);
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
