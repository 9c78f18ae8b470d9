using Bunit;
using DualWanPortal.Audit;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static DualWanPortal.Tests.Audit.AuditSamples;

namespace DualWanPortal.Tests.Audit;

public sealed class AuditPageTests
{
    private static readonly RouterSnapshot s_mill = Snapshots.Router(1, "Mill", RouterState.Working) with { Model = Snapshots.Model(), Findings = [Found("nat-wan-missing", Severity.High), Found("log-memory", Severity.Low)] };
    private static readonly RouterSnapshot s_port = Snapshots.Router(2, "Port", RouterState.Working) with { Model = Snapshots.Model(), Findings = [Found("log-memory", Severity.Low)] };

    [Fact]
    public async Task Page_FleetWithFindings_ListsRulesWithLinksToTheRouters()
    {
        await using var context = new PageContext();
        context.Show(s_mill, s_port);
        var page = context.Render<AuditPage>();

        Assert.Equal("3 findings on 2 of 2 routers.", page.Find(".fleet-summary").TextContent);
        Assert.Equal(["/audit/rules/nat-wan-missing", "/audit/rules/log-memory"], page.FindAll("td[data-label=Rule] a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["/routers/1?tab=findings", "/routers/2?tab=findings"], page.FindAll("tbody tr:nth-child(2) .router-links a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Page_SeverityInTheAddress_KeepsOnlyThose()
    {
        await using var context = new PageContext();
        context.Show(s_mill, s_port);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/audit?severity=low&by=router");
        var page = context.Render<AuditPage>();

        Assert.Equal(["Mill", "Port"], page.FindAll("td[data-label=Router]").Select(cell => cell.TextContent));
        Assert.Equal("1 low", page.Find("td[data-label='Of which']").TextContent);
        Assert.Contains("Low", page.Find("[aria-label=Severity] [aria-current=true]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_FindingAppears_ShowsWithoutReload()
    {
        await using var context = new PageContext();
        context.Show(s_port with { Findings = [] });
        var page = context.Render<AuditPage>();
        Assert.Empty(page.FindAll("td[data-label=Rule]"));

        context.Show(s_port);

        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("td[data-label=Rule]")));
    }

    [Fact]
    public async Task RulePage_Rule_ShowsItsHelpAndWhereItWasFound()
    {
        await using var context = new PageContext();
        context.Show(s_mill, s_port);
        var page = context.Render<RulePage>(parameters => parameters.Add(rule => rule.Id, "nat-wan-missing"));

        Assert.Equal("No source NAT on a WAN", page.Find("h1").TextContent);
        Assert.Contains("/ip firewall nat add chain=srcnat", page.Find(".copyable.block code").TextContent, StringComparison.Ordinal);
        Assert.Equal("Mill", Assert.Single(page.FindAll(".rule-routers a")).TextContent.Trim());
    }

    [Fact]
    public async Task RulePage_NoSuchRule_SaysSo()
    {
        await using var context = new PageContext();
        var page = context.Render<RulePage>(parameters => parameters.Add(rule => rule.Id, "../secret"));
        Assert.Contains("There is no such rule", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpBody_Markup_StaysText()
    {
        await using var context = new PageContext();
        var body = context.Render<HelpBody>(parameters => parameters.Add(help => help.Markdown, "# T\n\n<img src=x onerror=y> **<b>**\n\n    <script>\n"));
        Assert.Empty(body.FindAll("img, script, b"));
        Assert.Equal("<b>", body.Find("strong").TextContent);
    }
}
