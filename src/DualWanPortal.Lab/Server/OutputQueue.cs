using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.Lab.Server;

/// <summary>
/// What waits to be sent to one client. Whoever answers only appends and never waits: a client that does not read loses its connection instead of holding up the router.
/// </summary>
internal sealed class OutputQueue : IDisposable
{
    /// <summary>Unsent bytes after which a client counts as gone.</summary>
    private const int MaxPending = 4 * 1024 * 1024;

    private static readonly TimeSpan s_writeDeadline = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private SentenceWriter _filling = new();
    private SentenceWriter _sending = new();
    private bool _closing;
    private bool _mute;

    /// <summary>More was queued than a client may leave unread.</summary>
    public bool Overflowed { get; private set; }

    public void Append(Action<SentenceWriter> write)
    {
        lock (_gate)
        {
            if (_closing || _mute || Overflowed)
                return;
            write(_filling);
            if (_filling.Length > MaxPending)
            {
                Overflowed = true;
                _filling.Clear();
            }
            Wake();
        }
    }

    /// <summary>Nothing reaches the client any more, neither what waits nor what comes.</summary>
    public void Mute()
    {
        lock (_gate)
        {
            _mute = true;
            _filling.Clear();
        }
    }

    /// <summary>What is queued is still sent, then <see cref="RunAsync"/> ends.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closing = true;
            Wake();
        }
    }

    /// <summary>Sends until closed, overflowed or cancelled.</summary>
    /// <exception cref="IOException">The client is gone.</exception>
    public async Task RunAsync(Stream stream, TimeProvider time, CancellationToken cancellationToken)
    {
        while (!Overflowed)
        {
            await _wake.WaitAsync(cancellationToken);
            while (TakeFilled(out var closing))
            {
                using var deadline = new CancellationTokenSource(s_writeDeadline, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
                await _sending.FlushAsync(stream, either.Token);
                if (closing)
                    return;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            _filling.Dispose();
            _sending.Dispose();
        }
    }

    private bool TakeFilled(out bool closing)
    {
        lock (_gate)
        {
            closing = _closing;
            if (_filling.Length == 0 && !closing)
                return false;
            (_filling, _sending) = (_sending, _filling);
            return true;
        }
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }
}
