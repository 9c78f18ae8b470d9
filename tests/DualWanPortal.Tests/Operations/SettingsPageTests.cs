using System.Net;
using DualWanPortal.Access;
using DualWanPortal.Tests.Access;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Operations;

public sealed class SettingsPageTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_Administrator_ShowsPeopleTokensWatchingAndDiagnostics()
    {
        using var browser = shared.Portal.NewBrowser();
        (await Forms.SignInAsync(browser, TestPortal.AdministratorName, TestPortal.AdministratorPassword, Cancelled)).Dispose();

        var html = await browser.GetStringAsync("/settings", Cancelled);

        Assert.Contains("Role of admin", html, StringComparison.Ordinal);
        Assert.Contains("Make a token", html, StringComparison.Ordinal);
        Assert.Contains("Seconds between two looks at a router", html, StringComparison.Ordinal);
        Assert.Contains("DWP-C002", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Viewer_IsRefusedInWords()
    {
        await shared.Portal.Services.GetRequiredService<People>().CreateAsync("eve", "correct horse battery", Roles.Viewer, Cancelled);
        using var browser = shared.Portal.NewBrowser();
        (await Forms.SignInAsync(browser, "eve", "correct horse battery", Cancelled)).Dispose();

        using var answer = await browser.GetAsync("/settings", Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Your role does not include this page.", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }
}
