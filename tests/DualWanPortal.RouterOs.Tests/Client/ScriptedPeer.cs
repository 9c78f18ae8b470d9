using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

/// <summary>A peer on a loopback port that does with every connection what a test wrote down.</summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _scripts = [];
    private readonly Func<PeerConnection, Task> _script;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    public ScriptedPeer(Func<PeerConnection, Task> script, X509Certificate2? certificate = null)
    {
        _script = script;
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>A peer that accepts any login and then follows the script.</summary>
    public static ScriptedPeer LoggedIn(Func<PeerConnection, Task> script) => new(async peer =>
    {
        await peer.AcceptLoginAsync();
        await script(peer);
    });

    /// <summary>Deadlines that a busy machine does not reach.</summary>
    public static RouterOsClientOptions Patient { get; } = new() { ConnectTimeout = TimeSpan.FromMinutes(1), CommandTimeout = TimeSpan.FromMinutes(1) };

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public RouterOsEndpoint Endpoint => new("127.0.0.1", Port);

    public Task<RouterOsClient> ConnectAsync(RouterOsClientOptions? options = null) =>
        RouterOsClient.ConnectAsync(Endpoint, new("admin", "secret"), options ?? Patient, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_scripts);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _scripts.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        client.NoDelay = true;
        await using var plain = client.GetStream();
        try
        {
            if (_certificate is null)
            {
                await _script(new PeerConnection(plain, _stop.Token));
                return;
            }
            await using var tls = new SslStream(plain);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            await _script(new PeerConnection(tls, _stop.Token));
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or AuthenticationException)
        {
            // The client went away or the test is over.
        }
    }
}
