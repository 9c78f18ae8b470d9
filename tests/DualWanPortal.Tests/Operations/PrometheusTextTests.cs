using System.Diagnostics.Metrics;
using System.Text;
using DualWanPortal.Operations.Metrics;

namespace DualWanPortal.Tests.Operations;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("test");

    [Fact]
    public void Write_Histogram_AddsUpItsBuckets()
    {
        var family = new MetricFamily(_meter.CreateHistogram<double>("poll.duration", "s", "How long."), MetricKind.Histogram);
        family.Record(0.003, [], false);
        family.Record(0.005, [], false);
        family.Record(60, [], false);

        var text = Written(family);

        Assert.StartsWith("# HELP poll_duration_seconds How long.\n# TYPE poll_duration_seconds histogram\npoll_duration_seconds_bucket{le=\"0.005\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("poll_duration_seconds_bucket{le=\"30\"} 2\npoll_duration_seconds_bucket{le=\"+Inf\"} 3\n", text, StringComparison.Ordinal);
        Assert.EndsWith("poll_duration_seconds_sum 60.008\npoll_duration_seconds_count 3\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Counter_AddsAndEscapes()
    {
        var family = new MetricFamily(_meter.CreateCounter<long>("alerts.sent"), MetricKind.Counter);
        family.Record(2, [new("channel", "a\"b\\c\nd")], false);
        family.Record(3, [new("channel", "a\"b\\c\nd")], false);

        Assert.Equal("# TYPE alerts_sent_total counter\nalerts_sent_total{channel=\"a\\\"b\\\\c\\nd\"} 5\n", Written(family));
    }

    [Fact]
    public void Record_EndlessLabels_StopAtACap()
    {
        var family = new MetricFamily(_meter.CreateCounter<long>("x"), MetricKind.Counter);
        for (var k = 0; k < 2000; k++)
            family.Record(1, [new("k", k)], false);

        Assert.Equal(501, Written(family).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    public void Dispose() => _meter.Dispose();

    private static string Written(MetricFamily family)
    {
        var text = new StringBuilder();
        PrometheusText.Write(text, family);
        return text.ToString();
    }
}
