using DualWanPortal.EndToEnd.Tests.Browsing;
using DualWanPortal.Tests;
using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests;

[Collection(BrowserGroup.Name)]
public sealed class ConnectionTests(BrowserFixture browser)
{
    [Fact]
    public async Task PortalStops_PagesOpen_StopsAndThePagesSaySo()
    {
        var portal = await TestPortal.StartAsync(TestContext.Current.CancellationToken);
        await using var visitor = await browser.VisitAsync(portal.Address);
        await visitor.SignInAsync(TestPortal.AdministratorName, TestPortal.AdministratorPassword);
        var tab = await visitor.NewTabAsync();
        await tab.GoAsync("/history");

        // Throws when the portal does not stop in time.
        await portal.DisposeAsync();

        foreach (var page in new[] { visitor.Page, tab.Page })
            await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Connection to the portal lost" })).ToBeVisibleAsync();
    }
}
