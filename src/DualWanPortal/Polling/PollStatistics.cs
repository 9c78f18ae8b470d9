using System.Diagnostics.Metrics;

namespace DualWanPortal.Polling;

/// <summary>How late polls begin and how long they take: the last 20,000 are kept for percentiles, all are in the meter <c>DualWanPortal.Polling</c>.</summary>
public sealed class PollStatistics : IDisposable
{
    private const int Kept = 20_000;
    private readonly Lock _lock = new();
    private readonly Queue<(double LatenessMs, double DurationMs)> _polls = new();
    private readonly Meter _meter = new("DualWanPortal.Polling");
    private readonly Histogram<double> _lateness;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _outcomes;
    private long _answered;
    private long _failed;
    private long _skipped;

    public PollStatistics()
    {
        _lateness = _meter.CreateHistogram<double>("dualwan.poll.lateness", "s", "Time from the planned to the actual start of a poll");
        _duration = _meter.CreateHistogram<double>("dualwan.poll.duration", "s", "Time that a poll took");
        _outcomes = _meter.CreateCounter<long>("dualwan.polls", null, "Polls by outcome");
    }

    public void Record(TimeSpan lateness, TimeSpan duration, PollOutcome outcome)
    {
        _lateness.Record(lateness.TotalSeconds);
        _duration.Record(duration.TotalSeconds);
        _outcomes.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        lock (_lock)
        {
            _polls.Enqueue((Math.Max(0, lateness.TotalMilliseconds), duration.TotalMilliseconds));
            if (_polls.Count > Kept)
                _polls.Dequeue();
            _answered += outcome == PollOutcome.Answered ? 1 : 0;
            _failed += outcome == PollOutcome.Failed ? 1 : 0;
            _skipped += outcome == PollOutcome.LeftAlone ? 1 : 0;
        }
    }

    public PollSummary Summary()
    {
        (double LatenessMs, double DurationMs)[] polls;
        long answered, failed, skipped;
        lock (_lock)
            (polls, answered, failed, skipped) = ([.. _polls], _answered, _failed, _skipped);
        var late = polls.Select(poll => poll.LatenessMs).Order().ToArray();
        var took = polls.Select(poll => poll.DurationMs).Order().ToArray();
        return new PollSummary(answered, failed, skipped, At(late, 0.5), At(late, 0.99), At(late, 1), At(took, 0.5), At(took, 0.99));
    }

    /// <summary>Forgets what was measured, for a benchmark that lets the fleet settle first.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _polls.Clear();
            _answered = _failed = _skipped = 0;
        }
    }

    public void Dispose() => _meter.Dispose();

    private static double At(double[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)];
}

/// <param name="LeftAlone">Polls that did not dial because the router had failed shortly before.</param>
public sealed record PollSummary(long Answered, long Failed, long LeftAlone, double LatenessP50Ms, double LatenessP99Ms, double LatenessMaxMs, double DurationP50Ms, double DurationP99Ms);

public enum PollOutcome { Answered, Failed, LeftAlone }
