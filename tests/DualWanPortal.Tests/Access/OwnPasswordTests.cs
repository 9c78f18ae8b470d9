using System.Net;
using DualWanPortal.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DualWanPortal.Tests.Access;

public sealed class OwnPasswordTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    private const string Path = "/account/password";
    private const string Old = "correct horse battery";
    private const string New = "staple of the harbour";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OwnPassword_Changed_OpensTheDoorEndsOtherSessionsAndKeepsThisOne()
    {
        var portal = shared.Portal;
        portal.Services.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value.ValidationInterval = TimeSpan.Zero;
        using var here = await EnterAsync("walker");
        using var elsewhere = portal.NewBrowser();
        (await Forms.SignInAsync(elsewhere, "walker", Old, Cancelled)).Dispose();

        using var answer = await ChangeAsync(here, Old, New, New);

        Assert.Equal("/", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, await LookAsync(here));
        Assert.Equal(HttpStatusCode.Unauthorized, await LookAsync(elsewhere));
        using var withOld = await Forms.SignInAsync(portal.NewBrowser(), "walker", Old, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, withOld.StatusCode);
        using var withNew = await Forms.SignInAsync(portal.NewBrowser(), "walker", New, Cancelled);
        Assert.Equal(HttpStatusCode.Found, withNew.StatusCode);
    }

    [Theory]
    [InlineData("not that one", New, New, "The present password is not right.")]
    [InlineData(Old, New, "staple of the barbour", "not typed the same twice")]
    [InlineData(Old, "short", "short", "12 characters")]
    [InlineData(Old, "", "", "Both passwords are needed")]
    public async Task OwnPassword_Refused_SaysWhyAndKeepsTheOldOne(string present, string chosen, string again, string why)
    {
        var name = $"stays{why.Length}";
        using var browser = await EnterAsync(name);

        using var answer = await ChangeAsync(browser, present, chosen, again);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(why, await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        using var withOld = await Forms.SignInAsync(shared.Portal.NewBrowser(), name, Old, Cancelled);
        Assert.Equal(HttpStatusCode.Found, withOld.StatusCode);
    }

    private async Task<HttpClient> EnterAsync(string name)
    {
        Assert.IsType<PersonOutcome.Done>(await shared.Portal.Services.GetRequiredService<People>().CreateAsync(name, Old, Roles.Viewer, Cancelled));
        var browser = shared.Portal.NewBrowser();
        (await Forms.SignInAsync(browser, name, Old, Cancelled)).Dispose();
        return browser;
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient browser, string present, string chosen, string again) =>
        Forms.SendAsync(browser, Path, Path, new Dictionary<string, string> { ["present"] = present, ["chosen"] = chosen, ["again"] = again }, Cancelled);

    private static async Task<HttpStatusCode> LookAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/openapi/v1.json", Cancelled);
        return answer.StatusCode;
    }
}
