using System.Diagnostics;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Failover.Tests.WhatIf;

/// <summary>Real exports that are not part of this repository: whoever has some names their folder in DWP_CORPUS.</summary>
public sealed class CorpusMatrices(ITestOutputHelper output)
{
    [Fact]
    public void Of_EveryExportOfTheCorpus_EndsInBoundedTime()
    {
        var folder = Environment.GetEnvironmentVariable("DWP_CORPUS");
        Assert.SkipWhen(folder is null || !Directory.Exists(folder), "DWP_CORPUS names no folder of exports.");
        var cancelled = TestContext.Current.CancellationToken;
        foreach (var file in Directory.GetFiles(folder!, "*.rsc").Order(StringComparer.Ordinal))
        {
            var began = Stopwatch.GetTimestamp();
            var matrix = Matrix.Of(ExportReader.Read(File.ReadAllBytes(file)), MatrixOptions.Default with { File = Path.GetFileName(file) }, cancelled);
            var took = Stopwatch.GetElapsedTime(began);
            var counts = string.Join(", ", matrix.Scenarios.SelectMany(scenario => scenario.Cells).GroupBy(cell => cell.Verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} {MatrixWords.Of(group.Key)}"));
            output.WriteLine($"{took.TotalMilliseconds,6:0} ms  {matrix.File}: {matrix.Refusal ?? counts}");

            Assert.True(matrix.Refusal is not null ^ matrix.Scenarios.Length == 12, matrix.File);
            Assert.True(took < TimeSpan.FromSeconds(20), $"{matrix.File} took {took}");
        }
    }
}
