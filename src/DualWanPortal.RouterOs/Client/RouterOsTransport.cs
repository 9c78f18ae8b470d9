using System.IO.Pipelines;

namespace DualWanPortal.RouterOs.Client;

/// <summary>The bottom layer: a two-way byte stream to a router, over TCP, TLS, or pipes in memory.</summary>
/// <param name="stream">Owned from here on; must allow one read and one write at the same time.</param>
/// <param name="peerFingerprint">SHA-256 of the peer's certificate, 64 lower-case hex digits; null without TLS.</param>
public sealed class RouterOsTransport(Stream stream, string? peerFingerprint = null) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;
    public string? PeerFingerprint { get; } = peerFingerprint;

    /// <summary>A transport over a pair of pipes, with no port needed.</summary>
    public static RouterOsTransport Over(IDuplexPipe pipe) => new(new DuplexPipeStream(pipe));

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
