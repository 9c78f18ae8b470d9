using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace DualWanPortal.Lab.Server;

/// <summary>The API service of one router on one port, plain or over TLS: takes clients while the service is enabled, allows them and has room (reference 1.10).</summary>
internal sealed class ApiListener : IAsyncDisposable
{
    private static readonly TimeSpan s_handshakeDeadline = TimeSpan.FromSeconds(10);

    private readonly LabRouter _router;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly TcpListener _listener;
    private readonly Lazy<X509Certificate2>? _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _clients = new();
    private readonly ConcurrentDictionary<ApiSession, byte> _sessions = new();
    private Task _accepting = Task.CompletedTask;
    private int _open;

    public ApiListener(LabRouter router, IPEndPoint endpoint, bool tls, TimeProvider time, ILogger log)
    {
        _router = router;
        _time = time;
        _log = log;
        _listener = new TcpListener(endpoint);
        _certificate = tls ? new Lazy<X509Certificate2>(() => LabCertificate.Create(router.Name, time.GetUtcNow())) : null;
    }

    private string Service => _certificate is null ? "api" : "api-ssl";

    /// <summary>Listens from now on and returns the port.</summary>
    /// <exception cref="SocketException">The port is taken or the address is not ours.</exception>
    public int Start()
    {
        _listener.Start(backlog: 32);
        _accepting = AcceptAsync(_stop.Token);
        return ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    /// <summary>The sessions that are there now.</summary>
    public IEnumerable<ApiSession> Sessions => _sessions.Keys;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_clients.Keys);
        if (_certificate is { IsValueCreated: true })
            _certificate.Value.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(cancellationToken);
            }
            catch (Exception stopped) when (cancellationToken.IsCancellationRequested && stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException passing)
            {
                // The client was gone before it was accepted, or the process is out of descriptors for a moment.
                _log.LogWarning(passing, "Accepting a client of {Router} failed", _router.Name);
                await Task.Delay(TimeSpan.FromMilliseconds(50), _time, CancellationToken.None);
                continue;
            }
            var client = ServeAsync(socket, cancellationToken);
            _clients.TryAdd(client, 0);
            _ = client.ContinueWith(ended => _clients.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Interlocked.Increment(ref _open);
        try
        {
            await using var network = new NetworkStream(socket, ownsSocket: true);
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            var from = ((IPEndPoint)socket.RemoteEndPoint!).Address;
            if (_router.IsCutOff)
            {
                _router.LeaveUnheard();
                await Task.Delay(s_handshakeDeadline, _time, cancellationToken);
                return;
            }
            if (!_router.Accepts(Service, from, Volatile.Read(ref _open)) || (_certificate is not null && !_router.HasCertificate()))
                return;
            await using var stream = _certificate is null ? network : await HandshakeAsync(network, _certificate.Value, cancellationToken);
            await using var session = new ApiSession(_router, _router.NextSession(), Service, from, stream, _time, _log);
            _sessions.TryAdd(session, 0);
            try
            {
                await session.RunAsync(cancellationToken);
            }
            finally
            {
                _sessions.TryRemove(session, out _);
            }
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // No handshake, or the client left in the middle of something.
        }
#pragma warning disable CA1031 // One client's trouble is nobody else's; the log says whose it was.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            _log.LogError(broken, "A session on {Router} failed", _router.Name);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task<Stream> HandshakeAsync(NetworkStream network, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(s_handshakeDeadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var tls = new SslStream(network);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = _router.TlsVersions() }, either.Token);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
