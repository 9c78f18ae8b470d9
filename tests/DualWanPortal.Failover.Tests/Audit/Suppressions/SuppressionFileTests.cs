using System.Text.Json;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Audit.Suppressions;

public class SuppressionFileTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_AllForms_AreUnderstood()
    {
        var file = SuppressionFile.Read("""
            # decided in June

            nat-broad because the lab has one subnet only
            mgmt-exposed(ether1)@branch.rsc until 2026-06-01 because winbox is closed next week
            log-memory until 2027-01-31 because there is no syslog yet
            """);

        Assert.Empty(file.Problems);
        Assert.Equal([3, 4, 5], file.Suppressions.Select(one => one.Line));
        Assert.Equal(new Suppression("nat-broad", null, "the lab has one subnet only", null), file.Suppressions[0].Suppression);
        var branch = file.Suppressions[1];
        Assert.Equal(("ether1", "branch.rsc"), (branch.Suppression.Subject, branch.File));
        // The day that is named still counts.
        Assert.True(branch.Suppression.HoldsAt(s_now));
        Assert.False(branch.Suppression.HoldsAt(s_now.AddDays(1)));
        Assert.True(branch.Concerns("exports/branch.rsc"));
        Assert.True(branch.Concerns(@"exports\branch.rsc"));
        Assert.False(branch.Concerns("exports/other-branch.rsc"));
        Assert.True(file.Suppressions[0].Concerns("anything"));
    }

    [Theory]
    [InlineData("nat-broad", "expected")]
    [InlineData("nat-broad because", "expected")]
    [InlineData("nat-broad until tomorrow because why", "tomorrow is no date")]
    [InlineData("nat-broad until 2026-02-30 because why", "no date")]
    [InlineData("nat-braod because why", "no rule nat-braod")]
    public void Read_WhatIsNoDecision_IsAProblemWithItsLine(string line, string expected)
    {
        var file = SuppressionFile.Read("# first\n" + line);

        Assert.Contains(expected, Assert.Single(file.Problems), StringComparison.Ordinal);
        Assert.StartsWith("line 2: ", file.Problems[0], StringComparison.Ordinal);
        Assert.Empty(file.Suppressions);
    }

    [Fact]
    public void Suppress_AFinding_LeavesItInEveryReportAndOutOfTheScore()
    {
        var report = AuditReport.Of("a.rsc", ExportReader.Read("# 2024-02-17 11:04:56 by RouterOS 7.18.2\n/ip dhcp-client\nadd interface=ether1\nadd interface=ether2\n"));
        var finding = report.Findings.First(one => one.Rule == "def-equal");
        var suppressed = report.Suppress([new Suppression("def-equal", null, "both lines are to be used", s_now)]);

        Assert.DoesNotContain(finding, suppressed.Findings);
        Assert.Equal(report.Score + AuditScore.Weight(Severity.Critical), suppressed.Score);
        var sarif = JsonDocument.Parse(ReportFormat.Sarif.Write([suppressed], ReportLevel.Error)).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(report.Findings.Length, sarif.Count);
        var one = Assert.Single(sarif, result => result.TryGetProperty("suppressions", out _));
        Assert.Equal("def-equal", one.GetProperty("ruleId").GetString());
        Assert.Equal("both lines are to be used", one.GetProperty("suppressions")[0].GetProperty("justification").GetString());
        var json = JsonDocument.Parse(ReportFormat.Json.Write([suppressed], ReportLevel.Error)).RootElement;
        Assert.Equal("both lines are to be used", json.GetProperty("suppressed")[0].GetProperty("suppression").GetProperty("reason").GetString());
        Assert.Contains("both lines are to be used", ReportFormat.Text.Write([suppressed], ReportLevel.Error), StringComparison.Ordinal);
        Assert.Contains("<skipped message=\"both lines are to be used\"", ReportFormat.Junit.Write([suppressed], ReportLevel.Error), StringComparison.Ordinal);
    }

    [Fact]
    public void Part_OneFindingOfARule_LeavesTheOthers()
    {
        Finding Of(string subject) => new("nat-wan-missing", Severity.Critical, "t", "m", [], [], subject);
        var (counting, suppressed) = SuppressedFindings.Part([Of("ether1"), Of("ether2")], [new Suppression("nat-wan-missing", "ether2", "routed", null)]);

        Assert.Equal("ether1", Assert.Single(counting).Subject);
        Assert.Equal("ether2", Assert.Single(suppressed).Finding.Subject);
    }
}
