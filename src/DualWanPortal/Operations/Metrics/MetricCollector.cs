using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace DualWanPortal.Operations.Metrics;

/// <summary>Listens to the meters of the portal and of the server it runs in, and writes them down when asked.</summary>
internal sealed class MetricCollector : IDisposable
{
    private static readonly string[] s_others = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly IMeterFactory _factory;
    private readonly Lock _asking = new();

    public MetricCollector(IMeterFactory factory)
    {
        _factory = factory;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument))
                listener.EnableMeasurementEvents(instrument);
        };
        Listen<byte>();
        Listen<short>();
        Listen<int>();
        Listen<long>();
        Listen<float>();
        Listen<double>();
        Listen<decimal>();
        _listener.Start();
    }

    /// <summary>All numbers in the Prometheus text format.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        lock (_asking)
        {
            foreach (var family in _families.Values.Where(family => family.Instrument.IsObservable))
                family.Forget();
            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values.OrderBy(family => family.Instrument.Name, StringComparer.Ordinal))
                PrometheusText.Write(text, family);
        }
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    // A meter made by another portal in the same process (as tests have) is not ours.
    private bool IsWanted(Instrument instrument) => (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, _factory))
        && (instrument.Meter.Name.StartsWith("DualWanPortal", StringComparison.Ordinal) || s_others.Contains(instrument.Meter.Name));

    private void Listen<T>() where T : struct => _listener.SetMeasurementEventCallback<T>((instrument, value, tags, _) =>
        _families.GetOrAdd(instrument, made => new MetricFamily(made, KindOf(made))).Record(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture), tags, instrument.IsObservable || KindIsLast(instrument)));

    private static MetricKind KindOf(Instrument instrument)
    {
        var name = instrument.GetType().Name;
        return name.StartsWith("Counter", StringComparison.Ordinal) || name.StartsWith("ObservableCounter", StringComparison.Ordinal) ? MetricKind.Counter
            : name.StartsWith("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram : MetricKind.Gauge;
    }

    /// <summary>A gauge says the value itself; an up-down counter says how it changes.</summary>
    private static bool KindIsLast(Instrument instrument) => instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);
}
