using System.Text.RegularExpressions;
using DualWanPortal.EndToEnd.Tests.Browsing;
using DualWanPortal.EndToEnd.Tests.Portals;
using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests;

[Collection(BrowserGroup.Name)]
public sealed class KeyboardTests(BrowserFixture browser, DemoPortal demo) : IClassFixture<DemoPortal>
{
    // The outline or the shadow that shows where the keyboard is, and a name to tell of when there is none.
    private const string FocusShown =
        """
        () => {
          const at = document.activeElement;
          const style = getComputedStyle(at);
          const shown = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
          const name = at === document.body ? "BODY" : at.textContent.trim() || at.getAttribute("aria-label") || at.outerHTML;
          return [name.slice(0, 60), shown ? "shown" : "hidden"];
        }
        """;

    [Fact]
    public async Task Palette_RouterNameTyped_EnterOpensTheRouter()
    {
        await using var visitor = await demo.EnterAsync(browser);
        await visitor.GoAsync("/history");

        await visitor.Page.Keyboard.PressAsync("Control+k");
        await Expect(visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search" })).ToBeFocusedAsync();
        // Without a pause between the letters, as fast typists do.
        await visitor.Page.Keyboard.TypeAsync("harbour");
        await Expect(visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search" })).ToHaveValueAsync("harbour");
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Heading).ToHaveTextAsync(DemoPortal.FibreLte);
        await Expect(visitor.Page).ToHaveURLAsync(new Regex($"/routers/{demo.Router(DemoPortal.FibreLte).Id}$"));
    }

    [Fact]
    public async Task Palette_Escape_GivesThePageBack()
    {
        await using var visitor = await demo.EnterAsync(browser);
        await visitor.GoAsync("/");

        await visitor.Page.Keyboard.PressAsync("Control+k");
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(visitor.Heading).ToHaveTextAsync("Fleet");
    }

    [Fact]
    public async Task FleetFilter_TypedFast_KeepsEveryLetterAndIsCleared()
    {
        await using var visitor = await demo.EnterAsync(browser);
        await visitor.GoAsync("/");
        var filter = visitor.Page.GetByRole(AriaRole.Searchbox);

        await filter.PressSequentiallyAsync("dhcp pppoe");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("q=dhcp(%20|\\+)pppoe$"));
        await Expect(filter).ToHaveValueAsync("dhcp pppoe");
        await visitor.Link("Clear").ClickAsync();

        await Expect(filter).ToHaveValueAsync("");
        await Expect(visitor.Row(DemoPortal.FibreLte)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Tab_FromTheTop_SkipLinkFirstAndFocusAlwaysShown()
    {
        await using var visitor = await demo.EnterAsync(browser);
        await visitor.GoAsync("/");

        var way = await TabThroughAsync(visitor);

        Assert.Equal("Skip to the content", way[0].Name);
        Assert.True(way.Count > 10, string.Join(", ", way));
        Assert.Empty(way.Where(stop => !stop.Shown).Select(stop => stop.Name));
    }

    /// <summary>Every stop of the Tab key, from the top of the page to its end.</summary>
    private static async Task<List<(string Name, bool Shown)>> TabThroughAsync(Visitor visitor)
    {
        // As a person who has just come to the page: where the portal put the focus is not where the browser starts.
        await visitor.Page.Locator("body").EvaluateAsync("body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); }");
        var way = new List<(string, bool)>();
        while (way.Count < 100)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            var at = await visitor.Page.EvaluateAsync<string[]>(FocusShown);
            if (at[0] == "BODY")
                break;
            way.Add((at[0], at[1] == "shown"));
        }
        return way;
    }
}
