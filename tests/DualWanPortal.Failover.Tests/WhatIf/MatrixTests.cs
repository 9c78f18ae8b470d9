using System.Text.Json;
using DualWanPortal.Failover.Tests.Audit;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.WhatIf;

public sealed class MatrixTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Of_Healthy_HasEveryScenarioAndCheck()
    {
        var matrix = Of(Text(Exported.Healthy(Exported.V7)));

        Assert.Null(matrix.Refusal);
        Assert.Equal(
        [
            "normal", "primary-cable-out", "primary-upstream-dead", "primary-gateway-silent", "primary-lossy", "primary-dns-dead", "primary-icmp-blocked", "primary-gateway-change", "backup-dead",
            "both-dead", "primary-restored", "reboot-on-backup",
        ], matrix.Scenarios.Select(scenario => scenario.Id));
        Assert.All(matrix.Scenarios, scenario => Assert.Equal(CheckIds.All, scenario.Cells.Select(cell => cell.Check)));
    }

    [Fact]
    public void Of_UpstreamDead_TellsWhenAndHow()
    {
        var cell = Of(Text(Exported.Healthy(Exported.V7)))["primary-upstream-dead"][CheckIds.Internet];

        Assert.Equal((CellVerdict.Works, "ether2"), (cell.Verdict, cell.Via));
        // Two probes, ten seconds apart, each given up after ten: reference 4.3 before 7.21.
        Assert.Equal(30, cell.AfterSeconds);
        Assert.Contains(cell.Trace, line => line is { At: 0 } && line.Text.Contains("fault: ether1 upstream-dead", StringComparison.Ordinal));
        Assert.Contains(cell.Trace, line => line is { At: 30 } && line.Text.Contains("does not answer the check", StringComparison.Ordinal));
        Assert.Contains(cell.Trace, line => line.At is null && line.Text.Contains("masquerade", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_SameExport_GivesTheSameText()
    {
        var text = Text(Exported.Healthy(Exported.V6));
        Assert.Equal(MatrixJson.Write(Of(text), traces: true), MatrixJson.Write(Of(text), traces: true));
    }

    [Fact]
    public void Of_LiveRows_SaysTheSameAsTheExport()
    {
        var export = ExportReader.Read(Text(Exported.Healthy(Exported.V7)));
        var fromExport = Matrix.Of(export, MatrixOptions.Default, Cancelled);
        var fromModel = Matrix.Of(export.ToModel(), MatrixOptions.Default, Cancelled);

        Assert.Equal(Verdicts(fromExport), Verdicts(fromModel));
    }

    [Theory]
    [InlineData("/system identity\nset name=switch\n", CellVerdict.NotApplicable)]
    [InlineData("/ip dhcp-client\nadd interface=ether1\n", CellVerdict.Fails)]
    public void Of_WithoutBackup_SaysWhatThereIs(string body, CellVerdict whenDead)
    {
        var matrix = Of("# 2024-02-17 11:04:56 by RouterOS 7.18.2\n" + body);

        Assert.Equal(whenDead, matrix["primary-upstream-dead"][CheckIds.Internet].Verdict);
        Assert.All(matrix["reboot-on-backup"].Cells, cell => Assert.Equal(CellVerdict.NotApplicable, cell.Verdict));
    }

    [Fact]
    public void Of_NoExport_IsRefused()
    {
        var matrix = Of("Dear diary");
        Assert.NotNull(matrix.Refusal);
        Assert.Empty(matrix.Scenarios);
        Assert.Contains("error", MatrixJson.Write(matrix, traces: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Cancelled_Ends()
    {
        using var left = new CancellationTokenSource();
        left.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Matrix.Of(ExportReader.Read(Text(Exported.Healthy(Exported.V7))), MatrixOptions.Default, left.Token));
    }

    [Fact]
    public void Of_ScriptThatNeverRests_IsGivenUp()
    {
        var text = Text(Exported.Healthy(Exported.V7)) + "/system scheduler\nadd interval=1s name=busy on-event=\":log info x\"\n";
        var matrix = Matrix.Of(ExportReader.Read(text), MatrixOptions.Default with { MostEvents = 300 }, Cancelled);

        Assert.Equal(CellVerdict.Unknown, matrix["normal"][CheckIds.Internet].Verdict);
    }

    [Fact]
    public void Json_Shape_IsThatOfTheReadme()
    {
        var matrix = Of(Text(Exported.Healthy(Exported.V7)));
        var json = JsonDocument.Parse(MatrixJson.Write(matrix, traces: true)).RootElement;

        Assert.Equal(["file", "routerOs", "playedAs", "board", "wans", "scenarios", "notUnderstood"], json.EnumerateObject().Select(property => property.Name));
        var scenario = json.GetProperty("scenarios")[2];
        Assert.Equal(["id", "title", "done", "cells"], scenario.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["check", "verdict", "via", "afterSeconds", "why", "trace"], scenario.GetProperty("cells")[0].EnumerateObject().Select(property => property.Name));
        Assert.DoesNotContain("\"trace\"", MatrixJson.Write(matrix, traces: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.10.2", "RouterOS 7.10.2, played as 7.12.1", "7.12.1")]
    [InlineData("7.18.9", "RouterOS 7.18.9\n", "7.18.9")]
    public void Write_VersionThatIsNotSimulated_SaysWhichWasPlayed(string version, string expected, string played)
    {
        var matrix = Of(Text(Exported.Healthy(Exported.V7) with { Version = version }));

        Assert.Contains(expected, MatrixText.Write(matrix), StringComparison.Ordinal);
        Assert.Equal(played, JsonDocument.Parse(MatrixJson.Write(matrix, traces: false)).RootElement.GetProperty("playedAs").GetString());
    }

    private static ScenarioMatrix Of(string text) => Matrix.Of(ExportReader.Read(text), MatrixOptions.Default, Cancelled);

    private static string Text(Exported exported) => $"# jan/02/2024 10:00:00 by RouterOS {exported.Version}\n{exported.Text}";

    private static IEnumerable<string> Verdicts(ScenarioMatrix matrix) =>
        matrix.Scenarios.SelectMany(scenario => scenario.Cells.Select(cell => $"{scenario.Id} {cell.Check} {cell.Verdict} {cell.Via} {cell.AfterSeconds}"));
}
