using System.Diagnostics;
using System.Text;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.Audit;

/// <summary>Whatever file is given: an answer or a refusal in words, in bounded time.</summary>
public class AnyFileTests
{
    private static string Text => $"# jan/02/2024 10:00:00 by RouterOS {Exported.V7}\n{Exported.Healthy(Exported.V7).Text}";

    private static AuditReport Judge(byte[] bytes) => AuditReport.Of("file", ExportReader.Read(bytes));

    public static TheoryData<string, byte[]> Encodings() => new()
    {
        { "UTF-8 with a mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)] },
        { "UTF-16 with a mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)] },
        { "UTF-16 without one", Encoding.Unicode.GetBytes(Text) },
        { "UTF-16, the other order", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)] },
        { "UTF-16, the other order, without a mark", Encoding.BigEndianUnicode.GetBytes(Text) },
        { "lines of Windows", Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\r\n")) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Judge_AnyEncoding_FindsTheSame(string name, byte[] bytes)
    {
        var expected = Judge(Encoding.UTF8.GetBytes(Text));
        var found = Judge(bytes);
        Assert.Null(found.Refusal);
        Assert.Equal(expected.Findings.Select(finding => finding.Rule), found.Findings.Select(finding => finding.Rule));
        Assert.True(expected.Wans.Length == found.Wans.Length, name);
    }

    [Fact]
    public void Judge_Latin1Comment_IsRead()
    {
        var report = Judge(Encoding.Latin1.GetBytes(Text.Replace("add name=bridge", "add comment=\"Büro\" name=bridge", StringComparison.Ordinal)));
        Assert.Null(report.Refusal);
        Assert.Equal(2, report.Wans.Length);
    }

    [Fact]
    public void Judge_ConflictMarkers_AreNamedAndTheRestIsJudged()
    {
        var report = Judge(Encoding.UTF8.GetBytes(Text.Replace("/ip dns\n", "<<<<<<< HEAD\n/ip dns\n", StringComparison.Ordinal).Replace("/ip route\n", "=======\n>>>>>>> branch\n/ip route\n", StringComparison.Ordinal)));
        Assert.True(report.Refusal is not null || report.NotUnderstood.Length >= 3, "The markers are not mentioned.");
    }

    [Fact]
    public void Judge_TwoRoutersInOneFile_IsRefusedOrSaid()
    {
        var report = Judge(Encoding.UTF8.GetBytes(Text + Text));
        Assert.True(report.Refusal is not null || report.NotUnderstood.Length > 0, "Two exports were read as one router.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Judge_RandomBytes_AreRefusedSoon(int seed)
    {
        var bytes = new byte[1_000_000];
        new Random(seed).NextBytes(bytes);
        Assert.NotNull(Judge(bytes).Refusal);
    }

    [Fact]
    public void Judge_TenMegabytes_AreRefusedInWords()
    {
        var watch = Stopwatch.StartNew();
        var report = Judge(Encoding.UTF8.GetBytes(Text + string.Concat(Enumerable.Repeat("/ip firewall address-list\nadd list=blocked address=192.0.2.1\n", 170_000))));
        Assert.Contains("longer than", report.Refusal, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void Judge_BytesChangedAnywhere_Ends()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Text);
            for (var i = 0; i < 6; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotNull(Judge(bytes).File);
        }
    }
}
