using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Definitions;

namespace DualWanPortal.Simulation.Tests.Commands;

public sealed class MenuCatalogueTests
{
    public static TheoryData<string> Profiles => [.. RouterProfile.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void For_AnyProfile_NoMenuAndNoFieldTwice(string profile)
    {
        var menus = MenuCatalogue.For(RouterProfile.Named(profile)!);

        Assert.Equal(menus.Length, menus.Select(menu => menu.Path).Distinct().Count());
        Assert.All(menus, menu => Assert.Equal(menu.Fields.Length, menu.Fields.Select(field => field.Name).Distinct().Count()));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void For_AnyProfile_EveryReferenceHasItsMenu(string profile)
    {
        var menus = MenuCatalogue.For(RouterProfile.Named(profile)!);
        var paths = menus.Select(menu => menu.Path).ToHashSet();

        Assert.All(menus.SelectMany(menu => menu.Fields), field => Assert.True(field.Target is null || paths.Contains(field.Target), field.Name));
    }

    [Fact]
    public void Reference_7_For_V6_HasRuleMenuOfItsOwnAndNoTables()
    {
        var paths = MenuCatalogue.For(RouterProfile.V649).Select(menu => menu.Path).ToHashSet();

        Assert.Contains("/ip/route/rule", paths);
        Assert.DoesNotContain("/routing/table", paths);
        Assert.DoesNotContain("/interface/wireguard", paths);
    }

    [Fact]
    public void Reference_7_For_DhcpClient_CheckGatewayOnlySince719()
    {
        Assert.DoesNotContain(DhcpClient(RouterProfile.V718).Fields, field => field.Name == "check-gateway");
        Assert.Contains(DhcpClient(RouterProfile.V721).Fields, field => field.Name == "check-gateway");

        static MenuDefinition DhcpClient(RouterProfile profile) => MenuCatalogue.For(profile).Single(menu => menu.Path == "/ip/dhcp-client");
    }
}
