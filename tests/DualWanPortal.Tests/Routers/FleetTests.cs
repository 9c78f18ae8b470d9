using Bunit;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Routers;
using DualWanPortal.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Routers;

public sealed class FleetTests
{
    private static readonly RouterSnapshot[] s_routers =
    [
        Snapshots.Router(1, "Alpha", RouterState.Working, "North", "gold"),
        Snapshots.Router(2, "Beta", RouterState.Unknown, "North"),
        Snapshots.Router(3, "Gamma", RouterState.OnBackup, "South", "gold"),
        Snapshots.Router(4, "Delta", RouterState.Down, "South"),
        Snapshots.Router(5, "Epsilon", RouterState.Degraded),
    ];

    [Fact]
    public async Task Fleet_EveryState_IsOrderedWorstFirst()
    {
        await using var page = new PageContext();
        page.Show(s_routers);
        Assert.Equal(["Delta", "Gamma", "Epsilon", "Beta", "Alpha"], Names(page.Render<FleetPage>()));
    }

    [Fact]
    public async Task Fleet_RouterUnknown_IsNeverShownAsDown()
    {
        await using var page = new PageContext();
        page.Show(s_routers[1]);
        var fleet = page.Render<FleetPage>();
        Assert.Equal("1 of 1 router unknown.", fleet.Find(".fleet-summary").TextContent);
        Assert.Contains("Unknown", fleet.Find(".fleet-row").TextContent, StringComparison.Ordinal);
        Assert.Empty(fleet.FindAll(".state-down, .mark-down, .edge-down, .cut"));
        Assert.Contains("No answer in time", fleet.Find(".fleet-why").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?state=on-backup", "Gamma")]
    [InlineData("/?site=North", "Beta,Alpha")]
    [InlineData("/?tag=gold", "Gamma,Alpha")]
    [InlineData("/?q=192.0.2.4", "Delta")]
    [InlineData("/?tag=gold&site=South", "Gamma")]
    public async Task Fleet_FilterInTheUrl_ShowsOnlyWhatPasses(string url, string names)
    {
        await using var page = new PageContext();
        page.Show(s_routers);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        Assert.Equal(names.Split(','), Names(page.Render<FleetPage>()));
    }

    [Fact]
    public async Task Fleet_TextTyped_GoesIntoTheUrl()
    {
        await using var page = new PageContext();
        page.Show(s_routers);
        page.Render<FleetPage>().Find("input[type=search]").Input("alp");
        Assert.EndsWith("/?q=alp", page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fleet_StateChanges_OpenPageShowsItWithoutReload()
    {
        await using var page = new PageContext();
        page.Show(s_routers[0]);
        var fleet = page.Render<FleetPage>();
        page.Show(Snapshots.Router(1, "Alpha", RouterState.OnBackup));
        await fleet.WaitForAssertionAsync(() => Assert.Equal("On backup", fleet.Find(".fleet-row .badge").TextContent.Trim()));
    }

    [Fact]
    public async Task Fleet_Empty_OffersToAddARouter()
    {
        await using var page = new PageContext();
        Assert.Equal("/routers/add", page.Render<FleetPage>().Find(".empty-state a.primary").GetAttribute("href"));
    }

    [Fact]
    public async Task Fleet_MapView_LinksEveryRouterWithItsStateInWords()
    {
        await using var page = new PageContext();
        page.Show(s_routers);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?view=map");
        var links = page.Render<FleetPage>().FindAll(".fleet-map a");
        Assert.Equal(5, links.Count);
        Assert.Contains("Down", links[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_AllWork_SaysSo()
    {
        Assert.Equal("The router works on its primary WAN.", FleetSummary.Sentence(Snapshots.Fleet(s_routers[0])));
        Assert.Equal("1 of 5 routers down, 1 on backup, 1 degraded, 1 unknown.", FleetSummary.Sentence(Snapshots.Fleet(s_routers)));
    }

    private static IEnumerable<string> Names(IRenderedComponent<FleetPage> fleet) => fleet.FindAll(".fleet-name a").Select(link => link.TextContent);
}
