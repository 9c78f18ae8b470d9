using DualWanPortal.Access;
using DualWanPortal.EndToEnd.Tests.Browsing;
using DualWanPortal.EndToEnd.Tests.Portals;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Plans;
using DualWanPortal.Plans.Approval;
using DualWanPortal.Plans.Hold;
using DualWanPortal.Plans.Waves;
using DualWanPortal.Sites;
using DualWanPortal.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests;

/// <summary>Every page, wide and narrow, light and dark. With <c>DWP_SCREENSHOTS</c> naming a folder, its pictures are kept there.</summary>
[Collection(BrowserGroup.Name)]
public sealed class PagesTests(BrowserFixture browser, PagesTests.LivedInPortal lived) : IClassFixture<PagesTests.LivedInPortal>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "fleet", "/" },
        { "fleet-map", "/?view=map" },
        { "router", "/routers/{router}" },
        { "router-routes", "/routers/{router}?tab=routes" },
        { "router-findings", "/routers/{router}?tab=findings" },
        { "router-what-if", "/routers/{router}?tab=what-if" },
        { "router-check", "/routers/{router}?tab=check" },
        { "router-plans", "/routers/{router}?tab=plans" },
        { "router-sheet", "/routers/{router}?tab=sheet" },
        { "router-configuration", "/routers/{router}?tab=config" },
        { "router-events", "/routers/{router}?tab=events" },
        { "router-edit", "/routers/{router}?tab=edit" },
        { "router-on-backup", "/routers/{backup}" },
        { "router-gone", "/routers/99999" },
        { "add-router", "/routers/add" },
        { "history", "/history?span=hour" },
        { "policies", "/policies" },
        { "plan", "/plans/{plan}" },
        { "plan-waits", "/plans/{waits}" },
        { "hold", "/plans/{hold}" },
        { "changes", "/changes" },
        { "new-rollout", "/waves/new" },
        { "rollout", "/waves/{rollout}" },
        { "rollout-gone", "/waves/99999" },
        { "plan-gone", "/plans/99999" },
        { "audit", "/audit" },
        { "audit-score", "/audit/score" },
        { "audit-by-router", "/audit?by=router" },
        { "audit-rule", "/audit/rules/nat-wan-missing" },
        { "what-if", "/what-if?router={backup}" },
        { "alerts", "/alerts" },
        { "lab", "/lab" },
        { "settings", "/settings" },
        { "nowhere", "/not-found" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_AtEveryWidthAndTheme_IsSoundAndDoesNotScrollSideways(string name, string path)
    {
        await using var visitor = await lived.Demo.EnterAsync(browser);
        await visitor.GoAsync(lived.Fill(path));
        await Expect(visitor.Heading).ToHaveCountAsync(1);
        await PageCheck.LookAsync(visitor.Page, name);
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData("login", "/login", "Sign in")]
    [InlineData("logout", "/logout", "Sign in")]
    public async Task DoorPage_AtEveryWidthAndTheme_IsSound(string name, string path, string heading)
    {
        await using var visitor = await browser.VisitAsync(lived.Demo.Portal.Address);
        await visitor.Page.GotoAsync(path);
        await Expect(visitor.Heading).ToHaveTextAsync(heading);
        await PageCheck.LookAsync(visitor.Page, name);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task FirstRunPage_AtEveryWidthAndTheme_IsSound()
    {
        await using var portal = await TestPortal.StartAsync(TestContext.Current.CancellationToken, people: false);
        await using var visitor = await browser.VisitAsync(portal.Address);
        await visitor.Page.GotoAsync("/");
        await PageCheck.LookAsync(visitor.Page, "first-run");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task EmptyFleet_AtEveryWidthAndTheme_IsSound()
    {
        await using var portal = await TestPortal.StartAsync(TestContext.Current.CancellationToken);
        await using var visitor = await browser.VisitAsync(portal.Address);
        await visitor.SignInAsync(TestPortal.AdministratorName, TestPortal.AdministratorPassword);
        foreach (var (name, path) in new[] { ("empty-fleet", "/"), ("empty-history", "/history"), ("empty-alerts", "/alerts"), ("empty-policies", "/policies"), ("empty-audit", "/audit"), ("empty-lab", "/lab") })
        {
            await visitor.GoAsync(path);
            await PageCheck.LookAsync(visitor.Page, name);
        }
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task WhatIf_CellByKeyboard_OpensItsTraceAndEscapeLeadsBack()
    {
        await using var visitor = await lived.Demo.EnterAsync(browser);
        await visitor.GoAsync(lived.Fill("/what-if?router={backup}"));
        var cell = visitor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Primary: cable out, Internet") });
        await cell.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("cable-out");
        await Expect(dialog.Locator(".trace").First).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(cell).ToBeFocusedAsync();
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>A demo in which something has happened: one site runs on its backup, the mistaken one has a plan.</summary>
    public sealed class LivedInPortal : IAsyncLifetime
    {
        private int _hold;
        private int _plan;
        private int _rollout;
        private int _waits;

        public DemoPortal Demo { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Demo.InitializeAsync();
            await Demo.Practice.ApplyFaultAsync(DemoPortal.FibreLte, "ether1", "cable-out", CancellationToken.None);
            await DemoPortal.UntilAsync(() => Demo.Router(DemoPortal.FibreLte).Verdict.State == RouterState.OnBackup, "the harbour runs on its backup");
            var proposals = Demo.Portal.Services.GetRequiredService<PlanProposals>();
            _plan = Assert.IsType<PlanAnswer.Ok>(await proposals.MakeAsync(Demo.Router(DemoPortal.Mistaken).Id, "distance", "demo", CancellationToken.None)).Plan.Id;
            await GovernAsync(CancellationToken.None);
        }

        internal string Fill(string path) => path
            .Replace("{router}", $"{Demo.Router(DemoPortal.Mistaken).Id}", StringComparison.Ordinal)
            .Replace("{backup}", $"{Demo.Router(DemoPortal.FibreLte).Id}", StringComparison.Ordinal)
            .Replace("{hold}", $"{_hold}", StringComparison.Ordinal)
            .Replace("{rollout}", $"{_rollout}", StringComparison.Ordinal)
            .Replace("{waits}", $"{_waits}", StringComparison.Ordinal)
            .Replace("{plan}", $"{_plan}", StringComparison.Ordinal);

        public ValueTask DisposeAsync() => Demo.DisposeAsync();

        /// <summary>A site that demands something, a plan that waits for it, a hold that was previewed, and a rollout over all routers.</summary>
        private async Task GovernAsync(CancellationToken cancellationToken)
        {
            var services = Demo.Portal.Services;
            var (mistaken, anna) = (Demo.Router(DemoPortal.Mistaken), new Caller("anna", "anna"));
            Assert.Empty(await services.GetRequiredService<SiteRuleBook>().SaveAsync(new SiteRule(mistaken.Site, true, false, "Europe/Berlin", ["Mon-Fri 22:00-05:00", "Sat,Sun 00:00-24:00"]), "demo", cancellationToken));
            _waits = Assert.IsType<PlanAnswer.Ok>(await services.GetRequiredService<PlanProposals>().MakeAsync(mistaken.Id, "distance", "anna", cancellationToken)).Plan.Id;
            Assert.IsType<PlanAnswer.Ok>(await services.GetRequiredService<PlanApproval>().ApplyAsync(_waits, anna, new ApplyWish(), cancellationToken));
            var backup = Demo.Router(DemoPortal.FibreLte);
            var other = backup.Verdict.Wans.First(wan => wan.Link.Role == WanRole.Backup).Link.Interface;
            _hold = Assert.IsType<PlanAnswer.Ok>(await services.GetRequiredService<HoldBook>().HoldAsync(backup.Id, other, services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(6), "demo", cancellationToken)).Plan.Id;
            var wish = new RolloutWish(BuiltInPolicies.Named("distance")!, [.. Demo.Portal.Services.GetRequiredService<LiveState>().Current.Routers.Keys.Order()]) { PerWave = 1 };
            _rollout = Assert.IsType<RolloutAnswer.Ok>(await services.GetRequiredService<RolloutBook>().MakeAsync(wish, anna, cancellationToken)).Id;
        }
    }
}
