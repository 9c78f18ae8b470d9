using DualWanPortal.RouterOs.Wire;

namespace DualWanPortal.RouterOs.Client;

/// <summary>One try to reach a router and log in, with one deadline over all of it.</summary>
internal sealed class ConnectAttempt(RouterOsEndpoint endpoint, RouterOsClientOptions options)
{
    private readonly long _startedAt = options.Time.GetTimestamp();
    private string? _command;

    public async Task<T> RunAsync<T>(
        RouterOsCredentials credentials,
        RouterOsTransport? open,
        Func<RouterOsTransport, SentenceReader, RouterOsEndpoint, RouterOsClientOptions, T> use,
        CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var dialer = new TransportDialer(endpoint);
        var transport = open;
        var reader = default(SentenceReader);
        try
        {
            transport ??= await dialer.DialAsync(either.Token).ConfigureAwait(false);
            _command = "/login";
            reader = new SentenceReader(transport.Stream, new SentenceLimits(options.MaxWordBytes, options.MaxWordsPerSentence, options.MaxSentenceBytes));
            await new LoginExchange(transport, reader, Failure).RunAsync(credentials, either.Token).ConfigureAwait(false);
            return use(transport, reader, endpoint, options);
        }
        catch (Exception problem)
        {
            reader?.Dispose();
            if (transport is not null)
                await transport.DisposeAsync().ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException("The connection attempt was cancelled.", problem, cancellationToken);
            if (deadline.IsCancellationRequested && problem is not RouterOsException)
                throw ConnectProblem.TooSlow(Failure(), options.ConnectTimeout, _command is null ? dialer.Phase : ConnectPhase.Login);
            throw ConnectProblem.Describe(problem, Failure());
        }
    }

    private RouterOsFailure Failure() => new(endpoint, _command, options.Time.GetElapsedTime(_startedAt), 0);
}
