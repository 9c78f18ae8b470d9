using System.IO.Pipelines;
using System.Net.Sockets;

namespace DualWanPortal.RouterOs.Client;

/// <summary>The bottom layer: a two-way byte stream to a router, over TCP, TLS, or pipes in memory.</summary>
/// <param name="stream">Owned from here on; must allow one read and one write at the same time.</param>
/// <param name="peerFingerprint">SHA-256 of the peer's certificate, 64 lower-case hex digits; null without TLS.</param>
/// <param name="socket">What the stream writes to; null when it is not the network.</param>
public sealed class RouterOsTransport(Stream stream, string? peerFingerprint = null, Socket? socket = null) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;
    public string? PeerFingerprint { get; } = peerFingerprint;

    /// <summary>A transport over a pair of pipes, with no port needed.</summary>
    public static RouterOsTransport Over(IDuplexPipe pipe) => new(new DuplexPipeStream(pipe));

    /// <summary>
    /// Ends the connection so that what was written and has not arrived yet never shall. Else TCP would go on trying after the end, and a command that everybody gave up
    /// would be done minutes later.
    /// </summary>
    public void Abort() => socket?.Close(timeout: 0);

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
