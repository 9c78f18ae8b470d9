using System.Runtime.CompilerServices;
using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Client;

/// <summary>One connection to one router; many commands run on it at once, told apart by tag. All members are safe to call from any thread.</summary>
public sealed class RouterOsClient : IAsyncDisposable
{
    private readonly Connection _connection;
    private readonly RouterOsClientOptions _options;

    private RouterOsClient(Connection connection, string? peerFingerprint, RouterOsClientOptions options) =>
        (_connection, PeerFingerprint, _options) = (connection, peerFingerprint, options);

    /// <summary>SHA-256 of the certificate the router showed, 64 hex digits; null without TLS.</summary>
    public string? PeerFingerprint { get; }

    /// <summary>Commands sent and not finished, those that were cancelled and have not ended included.</summary>
    public int CommandsInFlight => _connection.CommandsInFlight;

    /// <summary>Completes (never faults) when the connection has ended, with the reason, or null after a deliberate dispose.</summary>
    public Task<RouterOsException?> Closed => _connection.Closed;

    /// <summary>Connects and logs in, within <see cref="RouterOsClientOptions.ConnectTimeout"/>.</summary>
    /// <exception cref="RouterOsConnectionException"/><exception cref="RouterOsTimeoutException"/><exception cref="RouterOsLoginException"/><exception cref="RouterOsProtocolException"/>
    public static Task<RouterOsClient> ConnectAsync(RouterOsEndpoint endpoint, RouterOsCredentials credentials, RouterOsClientOptions options, CancellationToken cancellationToken) =>
        new ConnectAttempt(endpoint, options).RunAsync(credentials, null, Open, cancellationToken);

    /// <summary>Logs in over a transport that is open, for example pipes in memory; the endpoint only names it. The transport is disposed with the client.</summary>
    /// <inheritdoc cref="ConnectAsync(RouterOsEndpoint, RouterOsCredentials, RouterOsClientOptions, CancellationToken)" path="/exception"/>
    public static Task<RouterOsClient> ConnectAsync(
        RouterOsTransport transport, RouterOsEndpoint endpoint, RouterOsCredentials credentials, RouterOsClientOptions options, CancellationToken cancellationToken) =>
        new ConnectAttempt(endpoint, options).RunAsync(credentials, transport, Open, cancellationToken);

    /// <summary>
    /// Runs a command to its end. Cancelling the token sends a polite <c>/cancel</c> for this command only and throws at once; whether the router had done it
    /// by then is not known.
    /// </summary>
    /// <exception cref="RouterOsTrapException">The router refused; the connection lives on.</exception>
    /// <exception cref="RouterOsTimeoutException">No end within <see cref="RouterOsClientOptions.CommandTimeout"/>; the command was cancelled, the connection lives on.</exception>
    /// <exception cref="RouterOsConnectionException">The connection has ended.</exception>
    public async Task<RouterOsReply> RunAsync(RouterOsCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CommandSentence.Check(command);
        var run = new PendingRun(command.Path, _options.MaxReplyBytes);
        _connection.Send(run, command);
        using var registration = cancellationToken.UnsafeRegister(static (state, token) =>
        {
            var (connection, run) = ((Connection, PendingRun))state!;
            run.Abandon(token);
            connection.Cancel(run);
        }, cancellationToken.CanBeCanceled ? (_connection, run) : null);
        return await run.Reply.ConfigureAwait(false);
    }

    /// <summary>
    /// Rows as they arrive, for <c>listen</c>, <c>ping</c> and monitor commands. Ends when the router ends it; leaving the loop or cancelling sends <c>/cancel</c>.
    /// The command is sent by the first <c>MoveNextAsync</c>, before that waits: a <c>print</c> that is run after it started misses nothing in between.
    /// </summary>
    /// <exception cref="RouterOsTrapException">The router refused or stopped it.</exception>
    /// <exception cref="RouterOsProtocolException">The rows were not read as fast as they came (<see cref="RouterOsClientOptions.StreamBuffer"/>); the connection lives on.</exception>
    /// <exception cref="RouterOsConnectionException">The connection has ended.</exception>
    public IAsyncEnumerable<RouterOsRow> StreamAsync(RouterOsCommand command, CancellationToken cancellationToken)
    {
        CommandSentence.Check(command);
        return RowsAsync(command, cancellationToken);
    }

    /// <summary>Ends the connection; commands under way fail with an unknown outcome.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async IAsyncEnumerable<RouterOsRow> RowsAsync(RouterOsCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stream = new PendingStream(command.Path, _options.StreamBuffer, _options.MaxReplyBytes);
        _connection.Send(stream, command);
        try
        {
            while (await stream.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                while (stream.Take() is { } row)
                    yield return row;
            }
        }
        finally
        {
            _connection.Cancel(stream);
        }
    }

    private static RouterOsClient Open(RouterOsTransport transport, SentenceReader reader, RouterOsEndpoint endpoint, RouterOsClientOptions options) =>
        new(new Connection(transport, reader, endpoint, options), transport.PeerFingerprint, options);
}
