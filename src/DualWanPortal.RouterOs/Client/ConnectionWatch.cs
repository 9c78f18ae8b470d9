namespace DualWanPortal.RouterOs.Client;

/// <summary>
/// The deadlines of one connection on one timer: commands that take too long, cancels that are not honoured, silence. The timer is set only when a deadline comes
/// before the one it waits for, so a fast command costs it nothing.
/// </summary>
internal sealed class ConnectionWatch : IDisposable
{
    private readonly Connection _connection;
    private readonly CommandTable _table;
    private readonly RouterOsClientOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private long _setFor = long.MaxValue;
    private long _lastHeard;
    private PendingKeepAlive? _keepAlive;

    public ConnectionWatch(Connection connection, CommandTable table, RouterOsClientOptions options)
    {
        (_connection, _table, _options, _time) = (connection, table, options, options.Time);
        _lastHeard = _time.GetTimestamp();
        _timer = _time.CreateTimer(static watch => ((ConnectionWatch)watch!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Expect(SilenceEnds());
    }

    /// <summary>A whole sentence came in. Bytes alone are no sign of life: an endless word must not keep a connection open.</summary>
    public void Heard() => Volatile.Write(ref _lastHeard, _time.GetTimestamp());

    /// <summary>Wakes up at this timestamp at the latest.</summary>
    public void Expect(long deadline)
    {
        if (deadline >= Volatile.Read(ref _setFor))
            return;
        lock (_gate)
        {
            if (deadline >= _setFor)
                return;
            _setFor = deadline;
            var now = _time.GetTimestamp();
            _timer.Change(deadline <= now ? TimeSpan.Zero : Ceiling(_time.GetElapsedTime(now, deadline)), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        lock (_gate)
            _setFor = long.MaxValue;
        var now = _time.GetTimestamp();
        var expired = _table.Expired(now, out var next);
        foreach (var pending in expired)
            Expire(pending);
        Expect(next);
        ListenForSilence(now);
    }

    private void Expire(PendingCommand pending)
    {
        if (pending is PendingKeepAlive)
            _connection.End(_table.NoAnswer(pending, $"a keep-alive within {_options.CommandTimeout.TotalSeconds:0.###} s"));
        else if (pending.Cancelled)
            _connection.End(_table.NoAnswer(pending, $"the cancel of {pending.Path} within {_options.CancelGrace.TotalSeconds:0.###} s"));
        else
        {
            pending.Fail(_table.TooSlow(pending, _options.CommandTimeout));
            _connection.Cancel(pending);
        }
    }

    private void ListenForSilence(long now)
    {
        var silenceEnds = SilenceEnds();
        if (silenceEnds > now)
        {
            Expect(silenceEnds);
            return;
        }
        // While one is under way, its own deadline is waited for.
        if (_keepAlive is { } last && _table.Find(last.Tag) == last)
            return;
        _keepAlive = new PendingKeepAlive();
        try
        {
            _connection.Send(_keepAlive, PendingKeepAlive.Command);
        }
        catch (RouterOsConnectionException)
        {
            return; // It ended meanwhile; there is nothing to keep alive.
        }
        Expect(_table.After(now, _options.KeepAlive));
    }

    private long SilenceEnds() =>
        _options.KeepAlive > TimeSpan.Zero ? _table.After(Volatile.Read(ref _lastHeard), _options.KeepAlive) : long.MaxValue;

    // Timers count whole milliseconds: rounded down they would ring before the deadline, and once more.
    private static TimeSpan Ceiling(TimeSpan span) => TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds));
}
