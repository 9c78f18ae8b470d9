using System.Text;
using Bunit;
using DualWanPortal.Audit;
using DualWanPortal.Tests.Shell;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using static DualWanPortal.Tests.Audit.AuditSamples;

namespace DualWanPortal.Tests.Audit;

public sealed class JudgeBoxTests
{
    [Fact]
    public async Task Paste_Export_ShowsWansAndFindingsWorstFirst()
    {
        await using var page = new PageContext();
        var box = await PasteAsync(page, new TextOfBrowser(Encoding.UTF8.GetBytes(TwoEqual)));

        Assert.Equal(["ether1", "ether2"], box.FindAll("table td[data-label=Interface] code").Select(cell => cell.TextContent));
        Assert.Contains("DHCP", box.Find("td[data-label=Kind]").TextContent, StringComparison.Ordinal);
        var severities = box.FindAll(".finding .badge").Select(badge => Enum.Parse<Failover.Audit.Severity>(badge.TextContent.Trim())).ToList();
        Assert.NotEmpty(severities);
        Assert.Equal(severities.OrderDescending(), severities);
        Assert.Contains("/audit/rules/def-equal", box.FindAll(".finding a.rule-link").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Paste_LineNotUnderstood_IsShownWithItsNumber()
    {
        await using var page = new PageContext();
        var box = await PasteAsync(page, new TextOfBrowser(Encoding.UTF8.GetBytes(TwoEqual + "/ip route\nadd dst-address=<script>alert(1)</script> gateway=\n:foreach i in={1;2} do={ /ip address add }\n")));

        var line = box.FindAll("#not-understood-0 ~ table td[data-label=Line]").Select(cell => cell.TextContent).ToList();
        Assert.NotEmpty(line);
        Assert.All(line, number => Assert.InRange(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture), 5, 7));
        Assert.Empty(box.FindAll("script"));
    }

    [Theory]
    [InlineData("", null, "It is empty", false)]
    [InlineData(" \n", null, "It is empty", true)]
    [InlineData("x", 4 * 1024 * 1024 + 1, "longer than 4 MiB", false)]
    [InlineData("Dear diary", null, "No RouterOS configuration", true)]
    public async Task Paste_WhatCannotBeJudged_IsRefusedInWords(string text, int? length, string expected, bool opened)
    {
        await using var page = new PageContext();
        var browser = new TextOfBrowser(Encoding.UTF8.GetBytes(text), length);
        var box = await PasteAsync(page, browser);

        Assert.Contains(expected, box.Find(".notice.error").TextContent, StringComparison.Ordinal);
        Assert.Equal(opened, browser.Opened);
        Assert.Empty(box.FindAll(".finding"));
    }

    [Fact]
    public async Task File_Export_IsJudgedUnderItsName()
    {
        await using var page = new PageContext();
        var box = page.Render<JudgeBox>();
        box.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(TwoEqual, "mill.rsc"));

        await box.WaitForAssertionAsync(() => Assert.StartsWith("mill.rsc: 2 WANs, ", box.Find("[role=status]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_Several_AreJudgedEachUnderItsName()
    {
        await using var page = new PageContext();
        var box = page.Render<JudgeBox>();
        box.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(TwoEqual, "a.rsc"), InputFileContent.CreateFromText("Dear diary", "b.txt"), InputFileContent.CreateFromText(TwoEqual, "c.rsc"));

        await box.WaitForAssertionAsync(() => Assert.Equal(["a.rsc", "c.rsc"], box.FindAll("h2.judged-file").Select(file => file.TextContent)));
        Assert.StartsWith("b.txt was not judged.", box.Find(".notice.error").TextContent.Trim(), StringComparison.Ordinal);
    }

    private static async Task<IRenderedComponent<JudgeBox>> PasteAsync(PageContext page, IJSStreamReference browser)
    {
        page.JSInterop.Setup<IJSStreamReference>("dwp.textOf", _ => true).SetResult(browser);
        var box = page.Render<JudgeBox>();
        await box.Find("button.primary").ClickAsync(new());
        await box.WaitForElementAsync(".notice.error, #judged-wans-0");
        return box;
    }
}
