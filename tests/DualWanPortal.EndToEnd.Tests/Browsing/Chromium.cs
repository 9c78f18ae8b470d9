using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests.Browsing;

/// <summary>The Chromium that this machine has, without a window. Nothing is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>Environment variable with the path of the browser.</summary>
    public const string Variable = "DWP_CHROMIUM";

    private const string UsualPath = "/usr/bin/chromium";

    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _driver;

    private Chromium(IPlaywright driver, IBrowser browser) => (_driver, Browser) = (driver, browser);

    public static string Missing => $"There is no Chromium at {Wanted}. Install it (Debian: apt-get install chromium) or name one in {Variable}.";

    public IBrowser Browser { get; }

    private static string Wanted => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : UsualPath;

    /// <returns>Null where the machine has no browser; <see cref="Missing"/> says so in words.</returns>
    public static async Task<Chromium?> StartAsync()
    {
        if (!File.Exists(Wanted))
            return null;
        var driver = await Playwright.CreateAsync();
        try
        {
            var browser = await driver.Chromium.LaunchAsync(new() { ExecutablePath = Wanted, Args = s_arguments, Timeout = 60_000 });
            return new Chromium(driver, browser);
        }
        catch
        {
            driver.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _driver.Dispose();
    }
}
