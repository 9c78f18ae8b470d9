using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Routers;

/// <summary>
/// The one lasting connection to one router; watching, checks and plans share it by tagged commands. It connects when first asked, again after it broke,
/// and says how long a caller who is in no hurry should leave a failing router alone.
/// </summary>
public sealed class RouterSession(int routerId, RouterTargets targets, RouterOsClientOptions options, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan s_firstGap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestGap = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private RouterOsClient? _client;
    private int _failures;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public int RouterId { get; } = routerId;

    public bool IsConnected => _client is { } client && !client.Closed.IsCompleted;

    /// <summary>True while a scheduled attempt should be skipped. Growing gap after each failure, at most a minute; a person's request may ignore it.</summary>
    public bool IsBackingOff => time.GetUtcNow() < _notBefore;

    /// <summary>Commands sent and not finished, for diagnosis.</summary>
    public int CommandsInFlight => _client?.CommandsInFlight ?? 0;

    /// <summary>The present connection, or a new one. Bounded by <see cref="RouterOsClientOptions.ConnectTimeout"/>.</summary>
    /// <exception cref="RouterOsException">The router cannot be reached or refuses the login.</exception>
    /// <exception cref="RouterGoneException"/>
    public async Task<RouterOsClient> ConnectAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_client is { } present)
            {
                if (!present.Closed.IsCompleted)
                    return present;
                _client = null;
                await present.DisposeAsync();
            }
            var (endpoint, credentials) = await targets.FindAsync(RouterId, cancellationToken);
            return _client = await RouterOsClient.ConnectAsync(endpoint, credentials, options, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The router answered as it should: the next failure starts with the shortest gap again.</summary>
    public void Succeeded() => (_failures, _notBefore) = (0, DateTimeOffset.MinValue);

    /// <summary>The router could not be watched: closes the connection and leaves the router alone for a while.</summary>
    public async Task FailedAsync(CancellationToken cancellationToken)
    {
        _failures++;
        _notBefore = time.GetUtcNow() + TimeSpan.FromTicks(Math.Min(s_longestGap.Ticks, s_firstGap.Ticks << Math.Min(_failures - 1, 10)));
        await CloseAsync(cancellationToken);
    }

    /// <summary>Closes the connection; the next <see cref="ConnectAsync"/> logs in afresh, with what the inventory then says.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_client is { } client)
                await client.DisposeAsync();
            _client = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        _gate.Dispose();
    }
}
