using DualWanPortal.Failover.Wans;
using DualWanPortal.Shell;

namespace DualWanPortal.Tests.Shell;

public sealed class PaletteEntriesTests
{
    private static readonly NavItem[] s_pages = [new("History", "history", "history", 20), new("Fleet", "", "fleet", 10)];

    [Fact]
    public void Find_NothingTyped_OffersPagesActionsAndWorstRoutersFirst()
    {
        var fleet = Snapshots.Fleet(Snapshots.Router(1, "Alpha", RouterState.Working), Snapshots.Router(2, "Beta", RouterState.Down));
        Assert.Equal(["Fleet", "History", "Add a router", "Beta", "Alpha"], PaletteEntries.Find("", s_pages, fleet).Select(entry => entry.Title));
    }

    [Fact]
    public void Find_AddressAndTag_FindTheRouter()
    {
        var fleet = Snapshots.Fleet(Snapshots.Router(7, "Mill", RouterState.Working, "North", "gold"), Snapshots.Router(8, "Harbour", RouterState.Working, "South"));
        Assert.Equal("/routers/7", Assert.Single(PaletteEntries.Find("192.0.2.7 gold", s_pages, fleet)).Href);
        Assert.Equal("/routers/8", Assert.Single(PaletteEntries.Find("south", s_pages, fleet)).Href);
    }

    [Fact]
    public void Find_NoMatch_IsEmpty() => Assert.Empty(PaletteEntries.Find("zebra", s_pages, DualWanPortal.Live.FleetSnapshot.Empty));
}
