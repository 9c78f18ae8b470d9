using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests.Browsing;

/// <summary>One browser for all tests; each visitor has cookies of his own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const float PatienceMs = 20_000;

    private Chromium? _chromium;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(PatienceMs);
        _chromium = await Chromium.StartAsync();
    }

    /// <summary>Skips the test, with the reason, where there is no browser.</summary>
    /// <param name="site">Address of the portal.</param>
    /// <param name="state">Cookies of a visitor who has signed in; null for a stranger.</param>
    internal async Task<Visitor> VisitAsync(Uri site, string? state = null)
    {
        Assert.SkipWhen(_chromium is null, Chromium.Missing);
        var context = await _chromium.Browser.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ColorScheme = ColorScheme.Light,
            StorageState = state,
            ViewportSize = new() { Width = 1280, Height = 900 },
        });
        context.SetDefaultTimeout(PatienceMs);
        return await Visitor.EnterAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is { } chromium)
            await chromium.DisposeAsync();
    }
}

/// <summary>Browser tests run one after the other: two browsers' worth of pages would slow each other past any deadline on a small machine.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserGroup : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
