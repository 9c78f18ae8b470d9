using AngleSharp.Dom;
using Bunit;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Policies;
using DualWanPortal.Storage;
using DualWanPortal.Tests.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DualWanPortal.Tests.Policies;

/// <summary>The form of a policy, filled in as a person does.</summary>
public sealed class PolicyFormTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    [Fact]
    public async Task Form_NewPolicyWithGateAndMessages_IsShownAsYamlAndSaved()
    {
        await using var page = Page();
        var policies = await OpenAsync(page);
        Type(policies, "name", "form-gated");
        policies.Find("#policy-method").Change("recursive");
        Assert.Empty(policies.FindAll("#policy-stable"));
        policies.Find("#policy-failback").Change("automatic");
        Type(policies, "stable", "3m");
        Type(policies, "least", "10m");
        Type(policies, "quiet", "08:00-18:00");
        Type(policies, "notify-url", "https://example.com/wan");
        Type(policies, "notify-email", "noc@example.com");
        // Whoever waits on the router cleans as well, unless somebody says no.
        Assert.True(policies.Find("#policy-clean").HasAttribute("checked"));
        Press(policies, "Show as YAML");
        var yaml = policies.Find("#policy-yaml").GetAttribute("value")!;
        Assert.All((string[])["method: recursive", "failback: automatic", "failback-stable: 3m", "failback-least: 10m", "failback-quiet:", "notify-url:", "notify-email:"], key => Assert.Contains(key, yaml, StringComparison.Ordinal));
        Assert.DoesNotContain("clean-connections", yaml, StringComparison.Ordinal);
        Press(policies, "Edit as a form");
        Assert.Equal("3m", policies.Find("#policy-stable").GetAttribute("value"));
        await policies.Find("form").SubmitAsync();
        await policies.WaitForAssertionAsync(() => Assert.Empty(policies.FindAll("#policy-editor")));

        var saved = await StoredAsync("form-gated");
        Assert.Equal((FailbackMode.Automatic, TimeSpan.FromMinutes(3), "08:00-18:00"), (saved.Failback, saved.FailbackStable, saved.FailbackQuiet!.ToString()));
        Assert.Equal(new PolicyNotify { Url = "https://example.com/wan", Email = "noc@example.com" }, saved.Notify);
        Assert.Contains("back after 180 s without a break", policies.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WrongValues_AreToldAtTheirFieldsAndNothingIsSaved()
    {
        await using var page = Page();
        var policies = await OpenAsync(page);
        Type(policies, "name", "form-wrong");
        policies.Find("#policy-failback").Change("automatic");
        Type(policies, "stable", "soon");
        await policies.Find("form").SubmitAsync();
        Assert.Equal("true", policies.Find("#policy-stable").GetAttribute("aria-invalid"));
        Assert.Contains("Needs a time such as", policies.Find("#policy-stable-about .validation-message").TextContent, StringComparison.Ordinal);

        Type(policies, "stable", "2h");
        Type(policies, "first", "60");
        Type(policies, "notify-url", "http://example.com/");
        await policies.Find("form").SubmitAsync();
        Assert.Equal(["first", "notify-url", "stable"], policies.FindAll("[aria-invalid=true]").Select(field => field.Id!["policy-".Length..]).Order(StringComparer.Ordinal));
        Assert.Contains("https", policies.Find("#policy-notify-url-about .validation-message").TextContent, StringComparison.Ordinal);
        Assert.Null(policies.Find("#policy-name").GetAttribute("aria-invalid"));
        await using var db = await shared.Portal.Services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.False(await db.Policies.AnyAsync(row => row.Name == "form-wrong", Xunit.TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("distance")]
    [InlineData("recursive")]
    [InlineData("netwatch")]
    public void Draft_OfABuiltIn_WritesTheSamePolicy(string name)
    {
        var policy = BuiltInPolicies.Named(name)!;
        var (written, problems) = new PolicyDraft(policy).Written();
        Assert.Empty(problems);
        Assert.Equal(PolicyYaml.Write(policy), PolicyYaml.Write(written!));
    }

    private PageContext Page()
    {
        var page = new PageContext();
        page.Services.AddSingleton(shared.Portal.Services.GetRequiredService<PolicyBook>());
        return page;
    }

    private static async Task<IRenderedComponent<PoliciesPage>> OpenAsync(PageContext page)
    {
        var policies = page.Render<PoliciesPage>();
        await policies.WaitForAssertionAsync(() => Press(policies, "New policy"));
        return policies;
    }

    private static void Type(IRenderedComponent<PoliciesPage> page, string field, string text) => page.Find("#policy-" + field).Change(text);

    private static void Press(IRenderedComponent<PoliciesPage> page, string text) => page.FindAll("button").Single(button => button.TextContent.Trim() == text).Click();

    private async Task<FailoverPolicy> StoredAsync(string name) =>
        (await shared.Portal.Services.GetRequiredService<PolicyBook>().FindAsync(name, Xunit.TestContext.Current.CancellationToken))!;
}
