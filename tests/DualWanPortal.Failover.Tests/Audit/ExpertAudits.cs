using System.Globalization;
using System.Text;
using System.Text.Json;
using DualWanPortal.Failover.Audit;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>
/// Scores the auditor against configurations that an expert judged. They are not part of the repository: <c>DWP_CORPUS</c> names the folder that holds
/// <c>expert-audits.json</c> and the exports.
/// </summary>
public sealed class ExpertAudits(ITestOutputHelper output)
{
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("DWP_CORPUS");

    public static TheoryData<string> Files() =>
        s_folder is null ? ["(DWP_CORPUS is not set)"] : [.. Judged().Select(config => config.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Judge_WhatMustNotBeReported_IsNot(string file)
    {
        Assert.SkipWhen(s_folder is null, "DWP_CORPUS names no folder with judged configurations");
        var config = Judged().Single(one => one.File == file);
        var wrong = Found(config.File).Where(finding => config.MustNot.Contains(finding.Rule) && finding.Severity > Severity.Info);
        Assert.Empty(wrong.Select(finding => $"{finding.Rule}: {finding.Message}"));
    }

    [Fact]
    public void Judge_AllFiles_FindsWhatTheExpertFound()
    {
        Assert.SkipWhen(s_folder is null, "DWP_CORPUS names no folder with judged configurations");
        var tally = new Dictionary<string, (int Found, int All)>(StringComparer.Ordinal);
        var (right, reported) = (0, 0);
        var text = new StringBuilder();
        foreach (var config in Judged())
        {
            // Remarks are not scored.
            var found = Found(config.File).Where(finding => finding.Severity > Severity.Info).Select(finding => finding.Rule).ToHashSet(StringComparer.Ordinal);
            var known = Found(config.File).Select(finding => finding.Rule).ToHashSet(StringComparer.Ordinal);
            foreach (var expected in config.Expected)
            {
                var (had, all) = tally.GetValueOrDefault(expected.Severity);
                tally[expected.Severity] = (had + (known.Contains(expected.Rule) ? 1 : 0), all + 1);
            }
            var wanted = config.Expected.Select(expected => expected.Rule).ToHashSet(StringComparer.Ordinal);
            right += found.Count(wanted.Contains);
            reported += found.Count;
            text.AppendLine(CultureInfo.InvariantCulture, $"{config.File}\n  missed: {string.Join(' ', wanted.Except(known))}\n  not expected: {string.Join(' ', found.Except(wanted))}");
        }
        foreach (var (severity, (had, all)) in tally)
            text.AppendLine(CultureInfo.InvariantCulture, $"{severity}: {had} of {all}");
        text.AppendLine(CultureInfo.InvariantCulture, $"precision: {right} of {reported}");
        output.WriteLine(text.ToString());
        Assert.Equal(tally["critical"].All, tally["critical"].Found);
        Assert.InRange((double)tally["high"].Found / tally["high"].All, 0.95, 1);
        Assert.InRange((double)tally.Values.Sum(one => one.Found) / tally.Values.Sum(one => one.All), 0.85, 1);
        Assert.InRange((double)right / reported, 0.9, 1);
    }

    private static Finding[] Found(string file) => [.. Auditor.Judge(ExportReader.Read(File.ReadAllBytes(Path.Combine(s_folder!, file))).ToModel())];

    private static List<JudgedConfig> Judged()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder!, "expert-audits.json")));
        return [.. document.RootElement.GetProperty("configs").EnumerateArray().Select(config => new JudgedConfig(
            config.GetProperty("file").GetString()!,
            [.. config.GetProperty("findings").EnumerateArray().Select(finding => new ExpectedFinding(finding.GetProperty("rule").GetString()!, finding.GetProperty("severity").GetString()!))],
            [.. config.GetProperty("mustNotReport").EnumerateArray().Select(rule => rule.GetString()!)]))];
    }

    private sealed record ExpectedFinding(string Rule, string Severity);

    private sealed record JudgedConfig(string File, ExpectedFinding[] Expected, string[] MustNot);
}
