using System.Net;
using System.Net.Http.Json;
using DualWanPortal.Access;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Access;

public sealed class FirstRunTests
{
    private const string Bootstrap = "0123456789abcdef0123456789abcdef";
    private const string Password = "a long enough password";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_WhileThereAreNoPeople_IsWhereABrowserIsLed()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled, people: false);

        using var answer = await portal.NewBrowser().GetAsync("/", Cancelled);

        Assert.Equal("/first-run", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Post_PrintedCode_MakesTheAdministratorAndSignsIn()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled, people: false);
        using var browser = portal.NewBrowser();
        var code = portal.Services.GetRequiredService<SetUpCode>().Text;

        using var answer = await SendAsync(browser, code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), Password);

        Assert.Equal("/", answer.Headers.Location?.ToString());
        using var people = await browser.GetAsync("/api/v1/people", Cancelled);
        Assert.Contains("\"role\":\"administrator\"", await people.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        using var again = await portal.NewBrowser().GetAsync("/first-run", Cancelled);
        Assert.Equal("/login", again.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("AAAA-AAAA-AAAA", Password, "The set-up code is not right.")]
    [InlineData("", Password, "The set-up code is not right.")]
    [InlineData(null, "short", "Passwords must be at least 12 characters.")]
    [InlineData(null, "aaaaaaaaaaaaaaa", "different")]
    public async Task Post_WrongCodeOrPoorPassword_MakesNobody(string? code, string password, string reason)
    {
        await using var portal = await TestPortal.StartAsync(Cancelled, people: false);

        using var answer = await SendAsync(portal.NewBrowser(), code ?? portal.Services.GetRequiredService<SetUpCode>().Text, password);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.False(await portal.Services.GetRequiredService<People>().AnyAsync(Cancelled));
    }

    [Fact]
    public async Task Post_BootstrapToken_IsTakenInPlaceOfTheCode()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled, people: false, options: options => options with { BootstrapToken = Bootstrap });

        using var answer = await SendAsync(portal.NewBrowser(), Bootstrap, Password);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public void Code_IsNewAtEachStart() => Assert.NotEqual(new SetUpCode().Text, new SetUpCode().Text);

    [Fact]
    public async Task BootstrapToken_LivesUntilTheFirstPerson()
    {
        await using var portal = await TestPortal.StartAsync(Cancelled, people: false, options: options => options with { BootstrapToken = Bootstrap });
        using var client = portal.NewClient(Bootstrap);
        using var wrong = await portal.NewClient(Bootstrap + "0").GetAsync("/api/v1/tokens", Cancelled);
        using var viewer = await client.PostAsJsonAsync("/api/v1/people", new { name = "eve", password = Password, role = "viewer" }, Cancelled);

        using var first = await client.PostAsJsonAsync("/api/v1/people", new { name = "ada", password = Password }, Cancelled);
        using var after = await client.GetAsync("/api/v1/people", Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, viewer.StatusCode);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        using var signedIn = await Forms.SignInAsync(portal.NewBrowser(), "ada", Password, Cancelled);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public void BootstrapToken_TooShort_IsRefusedAtStart()
    {
        var refused = Assert.Throws<PortalOptionsException>(() => PortalApp.Build(new PortalOptions { BootstrapToken = "1234567890123456789" }));

        Assert.Contains("DWP_BOOTSTRAP_TOKEN has 19 characters; it needs at least 20", refused.Message, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient browser, string code, string password) => Forms.SendAsync(browser, "/first-run", "/first-run",
        new Dictionary<string, string> { ["code"] = code, ["name"] = "ada", ["password"] = password, ["again"] = password }, Cancelled);
}
