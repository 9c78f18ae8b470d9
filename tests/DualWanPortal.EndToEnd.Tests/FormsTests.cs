using System.Text.RegularExpressions;
using DualWanPortal.Access;
using DualWanPortal.Configs;
using DualWanPortal.EndToEnd.Tests.Browsing;
using DualWanPortal.EndToEnd.Tests.Portals;
using DualWanPortal.Plans;
using DualWanPortal.Plans.Approval;
using DualWanPortal.Polling;
using DualWanPortal.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests;

/// <summary>What is only there once somebody has opened it: forms, and two versions of a configuration side by side. Everything by the keyboard.</summary>
[Collection(BrowserGroup.Name)]
public sealed class FormsTests(BrowserFixture browser, FormsTests.ChangedPortal changed) : IClassFixture<FormsTests.ChangedPortal>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Password_ChangedByKeyboard_OpensTheDoorAfterwards()
    {
        const string chosen = "a longer horse battery";
        await using var portal = await TestPortal.StartAsync(Now);
        await using var visitor = await browser.VisitAsync(portal.Address);
        await visitor.SignInAsync(TestPortal.AdministratorName, TestPortal.AdministratorPassword);

        await visitor.Page.GotoAsync("/account/password");
        await PageCheck.LookAsync(visitor.Page);
        await Expect(visitor.Page.GetByLabel("Present password", new() { Exact = true })).ToBeFocusedAsync();
        await TypeAsync(visitor.Page, TestPortal.AdministratorPassword, chosen, "another horse battery");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not typed the same twice");
        await PageCheck.LookAsync(visitor.Page);
        // The refusal itself is a page with 400, which the browser notes.
        Assert.All(visitor.Complaints, complaint => Assert.Contains("400", complaint, StringComparison.Ordinal));

        await TypeAsync(visitor.Page, TestPortal.AdministratorPassword, chosen, chosen);
        await visitor.AliveAsync();
        await Expect(visitor.Heading).ToHaveTextAsync("Fleet");
        await using var again = await browser.VisitAsync(portal.Address);
        await again.SignInAsync(TestPortal.AdministratorName, chosen);
    }

    [Fact]
    public async Task PolicyForm_ByKeyboard_OpensInSightTellsWhatIsWrongAndIsSaved()
    {
        await using var visitor = await changed.Demo.EnterAsync(browser);
        await visitor.Page.SetViewportSizeAsync(390, 844);
        await visitor.GoAsync("/policies");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).Last.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        var heading = visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "New policy" });
        await Expect(heading).ToBeFocusedAsync();
        await Expect(heading).ToBeInViewportAsync();
        await PageCheck.LookAsync(visitor.Page);
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".notice.error")).ToContainTextAsync("needs 1 to 60 characters");
        await Expect(heading).ToBeFocusedAsync();
        await PageCheck.LookAsync(visitor.Page);

        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("by-keyboard");
        await PressAsync(visitor.Button("Show as YAML"));
        await Expect(visitor.Page.GetByLabel("The policy as YAML")).ToHaveValueAsync(new Regex("name: by-keyboard"));
        await PageCheck.LookAsync(visitor.Page);
        await PressAsync(visitor.Button("Save"));
        await Expect(heading).ToHaveCountAsync(0);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "by-keyboard" })).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task HoldForm_UntilATime_IsOpenedByKeyboardAndPreviewed()
    {
        await using var visitor = await changed.Demo.EnterAsync(browser);
        await visitor.GoAsync($"/routers/{changed.Demo.Router(DemoPortal.FibreLte).Id}");
        var howLong = visitor.Page.GetByLabel("How long");
        await howLong.FocusAsync();
        await visitor.Page.Keyboard.TypeAsync("until a");
        await visitor.Page.Keyboard.PressAsync("Tab");

        await Expect(visitor.Page.GetByLabel("Until, your time")).ToBeVisibleAsync();
        await PageCheck.LookAsync(visitor.Page);
        await PressAsync(visitor.Button("Preview the hold"));
        await Expect(visitor.Heading).ToContainTextAsync("Plan ");
        await PageCheck.LookAsync(visitor.Page);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Configurations_ComparedByKeyboard_StandSideBySide()
    {
        await using var visitor = await changed.Demo.EnterAsync(browser);
        await visitor.GoAsync($"/routers/{changed.Demo.Router(DemoPortal.Mistaken).Id}?tab=config");
        await PressAsync(visitor.Link("with the one before").First);

        var differences = visitor.Page.GetByRole(AriaRole.Table, new() { Name = "Differences, older beside newer" });
        await Expect(differences.Locator(".added").First).ToBeVisibleAsync();
        await Expect(differences.Locator(".diff-row").First.Locator(".diff-cell")).ToHaveCountAsync(2);
        await PageCheck.LookAsync(visitor.Page);
        Assert.Empty(visitor.Complaints);
    }

    private static async Task PressAsync(ILocator control)
    {
        await control.FocusAsync();
        await control.PressAsync("Enter");
    }

    /// <summary>Into the field that has the focus and those that follow.</summary>
    private static async Task TypeAsync(IPage page, params string[] texts)
    {
        foreach (var text in texts[..^1])
        {
            await page.Keyboard.TypeAsync(text);
            await page.Keyboard.PressAsync("Tab");
        }
        await page.Keyboard.TypeAsync(texts[^1]);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>A demo whose mistaken site was mended by a plan: there are two versions of its configuration.</summary>
    public sealed class ChangedPortal : IAsyncLifetime
    {
        public DemoPortal Demo { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Demo.InitializeAsync();
            var (services, router) = (Demo.Portal.Services, Demo.Router(DemoPortal.Mistaken).Id);
            var polling = services.GetRequiredService<PollSettingsStore>().Current;
            Assert.Empty(await services.GetRequiredService<PollSchedule>().ChangeSettingsAsync(polling with { ConfigSettle = TimeSpan.FromSeconds(1) }, CancellationToken.None));
            var plan = Assert.IsType<PlanAnswer.Ok>(await services.GetRequiredService<PlanProposals>().MakeAsync(router, "distance", "demo", CancellationToken.None)).Plan.Id;
            Assert.IsType<PlanAnswer.Ok>(await services.GetRequiredService<PlanApproval>().ApplyAsync(plan, new Caller("demo", "demo"), new ApplyWish(), CancellationToken.None));
            var history = services.GetRequiredService<ConfigHistory>();
            await DemoPortal.UntilAsync(async () => (await history.ListAsync(router, null, 10, CancellationToken.None)).Length > 1, "the change is a second version");
        }

        public ValueTask DisposeAsync() => Demo.DisposeAsync();
    }
}
