using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests.Browsing;

/// <summary>A person at a browser: a page, and what the browser complained about.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    // A page is drawn before its circuit stands, and a click in between is lost. The palette attaches itself when the page is alive.
    private const string MarkWhenAlive =
        """
        document.addEventListener("DOMContentLoaded", () => {
          const palette = window.dwp?.palette;
          if (!palette) return;
          const attach = palette.attach;
          palette.attach = (...all) => { attach(...all); document.documentElement.dataset.alive = "yes"; };
        });
        """;

    private readonly IBrowserContext _context;

    private Visitor(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Errors on the console and exceptions of scripts.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<Visitor> EnterAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(MarkWhenAlive);
        return await OpenAsync(context);
    }

    /// <summary>Another tab of the same person.</summary>
    public Task<Visitor> NewTabAsync() => OpenAsync(_context);

    /// <summary>Opens a page of the portal and waits until it answers to clicks.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await AliveAsync();
    }

    public Task AliveAsync() => Expect(Page.Locator("html[data-alive]")).ToHaveCountAsync(1);

    /// <summary>Signs in on the page that asks for it and arrives at the fleet.</summary>
    public async Task SignInAsync(string name, string password)
    {
        await Page.GotoAsync("/login");
        await Page.GetByLabel("Name").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await AliveAsync();
        await Expect(Heading).ToHaveTextAsync("Fleet");
    }

    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>The row of a router on the fleet page.</summary>
    public ILocator Row(string router) => Page.GetByRole(AriaRole.List, new() { Name = "Routers, worst first" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = router });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public Task<string> StateAsync() => _context.StorageStateAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static async Task<Visitor> OpenAsync(IBrowserContext context)
    {
        var visitor = new Visitor(context, await context.NewPageAsync());
        visitor.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                visitor.Complaints.Enqueue($"{visitor.Page.Url}: {message.Text}");
        };
        visitor.Page.PageError += (_, error) => visitor.Complaints.Enqueue($"{visitor.Page.Url}: {error}");
        return visitor;
    }
}
