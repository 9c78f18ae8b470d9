#pragma warning disable CA1822
namespace DualWanPortal.RouterOs.Client;

/// <summary>One connection to one router; many commands run on it at once, told apart by tag. All members are safe to call from any thread.</summary>
public sealed class RouterOsClient : IAsyncDisposable
{
    private RouterOsClient() { }

    /// <summary>SHA-256 of the certificate the router showed, 64 hex digits; null without TLS.</summary>
    public string? PeerFingerprint => null;

    /// <summary>Commands sent and not finished.</summary>
    public int CommandsInFlight => 0;

    /// <summary>Completes (never faults) when the connection has ended, with the reason, or null after a deliberate dispose.</summary>
    public Task<RouterOsException?> Closed => throw new NotImplementedException();

    /// <exception cref="RouterOsConnectionException"/><exception cref="RouterOsTimeoutException"/><exception cref="RouterOsLoginException"/><exception cref="RouterOsProtocolException"/>
    public static Task<RouterOsClient> ConnectAsync(RouterOsEndpoint endpoint, RouterOsCredentials credentials, RouterOsClientOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Runs a command to its end. Cancelling the token sends a polite <c>/cancel</c> for this command only.</summary>
    /// <exception cref="RouterOsTrapException">The router refused; the connection lives on.</exception>
    public Task<RouterOsReply> RunAsync(RouterOsCommand command, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Rows as they arrive, for <c>listen</c>, <c>ping</c> and monitor commands. Ends when the router ends it; leaving the loop or cancelling sends <c>/cancel</c>.
    /// </summary>
    public IAsyncEnumerable<RouterOsRow> StreamAsync(RouterOsCommand command, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
