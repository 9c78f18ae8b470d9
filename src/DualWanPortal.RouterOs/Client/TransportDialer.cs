using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace DualWanPortal.RouterOs.Client;

/// <summary>Opens the TCP connection and, where asked for, TLS with a pinned certificate.</summary>
internal sealed class TransportDialer(RouterOsEndpoint endpoint)
{
    private string? _fingerprint;
    private bool _pinBroken;

    /// <summary>How far it has come.</summary>
    public ConnectPhase Phase { get; private set; } = ConnectPhase.Tcp;

    /// <exception cref="SocketException"/><exception cref="AuthenticationException"/><exception cref="IOException"/><exception cref="PinMismatchException"/>
    public async Task<RouterOsTransport> DialAsync(CancellationToken cancellationToken)
    {
        var socket = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (!endpoint.Tls)
            return new RouterOsTransport(stream, socket: socket);
        Phase = ConnectPhase.Tls;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(TlsOptions(), cancellationToken).ConfigureAwait(false);
            return new RouterOsTransport(tls, _fingerprint, socket);
        }
        catch (Exception problem)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            if (_pinBroken)
                throw new PinMismatchException(_fingerprint!, problem);
            throw;
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        // One sentence is one write: waiting to fill a packet would only add delay.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Routers have self-signed certificates: not a chain but the fingerprint a person has seen decides.</summary>
    private SslClientAuthenticationOptions TlsOptions() => new()
    {
        TargetHost = endpoint.Host,
#pragma warning disable CA5359 // Accepts any certificate only where no pin was set, to show its fingerprint; the contract of RouterOsEndpoint.
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            if (certificate is null)
                return false;
            _fingerprint = Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData()));
            _pinBroken = endpoint.PinnedFingerprint is { } pin && !string.Equals(pin.Replace(":", "", StringComparison.Ordinal), _fingerprint, StringComparison.OrdinalIgnoreCase);
            return !_pinBroken;
        },
#pragma warning restore CA5359
    };
}

/// <summary>The certificate is not the one that was pinned.</summary>
internal sealed class PinMismatchException(string shown, Exception inner) : Exception("The certificate is not the pinned one.", inner)
{
    /// <summary>SHA-256 of the certificate that was shown, hex.</summary>
    public string Shown { get; } = shown;
}
