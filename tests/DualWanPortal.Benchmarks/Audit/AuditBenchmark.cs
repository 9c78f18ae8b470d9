using System.Diagnostics;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Benchmarks.Audit;

/// <summary>How long it takes to judge an export: text in, findings out.</summary>
internal static class AuditBenchmark
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(5);

    /// <param name="program">A published <c>dualwan</c> whose cold start is measured; null for none.</param>
    public static async Task<AuditBenchmarkResult> RunAsync(string? program, bool brief, CancellationToken cancellationToken)
    {
        var rounds = brief ? 5 : 200;
        var median = GeneratedExport.Of(75);
        var large = GeneratedExport.Of(900);
        // Compiled code is what a portal runs, and the runtime compiles what is hot for some seconds.
        var started = Stopwatch.GetTimestamp();
        do
        {
            Judge(median);
            Judge(large);
        }
        while (!brief && Stopwatch.GetElapsedTime(started) < s_warmUp);
        var corpus = Environment.GetEnvironmentVariable("DWP_CORPUS") is { } folder ? await CorpusAsync(folder, cancellationToken) : null;
        return new AuditBenchmarkResult(
            Measure(median, rounds), Measure(large, rounds / 4), Measure(GeneratedExport.Of(20_000), brief ? 1 : 5), corpus,
            program is null ? null : await ColdStart.MeasureAsync(program, brief ? 2 : 10, cancellationToken), await MachineLoad.ReadAsync(cancellationToken));
    }

    private static Percentiles Measure(string text, int rounds) => Percentiles.Of([.. Enumerable.Range(0, Math.Max(1, rounds)).Select(_ => Judge(text))]);

    private static double Judge(string text)
    {
        var started = Stopwatch.GetTimestamp();
        if (AuditReport.Of("generated", ExportReader.Read(text)).Refusal is { } refusal)
            throw new BenchmarkException($"The generated export was refused: {refusal}");
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<CorpusTime> CorpusAsync(string folder, CancellationToken cancellationToken)
    {
        var texts = new List<byte[]>();
        foreach (var file in Directory.GetFiles(folder, "*.rsc").Order(StringComparer.Ordinal))
            texts.Add(await File.ReadAllBytesAsync(file, cancellationToken));
        var started = Stopwatch.GetTimestamp();
        var findings = texts.Sum(bytes => AuditReport.Of("corpus", ExportReader.Read(bytes)).Findings.Length);
        return new CorpusTime(texts.Count, Stopwatch.GetElapsedTime(started).TotalMilliseconds, findings);
    }
}

/// <summary>Milliseconds; the load is that of the machine at the end.</summary>
internal sealed record AuditBenchmarkResult(Percentiles Lines75, Percentiles Lines900, Percentiles Lines20000, CorpusTime? Corpus, ColdStartTime? ColdStart, double? Load);

internal sealed record CorpusTime(int Files, double Milliseconds, int Findings);
