using System.Diagnostics.CodeAnalysis;

namespace DualWanPortal.RouterOs.Client;

/// <summary>The commands under way by tag, and the words for how one can end.</summary>
internal sealed class CommandTable(RouterOsEndpoint endpoint, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<uint, PendingCommand> _pending = [];
    private readonly long _openedAt = time.GetTimestamp();
    private uint _lastTag;
    private bool _closed;
    private RouterOsException? _reason;

    public RouterOsEndpoint Endpoint => endpoint;

    public int Count
    {
        get
        {
            lock (_gate)
                return _pending.Count;
        }
    }

    /// <exception cref="RouterOsConnectionException">The connection has ended; nothing was sent.</exception>
    public void Add(PendingCommand pending, TimeSpan limit)
    {
        lock (_gate)
        {
            if (_closed)
                throw NotSent(pending);
            pending.Tag = NextTag();
            pending.StartedAt = time.GetTimestamp();
            pending.Deadline = After(pending.StartedAt, limit);
            _pending.Add(pending.Tag, pending);
        }
    }

    public PendingCommand? Find(uint tag)
    {
        lock (_gate)
            return _pending.GetValueOrDefault(tag);
    }

    public void Remove(PendingCommand pending)
    {
        lock (_gate)
            _pending.Remove(pending.Tag);
    }

    /// <summary>Marks it as given up, to be forgotten at its end. False when it has ended or was given up before.</summary>
    public bool TryCancel(PendingCommand pending, TimeSpan grace, out uint cancelTag)
    {
        lock (_gate)
        {
            cancelTag = 0;
            if (pending.Cancelled || !_pending.ContainsKey(pending.Tag))
                return false;
            pending.Cancelled = true;
            pending.Deadline = After(time.GetTimestamp(), grace);
            cancelTag = NextTag();
            return true;
        }
    }

    /// <summary>Takes out everything for good. False when that was done before.</summary>
    public bool TryClose(RouterOsException? reason, [NotNullWhen(true)] out PendingCommand[]? open)
    {
        lock (_gate)
        {
            open = null;
            if (_closed)
                return false;
            _closed = true;
            _reason = reason;
            open = [.. _pending.Values];
            _pending.Clear();
            return true;
        }
    }

    /// <summary>Those whose deadline has passed, and the next deadline (<see cref="long.MaxValue"/> for none).</summary>
    public List<PendingCommand> Expired(long now, out long next)
    {
        var expired = new List<PendingCommand>();
        next = long.MaxValue;
        lock (_gate)
        {
            foreach (var pending in _pending.Values)
            {
                if (pending.Deadline <= now)
                    expired.Add(pending);
                else
                    next = Math.Min(next, pending.Deadline);
            }
        }
        return expired;
    }

    /// <summary>The timestamp that lies <paramref name="limit"/> after another; never for an infinite one.</summary>
    public long After(long timestamp, TimeSpan limit) =>
        limit == Timeout.InfiniteTimeSpan ? long.MaxValue : timestamp + (long)(limit.TotalSeconds * time.TimestampFrequency);

    public RouterOsFailure Failure() => new(endpoint, null, time.GetElapsedTime(_openedAt), Count);

    public RouterOsTrapException Refused(PendingCommand pending, TrapWords first) =>
        new(first.Message, first.Category, TrapClassifier.Classify(first.Message, first.Category), Failure(pending, Count))
        {
            Messages = [.. pending.Traps.Select(trap => trap.Message)],
        };

    public RouterOsTimeoutException TooSlow(PendingCommand pending, TimeSpan limit) =>
        new($"{endpoint} did not finish {pending.Path} within {limit.TotalSeconds:0.###} s; whether it was done is not known.", Failure(pending, Count)) { OutcomeUnknown = true };

    public RouterOsTimeoutException NoAnswer(PendingCommand pending, string expected) =>
        new($"{endpoint} gave no answer to {expected}; the connection was closed.", Failure(pending, Count));

    public RouterOsProtocolException TooMuch(PendingCommand pending, RouterOsClientOptions options) => new(
        pending.IsStream
            ? $"Rows of {pending.Path} from {endpoint} were not read as fast as they came ({options.StreamBuffer} rows or {options.MaxReplyBytes} bytes wait); the stream was ended."
            : $"{endpoint} answered {pending.Path} with more than {options.MaxReplyBytes} bytes; the command was ended.",
        Failure(pending, Count)) { OutcomeUnknown = true };

    /// <summary>Why the connection as a whole ended.</summary>
    public RouterOsException Lost(Exception? problem) => problem switch
    {
        null => new RouterOsConnectionException($"{endpoint} closed the connection.", Failure()),
        Wire.WireException { Fault: Wire.WireFault.Truncated } => new RouterOsConnectionException($"{endpoint} closed the connection in the middle of a reply.", Failure(), problem),
        Wire.WireException => new RouterOsProtocolException($"{endpoint} sent what is no API reply: {problem.Message}", Failure(), problem),
        IOException or System.Net.Sockets.SocketException => new RouterOsConnectionException($"The connection to {endpoint} broke: {problem.Message}", Failure(), problem),
        _ => new RouterOsConnectionException($"The connection to {endpoint} failed: {problem.GetType().Name}.", Failure(), problem),
    };

    /// <summary>What that end means for one command that was under way.</summary>
    public RouterOsException Ended(PendingCommand pending, int inFlight) => _reason switch
    {
        RouterOsFatalException fatal => new RouterOsFatalException(fatal.Reason, Failure(pending, inFlight)) { OutcomeUnknown = true },
        RouterOsProtocolException garbage => new RouterOsProtocolException(garbage.Message, Failure(pending, inFlight), garbage) { OutcomeUnknown = true },
        null => new RouterOsConnectionException($"The connection to {endpoint} was closed here while {pending.Path} was under way; whether it was done is not known.", Failure(pending, inFlight)) { OutcomeUnknown = true },
        var lost => new RouterOsConnectionException($"{lost.Message} Whether {pending.Path} was done is not known.", Failure(pending, inFlight), lost) { OutcomeUnknown = true },
    };

    private RouterOsConnectionException NotSent(PendingCommand pending) => new(
        $"{pending.Path} was not sent: the connection to {endpoint} has ended{(_reason is null ? "" : $" ({_reason.Message})")}.",
        new RouterOsFailure(endpoint, pending.Path, TimeSpan.Zero, 0), _reason);

    private RouterOsFailure Failure(PendingCommand pending, int inFlight) => new(endpoint, pending.Path, time.GetElapsedTime(pending.StartedAt), inFlight);

    private uint NextTag()
    {
        do
            _lastTag = unchecked(_lastTag + 1);
        while (_pending.ContainsKey(_lastTag));
        return _lastTag;
    }
}
