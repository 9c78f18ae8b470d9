using System.Globalization;
using System.Text;

namespace DualWanPortal.Operations.Metrics;

/// <summary>The Prometheus text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const int LongestLabel = 120;

    public static void Write(StringBuilder text, MetricFamily family)
    {
        var name = NameOf(family);
        var lines = new StringBuilder();
        family.Write(series => WriteSeries(lines, name, series, family.Kind));
        if (lines.Length == 0)
            return;
        if (family.Instrument.Description is { Length: > 0 } help)
            text.Append("# HELP ").Append(name).Append(' ').Append(help.ReplaceLineEndings(" ").Replace("\\", @"\\", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(family.Kind switch { MetricKind.Counter => "counter", MetricKind.Gauge => "gauge", _ => "histogram" }).Append('\n');
        text.Append(lines);
    }

    /// <summary><c>a="1",b="2"</c>, by label name.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
            return "";
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
            labels[Clean(key)] = Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return string.Join(',', labels.Select(label => $"{label.Key}=\"{label.Value}\""));
    }

    private static void WriteSeries(StringBuilder text, string name, MetricSeries series, MetricKind kind)
    {
        if (kind != MetricKind.Histogram)
        {
            Line(name, series.Labels, series.Value);
            return;
        }
        long below = 0;
        for (var k = 0; k < series.Buckets.Count; k++)
        {
            below += series.Buckets[k];
            var bound = k < MetricSeries.Bounds.Length ? Number(MetricSeries.Bounds[k]) : "+Inf";
            Line($"{name}_bucket", series.Labels.Length == 0 ? $"le=\"{bound}\"" : $"{series.Labels},le=\"{bound}\"", below);
        }
        Line($"{name}_sum", series.Labels, series.Value);
        Line($"{name}_count", series.Labels, series.Count);

        void Line(string what, string labels, double value)
        {
            text.Append(what);
            if (labels.Length > 0)
                text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(Number(value)).Append('\n');
        }
    }

    private static string NameOf(MetricFamily family)
    {
        var name = Clean(family.Instrument.Name);
        var unit = family.Instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        if (!name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;
        return family.Kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf" : double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Clean(string name)
    {
        var cleaned = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return cleaned.Length == 0 || char.IsAsciiDigit(cleaned[0]) ? "_" + cleaned : cleaned;
    }

    private static string Escape(string value)
    {
        var cut = value.Length <= LongestLabel ? value : value[..LongestLabel];
        return cut.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n");
    }
}
