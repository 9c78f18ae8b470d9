using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DualWanPortal.Alerts.Webhook;
using DualWanPortal.EndToEnd.Tests.Browsing;
using DualWanPortal.EndToEnd.Tests.Portals;
using DualWanPortal.Tests.Alerts;
using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests;

/// <summary>What the demo promises to a newcomer: a cable is cut, the portal sees it, says why, tells, and remembers; a plan mends what was wrong.</summary>
[Collection(BrowserGroup.Name)]
public sealed class DemoDayTests(BrowserFixture browser, DemoPortal demo) : IClassFixture<DemoPortal>
{
    private const string Cut = "Cut the cable: ether1 of " + DemoPortal.FibreLte;
    private const string Mend = "Mend ether1 of " + DemoPortal.FibreLte;

    // What the distance policy mends; other rules may find more.
    private static readonly string[] s_cured = ["nat-wan-missing", "list-wan-missing", "def-equal"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CableOfThePrimary_CutAndMended_IsSeenLiveToldAndRemembered()
    {
        await using var receiver = await Receiver.StartAsync(Cancelled);
        await using var visitor = await demo.EnterAsync(browser);
        await Expect(visitor.Page.GetByRole(AriaRole.List, new() { Name = "Routers, worst first" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        var secret = await AddWebhookAsync(visitor, receiver);

        var fleet = await visitor.NewTabAsync();
        await fleet.GoAsync("/");
        await fleet.Page.EvaluateAsync("() => { window.openedOnce = true; }");
        await Expect(fleet.Row(DemoPortal.FibreLte)).ToContainTextAsync("Working");

        await visitor.GoAsync("/lab");
        await visitor.Button(Cut).ClickAsync();
        await Expect(fleet.Row(DemoPortal.FibreLte)).ToContainTextAsync("On backup");
        await Expect(fleet.Row(DemoPortal.FibreLte).Locator(".fleet-why")).ToContainTextAsync("ether1");
        var failover = await HistoryRowAsync(fleet, "Failover");
        VerifyFailover(await MessageAsync(receiver, "failover"), secret, failover);

        await fleet.GoAsync("/");
        await fleet.Page.EvaluateAsync("() => { window.openedOnce = true; }");
        await visitor.Button(Mend).ClickAsync();
        await Expect(fleet.Row(DemoPortal.FibreLte)).ToContainTextAsync("Working");
        Assert.True(await fleet.Page.EvaluateAsync<bool>("() => window.openedOnce === true"), "The page was loaded anew instead of being told.");
        await HistoryRowAsync(fleet, "Failback");
        Assert.Empty(visitor.Complaints.Concat(fleet.Complaints));
    }

    [Fact]
    public async Task SiteWithMistakes_PlanAppliedAndUndone_FindingsGoAndComeBack()
    {
        await using var visitor = await demo.EnterAsync(browser);
        var router = $"/routers/{demo.Router(DemoPortal.Mistaken).Id}";
        await visitor.GoAsync($"{router}?tab=findings");
        foreach (var rule in s_cured)
            await Expect(visitor.Page.GetByText(rule, new() { Exact = true })).ToHaveCountAsync(1);

        await visitor.GoAsync($"{router}?tab=plans");
        await visitor.Page.GetByLabel("Policy").SelectOptionAsync("distance");
        await visitor.Button("Preview the plan").ClickAsync();
        await Expect(visitor.Heading).ToContainTextAsync($"distance on {DemoPortal.Mistaken}");
        // The router translates what leaves by its list WAN, and the backup is not on it.
        await Expect(visitor.Page.GetByText("/interface list member add list=WAN interface=ether2 comment=dwp:WAN-ether2", new() { Exact = true }).First).ToBeVisibleAsync();
        await visitor.Button("Apply to the router").ClickAsync();
        await Expect(visitor.Page.GetByText("confirmed", new() { Exact = true })).ToBeVisibleAsync();
        var plan = visitor.Page.Url;

        await visitor.GoAsync($"{router}?tab=findings");
        foreach (var rule in s_cured)
            await Expect(visitor.Page.GetByText(rule, new() { Exact = true })).ToHaveCountAsync(0);
        await visitor.GoAsync(new Uri(plan).AbsolutePath);
        await visitor.Button("Undo this plan").ClickAsync();
        await Expect(visitor.Page.GetByText("undone", new() { Exact = true })).ToBeVisibleAsync();
        await visitor.GoAsync($"{router}?tab=findings");
        foreach (var rule in s_cured)
            await Expect(visitor.Page.GetByText(rule, new() { Exact = true })).ToHaveCountAsync(1);
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>Adds the receiver on the page and sends a test; returns the secret that the page showed.</summary>
    private static async Task<string> AddWebhookAsync(Visitor visitor, Receiver receiver)
    {
        await visitor.GoAsync("/alerts");
        await visitor.Page.GetByLabel("Name").FillAsync("Receiver of the test");
        await visitor.Page.GetByLabel("Address").FillAsync(receiver.Url);
        await visitor.Button("Add the webhook").ClickAsync();
        var secret = await visitor.Page.GetByText(new Regex("^whsec_")).InnerTextAsync();

        await visitor.Button("Send test").ClickAsync();
        await Expect(visitor.Page.GetByText(new Regex("^Test: "))).ToBeVisibleAsync();
        var (headers, body) = await MessageAsync(receiver, "test");
        VerifySignature(headers, body, secret);
        return secret;
    }

    /// <summary>Finds the newest event of that kind at the site, opens it, and returns its id.</summary>
    private static async Task<string> HistoryRowAsync(Visitor visitor, string kind)
    {
        await visitor.GoAsync("/history");
        var row = visitor.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = DemoPortal.FibreLte }).Filter(new() { Has = visitor.Link(kind) }).First;
        await Expect(row.GetByRole(AriaRole.Cell).Last).Not.ToBeEmptyAsync();
        await row.GetByRole(AriaRole.Link, new() { Name = kind }).ClickAsync();
        await Expect(visitor.Page.GetByText("written down")).ToBeVisibleAsync();
        return Regex.Match(visitor.Page.Url, "event=([0-9]+)").Groups[1].Value;
    }

    private static async Task<(IReadOnlyDictionary<string, string> Headers, string Body)> MessageAsync(Receiver receiver, string type)
    {
        bool IsWanted((IReadOnlyDictionary<string, string> Headers, string Body) message) =>
            JsonDocument.Parse(message.Body).RootElement.GetProperty("type").GetString() == type;

        await DemoPortal.UntilAsync(() => receiver.Received.Any(IsWanted), $"the webhook {type} arrived");
        return receiver.Received.First(IsWanted);
    }

    private static void VerifyFailover((IReadOnlyDictionary<string, string> Headers, string Body) message, string secret, string eventId)
    {
        VerifySignature(message.Headers, message.Body, secret);
        using var body = JsonDocument.Parse(message.Body);
        var data = body.RootElement.GetProperty("data");
        Assert.Equal(eventId, data.GetProperty("eventId").GetInt64().ToString(CultureInfo.InvariantCulture));
        Assert.Equal(DemoPortal.FibreLte, data.GetProperty("router").GetString());
        Assert.NotEmpty(data.GetProperty("cause").GetString()!);
    }

    private static void VerifySignature(IReadOnlyDictionary<string, string> headers, string body, string secret)
    {
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(headers[WebhookSignature.TimestampHeader], CultureInfo.InvariantCulture));
        Assert.Equal(WebhookSignature.Sign(secret, headers[WebhookSignature.IdHeader], sent, Encoding.UTF8.GetBytes(body)), headers[WebhookSignature.SignatureHeader]);
    }
}
