using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Client;

/// <summary>
/// Writes sentences in the order they were given, each whole and in one write; what is given while a write is under way goes out together in the next.
/// </summary>
internal sealed class CommandOutput(Stream stream, Action<Exception> failed, CancellationToken lifetime) : IDisposable
{
    private readonly Lock _gate = new();
    private SentenceWriter _filling = new();
    private SentenceWriter _sending = new();
    private Task _slowWrite = Task.CompletedTask;
    private bool _writing;
    private bool _ended;

    public void Send(RouterOsCommand command, uint tag)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            CommandSentence.Write(_filling, command, tag);
            if (_writing)
                return;
            _writing = true;
        }
        Write();
    }

    public void SendCancel(uint target, uint tag)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            CommandSentence.WriteCancel(_filling, target, tag);
            if (_writing)
                return;
            _writing = true;
        }
        Write();
    }

    /// <summary>Completes when the last write has; the stream must be ending.</summary>
    public Task StoppedAsync() => _slowWrite;

    /// <summary>Forgets what was not written; a write under way gives its own buffer back.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _filling.Clear();
        }
    }

    /// <summary>Writes on the caller's thread while the socket takes it at once. Only the one that raised the flag comes here.</summary>
    private void Write()
    {
        try
        {
            while (TryTake())
            {
                var write = _sending.FlushAsync(stream, lifetime);
                if (!write.IsCompletedSuccessfully)
                {
                    _slowWrite = FinishAsync(write);
                    return;
                }
            }
        }
        catch (Exception problem)
        {
            failed(problem);
        }
    }

    private async Task FinishAsync(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
            while (TryTake())
                await _sending.FlushAsync(stream, lifetime).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            // The flag stays up: nothing can be written any more.
            failed(problem);
        }
    }

    private bool TryTake()
    {
        lock (_gate)
        {
            _writing = _filling.Length > 0;
            if (_writing)
                (_filling, _sending) = (_sending, _filling);
            return _writing;
        }
    }
}
