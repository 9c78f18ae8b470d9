using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Client;

/// <summary>
/// A logged-in connection: one loop reads and hands replies to the commands they belong to, by tag; nothing else reads. A tag is registered before its sentence is
/// written, so that no reply can come too early, and never given twice, so that none can come too late.
/// </summary>
internal sealed class Connection : IAsyncDisposable
{
    private readonly RouterOsTransport _transport;
    private readonly SentenceReader _reader;
    private readonly RouterOsClientOptions _options;
    private readonly CommandOutput _output;
    private readonly CommandTable _table;
    private readonly ConnectionWatch _watch;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly TaskCompletionSource<RouterOsException?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loop;

    public Connection(RouterOsTransport transport, SentenceReader reader, RouterOsEndpoint endpoint, RouterOsClientOptions options)
    {
        _transport = transport;
        _reader = reader;
        _options = options;
        _table = new CommandTable(endpoint, options.Time);
        _output = new CommandOutput(transport.Stream, problem => End(_table.Lost(problem)), _lifetime.Token);
        _watch = new ConnectionWatch(this, _table, options);
        _loop = Task.Run(ReadAsync);
    }

    public int CommandsInFlight => _table.Count;

    public Task<RouterOsException?> Closed => _closed.Task;

    /// <exception cref="RouterOsConnectionException">The connection has ended before; the command was not sent.</exception>
    public void Send(PendingCommand pending, RouterOsCommand command)
    {
        _table.Add(pending, pending.IsStream ? Timeout.InfiniteTimeSpan : _options.CommandTimeout);
        _watch.Expect(pending.Deadline);
        _output.Send(command, pending.Tag);
    }

    /// <summary>
    /// Nobody waits for this command any more: asks the router to end it, and gives it the grace time to say so. Does nothing when it has ended.
    /// </summary>
    public void Cancel(PendingCommand pending)
    {
        if (!_table.TryCancel(pending, _options.CancelGrace, out var cancelTag))
            return;
        _watch.Expect(pending.Deadline);
        _output.SendCancel(pending.Tag, cancelTag);
    }

    /// <summary>Ends the connection and every command on it; only the first reason counts. Null: we wanted it so.</summary>
    public void End(RouterOsException? reason)
    {
        if (!_table.TryClose(reason, out var open))
            return;
        _watch.Dispose();
        if (open.Length > 0)
            _transport.Abort();
        foreach (var pending in open)
            pending.Fail(_table.Ended(pending, open.Length));
        _lifetime.Cancel();
        _closed.TrySetResult(reason);
    }

    public async ValueTask DisposeAsync()
    {
        End(null);
        await _loop.ConfigureAwait(false);
    }

    private async Task ReadAsync()
    {
        try
        {
            do
                Dispatch();
            while (await _reader.FillAsync(_lifetime.Token).ConfigureAwait(false));
            End(_table.Lost(null));
        }
        catch (Exception problem)
        {
            End(problem as RouterOsException ?? _table.Lost(problem));
        }
        _reader.Dispose();
        await _transport.DisposeAsync().ConfigureAwait(false);
        await _output.StoppedAsync().ConfigureAwait(false);
        _output.Dispose();
        await Closed.ConfigureAwait(false);
        _lifetime.Dispose();
    }

    private void Dispatch()
    {
        while (_reader.TryRead(out var sentence))
        {
            _watch.Heard();
            var words = sentence.GetEnumerator();
            words.MoveNext();
            switch (ReplySentence.Kind(words.Current))
            {
                case ReplyKind.Fatal:
                    throw new RouterOsFatalException(ReplySentence.FatalReason(words), _table.Failure());
                case ReplyKind.NoReply:
                    throw new RouterOsProtocolException($"{_table.Endpoint} sent a sentence that is no reply.", _table.Failure());
                case ReplyKind.Row when Find(words) is { Cancelled: false } pending:
                    if (!pending.AddRow(new RouterOsRow(words.Rest.ToArray())))
                        Overflow(pending);
                    break;
                case ReplyKind.Trap when Find(words) is { } pending:
                    pending.AddTrap(ReplySentence.Trap(words));
                    break;
                case ReplyKind.Done when Find(words) is { } pending:
                    Finish(pending, ReplySentence.Value(words, "ret"u8));
                    break;
            }
        }
    }

    // Replies of no known tag are passed over: they belong to a cancel, or to nobody.
    private PendingCommand? Find(WordEnumerator words) => ReplySentence.TryTag(words, out var tag) ? _table.Find(tag) : null;

    private void Finish(PendingCommand pending, string? result)
    {
        _table.Remove(pending);
        if (pending.Traps is [var first, ..])
            pending.Fail(_table.Refused(pending, first));
        else
            pending.Done(result);
    }

    private void Overflow(PendingCommand pending)
    {
        pending.Fail(_table.TooMuch(pending, _options));
        Cancel(pending);
    }
}
