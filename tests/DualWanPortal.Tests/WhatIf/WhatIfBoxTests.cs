using System.Text;
using Bunit;
using DualWanPortal.Tests.Shell;
using DualWanPortal.WhatIf;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using static DualWanPortal.Tests.Audit.AuditSamples;

namespace DualWanPortal.Tests.WhatIf;

public sealed class WhatIfBoxTests
{
    [Fact]
    public async Task Paste_Export_ShowsEveryScenarioWithIconAndWord()
    {
        await using var page = new PageContext();
        var box = await PasteAsync(page, SimulateVerbTests.TwoLeases);

        Assert.Equal(12, box.FindAll(".matrix tbody tr").Count);
        Assert.All(box.FindAll(".matrix .cell"), cell => Assert.NotNull(cell.QuerySelector("svg")));
        Assert.Contains(box.FindAll(".matrix .cell"), cell => cell.GetAttribute("aria-label") == "Primary: cable out, Internet: Works" && cell.TextContent.Contains("ether2", StringComparison.Ordinal));
        // Nothing is forwarded, so that question has no column and says why.
        Assert.DoesNotContain("Inbound", box.FindAll(".matrix th").Select(head => head.TextContent));
        Assert.Contains("Inbound (No port is forwarded", box.Find(".matrix-card").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_Clicked_OpensItsTrace()
    {
        await using var page = new PageContext();
        var box = await PasteAsync(page, SimulateVerbTests.TwoLeases);
        await box.FindAll(".matrix .cell").First(cell => cell.GetAttribute("aria-label") == "Primary: cable out, Internet: Works").ClickAsync(new());

        await box.WaitForElementAsync("dialog .trace");
        Assert.Contains("fault: ether1 cable-out", box.Find("dialog .trace").TextContent, StringComparison.Ordinal);
        Assert.Single(page.JSInterop.Invocations, call => call.Identifier == "dwp.dialog.open");
    }

    [Fact]
    public async Task WorstFirst_PutsWhatFailsOnTop()
    {
        await using var page = new PageContext();
        var box = await PasteAsync(page, SimulateVerbTests.TwoLeases);
        Assert.Equal("All is well", box.Find(".matrix tbody th").TextContent.Trim());

        await box.Find("input[type=checkbox]").ChangeAsync(new() { Value = true });

        Assert.NotEqual("All is well", box.Find(".matrix tbody th").TextContent.Trim());
        Assert.Contains("Fails", box.Find(".matrix tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paste_NoExport_IsRefusedInWords()
    {
        await using var page = new PageContext();
        var box = await PasteAsync(page, "Dear diary");

        Assert.Contains("was not played through", box.Find(".notice.error").TextContent, StringComparison.Ordinal);
        Assert.Empty(box.FindAll(".matrix"));
    }

    [Fact]
    public async Task File_Export_IsPlayedUnderItsName()
    {
        await using var page = new PageContext();
        page.Services.AddSingleton<MatrixDesk>();
        var box = page.Render<WhatIfBox>();
        box.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(SimulateVerbTests.TwoLeases, "mill.rsc"));

        await box.WaitForAssertionAsync(() => Assert.StartsWith("mill.rsc: ", box.Find("[role=status]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    private static async Task<IRenderedComponent<WhatIfBox>> PasteAsync(PageContext page, string text)
    {
        page.Services.AddSingleton<MatrixDesk>();
        page.JSInterop.Setup<IJSStreamReference>("dwp.textOf", _ => true).SetResult(new TextOfBrowser(Encoding.UTF8.GetBytes(text)));
        var box = page.Render<WhatIfBox>();
        await box.Find("button.primary").ClickAsync(new());
        await box.WaitForElementAsync(".notice.error, .matrix", TimeSpan.FromSeconds(20));
        return box;
    }
}
