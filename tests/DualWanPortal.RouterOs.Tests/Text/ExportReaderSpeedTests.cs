using System.Diagnostics;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.RouterOs.Tests.Text;

public sealed class ExportReaderSpeedTests
{
    /// <summary>The best of many runs: what the code needs, not what the machine is busy with.</summary>
    [Fact]
    public void Read_NineHundredLines_TakesAFewMilliseconds()
    {
        var fixture = Rows.Fixture("home-7.21.1.rsc").Replace(" by RouterOS", "", StringComparison.Ordinal);
        var text = string.Concat(Enumerable.Repeat(fixture, 8));
        Assert.True(text.Count(c => c == '\n') > 900);
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 60; run++)
        {
            var started = Stopwatch.GetTimestamp();
            ExportReader.Read(text);
            best = Stopwatch.GetElapsedTime(started) is var took && took < best ? took : best;
        }
        Assert.True(best < TimeSpan.FromMilliseconds(20), $"{best.TotalMilliseconds} ms");
    }

    [Fact]
    public void Read_LongestText_IsDoneInSeconds()
    {
        const string row = "add address=198.51.100.7 comment=\"from the list of the day\" list=blocked\n";
        var text = "/ip firewall address-list\n" + string.Concat(Enumerable.Repeat(row, (ExportReader.LongestText / row.Length) - 1));
        var started = Stopwatch.GetTimestamp();
        Assert.True(ExportReader.Read(text).Items.Length > 50_000);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(15));
    }
}
