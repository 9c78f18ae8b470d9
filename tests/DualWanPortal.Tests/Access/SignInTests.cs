using System.Net;
using DualWanPortal.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DualWanPortal.Tests.Access;

public sealed class SignInTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_RightPassword_SetsAGuardedCookieThatOpensTheApi()
    {
        var portal = shared.Portal;
        using var browser = portal.NewBrowser();

        using var answer = await Forms.SignInAsync(browser, TestPortal.AdministratorName, TestPortal.AdministratorPassword, Cancelled);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.ToString());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("dwp.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        using var people = await browser.GetAsync("/api/v1/people", Cancelled);
        Assert.Equal(HttpStatusCode.OK, people.StatusCode);
    }

    [Theory]
    [InlineData("admin", "wrong password")]
    [InlineData("nobody", TestPortal.AdministratorPassword)]
    [InlineData("admin", "")]
    public async Task Login_WrongNameOrPassword_SaysTheSameAndGivesNoCookie(string name, string password)
    {
        var portal = shared.Portal;
        using var browser = portal.NewBrowser();

        using var answer = await Forms.SignInAsync(browser, name, password, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The name or the password is not right.", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        using var people = await browser.GetAsync("/api/v1/people", Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, people.StatusCode);
    }

    [Fact]
    public async Task Login_WithoutAntiforgeryToken_IsRefused()
    {
        var portal = shared.Portal;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["name"] = TestPortal.AdministratorName,
            ["password"] = TestPortal.AdministratorPassword,
        });

        using var answer = await portal.NewBrowser().PostAsync("/login", form, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Login_FiveWrongPasswords_LocksTheNameEvenForTheRightOne()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        using var browser = portal.NewBrowser();
        for (var attempt = 0; attempt < 5; attempt++)
            (await Forms.SignInAsync(browser, TestPortal.AdministratorName, "wrong password", Cancelled)).Dispose();

        using var answer = await Forms.SignInAsync(browser, TestPortal.AdministratorName, TestPortal.AdministratorPassword, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Too many wrong passwords", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_TooManyAttemptsOfOneAddress_IsHeldBack()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        using var browser = portal.NewBrowser();
        var last = HttpStatusCode.OK;
        for (var attempt = 0; attempt < 21; attempt++)
        {
            using var answer = await Forms.SignInAsync(browser, $"name{attempt}", "x", Cancelled);
            last = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Theory]
    [InlineData("/routers/3?tab=wans", "/routers/3?tab=wans")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Login_ReturnUrl_StaysInThePortal(string asked, string led)
    {
        var portal = shared.Portal;

        using var answer = await Forms.SignInAsync(portal.NewBrowser(), TestPortal.AdministratorName, TestPortal.AdministratorPassword, Cancelled, asked);

        Assert.Equal(led, answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Page_WithoutCookie_LeadsToLoginAndBack()
    {
        var portal = shared.Portal;

        using var answer = await portal.NewBrowser().GetAsync("/history?site=Lyon", Cancelled);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/login?returnUrl=%2Fhistory%3Fsite%3DLyon", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Cookie_OfADeletedPerson_EndsWithinSeconds()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled);
        var people = portal.Services.GetRequiredService<People>();
        var second = Assert.IsType<PersonOutcome.Done>(
            await people.CreateAsync("second", "correct horse battery", Roles.Viewer, Cancelled));
        var stamps = portal.Services.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value;
        Assert.InRange(stamps.ValidationInterval, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        stamps.ValidationInterval = TimeSpan.Zero;
        using var browser = portal.NewBrowser();
        (await Forms.SignInAsync(browser, "second", "correct horse battery", Cancelled)).Dispose();
        using var before = await browser.GetAsync("/openapi/v1.json", Cancelled);
        await people.DeleteAsync(second.Person.Id, Cancelled);

        using var after = await browser.GetAsync("/openapi/v1.json", Cancelled);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    public async Task Cookie_UsedByAPageOfAnotherSite_ChangesNothing(string header, string value)
    {
        var portal = shared.Portal;
        using var browser = portal.NewBrowser();
        (await Forms.SignInAsync(browser, TestPortal.AdministratorName, TestPortal.AdministratorPassword, Cancelled)).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/tokens/1");
        request.Headers.Add(header, value);

        using var answer = await browser.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var still = await portal.Client.GetAsync("/api/v1/tokens", Cancelled);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Logout_EndsTheSession()
    {
        var portal = shared.Portal;
        using var browser = portal.NewBrowser();
        (await Forms.SignInAsync(browser, TestPortal.AdministratorName, TestPortal.AdministratorPassword, Cancelled)).Dispose();
        using var unguarded = await browser.PostAsync("/logout", new FormUrlEncodedContent([]), Cancelled);
        using var still = await browser.GetAsync("/openapi/v1.json", Cancelled);

        using var answer = await Forms.SendAsync(browser, "/logout", "/logout", new Dictionary<string, string>(), Cancelled);
        using var after = await browser.GetAsync("/openapi/v1.json", Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, unguarded.StatusCode);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Equal("/login", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }
}
