using AngleSharp.Dom;
using Bunit;
using DualWanPortal.Access;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans;
using DualWanPortal.Plans.Approval;
using DualWanPortal.Plans.Waves;
using DualWanPortal.Routers;
using DualWanPortal.Sites;
using DualWanPortal.Storage;
using DualWanPortal.Tests.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Plans.Waves;

/// <summary>What is shown of who may change what and when, used as a person does.</summary>
public sealed class ChangesPagesTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task SiteRule_Edited_IsToldWhatIsWrongAndThenShown()
    {
        await RouterAsync("depot-1", "Depot");
        await using var page = Page();
        var card = page.Render<SiteRulesCard>();
        await card.WaitForAssertionAsync(() => Button(card, "Edit what Depot demands").Click());
        card.Find("form input[type=checkbox]").Change(true);
        card.Find("#site-zone").Change("Europe/Berlin");
        card.Find("#site-windows").Change("sometimes");
        await card.Find("form").SubmitAsync();
        Assert.Contains("Write them like 22:00-05:00", card.Find(".validation-message").TextContent, StringComparison.Ordinal);
        card.Find("#site-windows").Change("Mon-Fri 22:00-05:00\nSat 00:00-24:00");
        await card.Find("form").SubmitAsync();
        await card.WaitForAssertionAsync(() => Assert.Empty(card.FindAll("form")));
        var row = card.FindAll("tbody tr").Single(row => row.TextContent.Contains("Depot", StringComparison.Ordinal)).TextContent;
        Assert.Contains("needed", row, StringComparison.Ordinal);
        Assert.Contains("Mon-Fri 22:00-05:00; Sat 00:00-24:00", row, StringComparison.Ordinal);
        Assert.Contains("Europe/Berlin", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna", false)]
    [InlineData("ANNA", false)]
    [InlineData("bert", true)]
    public async Task Waiting_ForASecondPerson_OffersToApproveToOthersOnly(string asked, bool offered)
    {
        await using var page = Page();
        var waiting = page.Render<PlanWaiting>(set => set.Add(part => part.PlanId, 1).Add(part => part.State, PlanStates.WaitingForApproval)
            .Add(part => part.Request, new PlanRequestRecord { PlanId = 1, AskedBy = asked, AskedPerson = asked, ExpiresAt = Snapshots.Noon.AddHours(20) }));
        await waiting.WaitForAssertionAsync(() => Assert.Equal(offered, waiting.FindAll("button").Any(button => button.TextContent == "Approve, to be applied")));
        Assert.Equal(offered, waiting.FindAll("#refuse-reason").Count == 1);
        Assert.Contains("Withdraw the plan", waiting.Markup, StringComparison.Ordinal);
        if (!offered)
            return;
        Assert.True(Button(waiting, "Refuse the plan").HasAttribute("disabled"));
        waiting.Find("#refuse-reason").Input("Not tonight");
        Assert.False(Button(waiting, "Refuse the plan").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Rollout_WhoseRoutersAllRefuse_ListsThemAndOffersNoStart()
    {
        var id = await RouterAsync("depot-2", "Depot");
        var book = shared.Portal.Services.GetRequiredService<RolloutBook>();
        var made = Assert.IsType<RolloutAnswer.Ok>(await book.MakeAsync(new RolloutWish(BuiltInPolicies.Named("distance")!, [id]), new Caller("anna", "anna"), Stop));
        while ((await book.FindAsync(made.Id, Stop))!.Row.State != RolloutStates.Ready)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        await using var page = Page();
        var rollout = page.Render<RolloutPage>(set => set.Add(part => part.Id, made.Id));
        await rollout.WaitForAssertionAsync(() => Assert.Contains("depot-2", rollout.Find("section[aria-labelledby=left-out]").TextContent, StringComparison.Ordinal));
        Assert.Contains("left out", rollout.Find("section[aria-labelledby=left-out]").TextContent, StringComparison.Ordinal);
        Assert.True(Button(rollout, "Start with the first wave").HasAttribute("disabled"));
        Button(rollout, "Cancel the rollout").Click();
        await rollout.WaitForAssertionAsync(() => Assert.Contains("Cancelled by anna.", rollout.Markup, StringComparison.Ordinal));
    }

    private PageContext Page()
    {
        var page = new PageContext();
        var services = shared.Portal.Services;
        page.Services.AddSingleton(services.GetRequiredService<SiteRuleBook>());
        page.Services.AddSingleton(services.GetRequiredService<PlanApproval>());
        page.Services.AddSingleton(services.GetRequiredService<RolloutBook>());
        return page;
    }

    /// <summary>A router that does not answer.</summary>
    private async Task<int> RouterAsync(string name, string site) => Assert.IsType<InventoryResult.Saved>(await shared.Portal.Services.GetRequiredService<Inventory>()
        .AddAsync(new RouterInput { Name = name, Address = "127.0.0.1", Port = 1, User = "admin", Password = "lab", Site = site }, Stop)).Router.Id;

    private static IElement Button<T>(IRenderedComponent<T> page, string text) where T : Microsoft.AspNetCore.Components.IComponent =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text || button.GetAttribute("aria-label") == text);
}
