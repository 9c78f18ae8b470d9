using System.Text.RegularExpressions;
using DualWanPortal.Access;
using DualWanPortal.EndToEnd.Tests.Browsing;
using DualWanPortal.Lab;
using DualWanPortal.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests;

/// <summary>The way of a person who has just started the portal for the first time.</summary>
[Collection(BrowserGroup.Name)]
public sealed class FirstRunTests(BrowserFixture browser)
{
    private const string Name = "ada";
    private const string Password = "a lantern over the pier";
    private const string Site = "pier-7";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstRun_EmptyPortal_EndsWithAWatchedRouter()
    {
        await using var lab = await LabHost.StartAsync(new LabOptions { Scenario = "two-isps", Port = 0 }, TimeProvider.System, Cancelled);
        await using var portal = await TestPortal.StartAsync(Cancelled, people: false);
        await using var visitor = await browser.VisitAsync(portal.Address);

        await MakeAdministratorAsync(visitor, portal.Services.GetRequiredService<SetUpCode>().Text);
        await AddRouterAsync(visitor, lab.Routers[0].Port);
        await SignOutAndInAsync(visitor);
    }

    private static async Task MakeAdministratorAsync(Visitor visitor, string code)
    {
        await visitor.Page.GotoAsync("/");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/first-run$"));
        await FillFirstRunAsync(visitor, "AAAA-BBBB-CCCC");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The set-up code is not right");

        await FillFirstRunAsync(visitor, code);
        await visitor.AliveAsync();
        await Expect(visitor.Heading).ToHaveTextAsync("Fleet");
        await Expect(visitor.Page.GetByText("Nothing is watched yet")).ToBeVisibleAsync();
    }

    private static async Task FillFirstRunAsync(Visitor visitor, string code)
    {
        await visitor.Page.GetByLabel("Set-up code").FillAsync(code);
        await visitor.Page.GetByLabel("Name").FillAsync(Name);
        await visitor.Page.GetByLabel("Password, at least").FillAsync(Password);
        await visitor.Page.GetByLabel("The same password again").FillAsync(Password);
        await visitor.Button("Make the administrator").ClickAsync();
    }

    private static async Task AddRouterAsync(Visitor visitor, int port)
    {
        await visitor.Link("Add a router").ClickAsync();
        await Expect(visitor.Heading).ToHaveTextAsync("Add a router");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(Site);
        await visitor.Page.GetByLabel("Address", new() { Exact = true }).FillAsync("127.0.0.1");
        await visitor.Page.GetByLabel("API port").FillAsync($"{port}");
        await visitor.Page.GetByLabel("User", new() { Exact = true }).FillAsync("admin");
        await visitor.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("wrong");
        await visitor.Button("Test connection").ClickAsync();
        await Expect(visitor.Page.GetByText("The router refused the login")).ToBeVisibleAsync();

        await visitor.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("lab");
        await visitor.Button("Test connection").ClickAsync();
        await Expect(visitor.Page.GetByText("The router answers.")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("2 WANs found")).ToBeVisibleAsync();

        await visitor.Button("Add the router").ClickAsync();
        await Expect(visitor.Heading).ToHaveTextAsync(Site);
        await visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByText("Fleet").ClickAsync();
        await Expect(visitor.Row(Site)).ToContainTextAsync("Working");
    }

    private static async Task SignOutAndInAsync(Visitor visitor)
    {
        await visitor.Link("Sign out").ClickAsync();
        await visitor.Button("Sign out").ClickAsync();
        await visitor.Page.GotoAsync("/history");
        await Expect(visitor.Heading).ToHaveTextAsync("Sign in");

        await FillSignInAsync(visitor, "not the password");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await FillSignInAsync(visitor, Password);
        await Expect(visitor.Heading).ToHaveTextAsync("History");
    }

    private static async Task FillSignInAsync(Visitor visitor, string password)
    {
        await visitor.Page.GetByLabel("Name").FillAsync(Name);
        await visitor.Page.GetByLabel("Password").FillAsync(password);
        await visitor.Button("Sign in").ClickAsync();
    }
}
