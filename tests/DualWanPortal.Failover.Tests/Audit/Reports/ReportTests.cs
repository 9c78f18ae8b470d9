using System.Text.Json;
using System.Xml.Linq;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Audit.Reports;

public class ReportTests
{
    private const string Text = """
        # 2024-02-17 11:04:56 by RouterOS 7.18.2
        # model = RB5009UG+S+
        /interface bridge
        add name=bridge
        /ip address
        add address=192.168.88.1/24 interface=bridge
        /ip dhcp-client
        add interface=ether1
        add interface=ether2
        /ip firewall nat
        add action=masquerade chain=srcnat out-interface=ether1
        /ppp secret
        hello world password=hunter2
        """;

    private static AuditReport Report(string text = Text, string file = "site a/mill.rsc") => AuditReport.Of(file, ExportReader.Read(text));

    private static JsonElement Json(ReportFormat format, params AuditReport[] reports) => JsonDocument.Parse(format.Write([.. reports], ReportLevel.Error)).RootElement;

    [Fact]
    public void Json_OneFile_HasTheShapeThatScriptsRelyOn()
    {
        var json = Json(ReportFormat.Json, Report());
        Assert.Equal(["file", "routerOs", "board", "wans", "findings", "notUnderstood", "score", "suppressed"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("7.18.2", json.GetProperty("routerOs").GetString());
        Assert.Equal("RB5009UG+S+", json.GetProperty("board").GetString());
        Assert.Equal(["interface", "kind", "role", "gateway", "evidence"], json.GetProperty("wans")[0].EnumerateObject().Select(property => property.Name));
        var finding = json.GetProperty("findings").EnumerateArray().First(one => one.GetProperty("rule").GetString() == "nat-wan-missing");
        Assert.Equal("critical", finding.GetProperty("severity").GetString());
        Assert.Equal("/api/v1/audit/rules/nat-wan-missing", finding.GetProperty("doc").GetString());
        Assert.Contains(finding.GetProperty("evidence").EnumerateArray(), entry => entry.GetProperty("line").GetInt32() == 11);
        Assert.NotEqual(0, finding.GetProperty("fix").GetArrayLength());
        Assert.All(["title", "message"], name => Assert.NotEqual("", finding.GetProperty(name).GetString()));
    }

    [Fact]
    public void Json_SeveralFiles_IsAnArrayWithTheUnreadableInIt()
    {
        var json = Json(ReportFormat.Json, Report(), Report("nothing of a router", "notes.txt"));
        Assert.Equal(2, json.GetArrayLength());
        Assert.Equal("notes.txt", json[1].GetProperty("file").GetString());
        Assert.NotEqual("", json[1].GetProperty("error").GetString());
    }

    [Theory]
    [InlineData(ReportFormat.Text)]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.Sarif)]
    [InlineData(ReportFormat.Junit)]
    public void Write_SecretInALineThatIsNotUnderstood_IsMasked(ReportFormat format)
    {
        Assert.NotEmpty(Report().NotUnderstood);
        Assert.DoesNotContain("hunter2", format.Write([Report()], ReportLevel.Error), StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_EveryResult_NamesRuleLevelAndLine()
    {
        var run = Json(ReportFormat.Sarif, Report()).GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToHashSet();
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(Report().Findings.Length, results.Count);
        Assert.All(results, result =>
        {
            Assert.Contains(result.GetProperty("ruleId").GetString(), rules);
            Assert.Contains(result.GetProperty("level").GetString(), new[] { "error", "warning", "note" });
            var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            Assert.Equal("site%20a/mill.rsc", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
            Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() > 0);
        });
    }

    [Fact]
    public void Junit_CasePerRule_FailsFromTheLevelOn()
    {
        XElement Suite(ReportLevel level, AuditReport report) => XDocument.Parse(ReportFormat.Junit.Write([report], level)).Root!.Element("testsuite")!;
        var suite = Suite(ReportLevel.Error, Report());
        Assert.Equal(Auditor.Rules.Length, suite.Elements("testcase").Count());
        Assert.All(suite.Descendants("failure"), failure => Assert.Contains(failure.Attribute("type")!.Value, new[] { "critical", "high" }));
        Assert.Equal(suite.Elements("testcase").Count(test => test.Element("failure") is not null), int.Parse(suite.Attribute("failures")!.Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(Suite(ReportLevel.Info, Report()).Descendants("failure").Count() > suite.Descendants("failure").Count());
        Assert.Equal("1", Suite(ReportLevel.Error, Report("nothing of a router")).Attribute("errors")!.Value);
    }

    [Fact]
    public void Junit_ControlCharactersInAName_AreLeftOut() =>
        Assert.Equal("ab", XDocument.Parse(ReportFormat.Junit.Write([Report(file: "a\u0001b")], ReportLevel.Error)).Root!.Element("testsuite")!.Attribute("name")!.Value);

    [Fact]
    public void Text_NamesLinesAndCommands()
    {
        var text = ReportFormat.Text.Write([Report()], ReportLevel.Error);
        Assert.StartsWith("site a/mill.rsc  RouterOS 7.18.2  RB5009UG+S+\n  primary ether1 (dhcp)", text, StringComparison.Ordinal);
        Assert.Contains("CRITICAL nat-wan-missing:", text, StringComparison.Ordinal);
        Assert.Contains("    line 11: ", text, StringComparison.Ordinal);
        Assert.Contains("\n  > /ip ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_VersionBefore640_SaysHowFarItWasRead() =>
        Assert.Contains(Report(Text.Replace("7.18.2", "6.28", StringComparison.Ordinal)).NotUnderstood, warning => warning.Reason.Contains("before 6.40", StringComparison.Ordinal));

    [Theory]
    [InlineData(Severity.Critical, ReportLevel.Error)]
    [InlineData(Severity.High, ReportLevel.Error)]
    [InlineData(Severity.Medium, ReportLevel.Warning)]
    [InlineData(Severity.Low, ReportLevel.Warning)]
    [InlineData(Severity.Info, ReportLevel.Info)]
    public void LevelOf_EverySeverity(Severity severity, ReportLevel level) => Assert.Equal(level, ReportLevels.Of(severity));
}
