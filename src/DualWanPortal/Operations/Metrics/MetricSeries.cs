using System.Diagnostics.Metrics;

namespace DualWanPortal.Operations.Metrics;

/// <summary>How an instrument's measurements become one number.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>One instrument with all its label sets. Guarded by its own lock: measurements come from any thread.</summary>
internal sealed class MetricFamily(Instrument instrument, MetricKind kind)
{
    // A label that somebody else chooses (a path, a name) must not fill the memory.
    private const int MostSeries = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MetricSeries> _series = [];

    public Instrument Instrument => instrument;

    public MetricKind Kind => kind;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, bool isTotal)
    {
        var labels = PrometheusText.Labels(tags);
        lock (_lock)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                if (_series.Count >= MostSeries)
                    return;
                _series[labels] = series = new MetricSeries(labels, kind);
            }
            series.Record(value, isTotal);
        }
    }

    /// <summary>Forgets what observable instruments said before, so that a label that is gone does not stay.</summary>
    public void Forget()
    {
        lock (_lock)
            _series.Clear();
    }

    public void Write(Action<MetricSeries> write)
    {
        lock (_lock)
        {
            foreach (var series in _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal))
                write(series);
        }
    }
}

/// <summary>One label set of an instrument.</summary>
internal sealed class MetricSeries(string labels, MetricKind kind)
{
    /// <summary>Upper bounds in seconds: what a call, a poll or a delivery takes.</summary>
    public static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly long[] _buckets = kind == MetricKind.Histogram ? new long[Bounds.Length + 1] : [];

    public string Labels => labels;

    /// <summary>Value of a counter or gauge, sum of a histogram.</summary>
    public double Value { get; private set; }

    public long Count { get; private set; }

    /// <summary>By bound, the last for what is above all; not yet added up.</summary>
    public IReadOnlyList<long> Buckets => _buckets;

    public void Record(double value, bool isTotal)
    {
        Count++;
        Value = isTotal ? value : Value + value;
        if (kind == MetricKind.Histogram)
            _buckets[Bounds.TakeWhile(bound => value > bound).Count()]++;
    }
}
