using System.Text.RegularExpressions;

namespace DualWanPortal.Tests.Access;

/// <summary>Sends a page's form back as a browser would, with its hidden antiforgery field.</summary>
internal static partial class Forms
{
    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient browser, string page, string action, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var html = await browser.GetStringAsync(page, cancellationToken);
        var hidden = Hidden().Match(html);
        Assert.True(hidden.Success, $"{page} has no antiforgery field");
        var all = new Dictionary<string, string>(fields) { [hidden.Groups[1].Value] = System.Net.WebUtility.HtmlDecode(hidden.Groups[2].Value) };
        using var content = new FormUrlEncodedContent(all);
        return await browser.PostAsync(new Uri(action, UriKind.Relative), content, cancellationToken);
    }

    public static Task<HttpResponseMessage> SignInAsync(
        HttpClient browser, string name, string password, CancellationToken cancellationToken, string returnUrl = "/") =>
        SendAsync(browser, "/login", "/login", new Dictionary<string, string> { ["name"] = name, ["password"] = password, ["returnUrl"] = returnUrl }, cancellationToken);

    [GeneratedRegex("""name="(__RequestVerificationToken)" value="([^"]+)""")]
    private static partial Regex Hidden();
}
