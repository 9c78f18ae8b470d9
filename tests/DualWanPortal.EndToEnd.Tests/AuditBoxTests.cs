using DualWanPortal.EndToEnd.Tests.Browsing;
using DualWanPortal.EndToEnd.Tests.Portals;
using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests;

/// <summary>A stranger with an export: pastes it, sees what is wrong and on which lines, reads why, and comes back.</summary>
[Collection(BrowserGroup.Name)]
public sealed class AuditBoxTests(BrowserFixture browser, DemoPortal demo) : IClassFixture<DemoPortal>
{
    private const string TwoEqual = "# 2024-02-17 11:04:56 by RouterOS 7.18.2\n/ip dhcp-client\nadd interface=ether1\nadd interface=ether2\n";

    [Fact]
    public async Task Export_Pasted_ShowsFindingsWithLinesAndTheHelpOfTheRule()
    {
        await using var visitor = await demo.EnterAsync(browser);
        await visitor.GoAsync("/audit");
        await visitor.Page.GetByLabel("Text of an export").FillAsync(TwoEqual);
        await visitor.Button("Judge it").ClickAsync();

        var finding = visitor.Page.Locator("article.finding").Filter(new() { HasText = "def-equal" });
        await Expect(finding).ToHaveCountAsync(1);
        await Expect(finding).ToContainTextAsync("Critical");
        await Expect(finding).ToContainTextAsync("line 3");
        await finding.GetByRole(AriaRole.Link, new() { Name = "Why def-equal matters" }).ClickAsync();
        await Expect(visitor.Page.GetByText("Why it matters.")).ToBeVisibleAsync();

        await visitor.Link("Audit").First.ClickAsync();
        await Expect(visitor.Heading).ToHaveTextAsync("Audit");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task RouterOfTheInventory_Chosen_IsJudgedOnTheSpot()
    {
        await using var visitor = await demo.EnterAsync(browser);
        await visitor.GoAsync("/audit");
        await visitor.Page.GetByLabel("Or a router of the inventory, as it was read last").SelectOptionAsync(DemoPortal.Mistaken);

        await Expect(visitor.Page.Locator("article.finding").Filter(new() { HasText = "nat-wan-missing" }).First).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }
}
