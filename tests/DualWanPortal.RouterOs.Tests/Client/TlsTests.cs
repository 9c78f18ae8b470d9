using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

public sealed class TlsTests : IDisposable
{
    private readonly X509Certificate2 _certificate = SelfSigned();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_certificate.RawData));

    [Fact]
    public async Task Connect_NoPin_ReportsFingerprintAndTalks()
    {
        await using var peer = Peer();

        await using var client = await ConnectAsync(peer, pin: null);

        Assert.Equal(Fingerprint, client.PeerFingerprint);
        Assert.Equal("/echo", (await client.RunAsync(new RouterOsCommand("/echo"), Token)).Return);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connect_RightPin_IsAcceptedInUsualSpellings(bool colons)
    {
        await using var peer = Peer();
        var pin = colons ? string.Join(':', Fingerprint.ToUpperInvariant().Chunk(2).Select(pair => new string(pair))) : Fingerprint;

        await using var client = await ConnectAsync(peer, pin);

        Assert.Equal(Fingerprint, client.PeerFingerprint);
    }

    [Fact]
    public async Task Connect_OtherPin_IsRefusedBeforeThePasswordIsSent()
    {
        var loginSeen = false;
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.ReadAsync();
            loginSeen = true;
        }, _certificate);

        var mismatch = await Assert.ThrowsAsync<RouterOsConnectionException>(() => ConnectAsync(peer, new string('0', 64)));

        Assert.Contains("another certificate", mismatch.Message, StringComparison.Ordinal);
        Assert.Contains(Fingerprint, mismatch.Message, StringComparison.Ordinal);
        Assert.False(loginSeen);
    }

    [Fact]
    public async Task Connect_TlsToPlainPortThatCloses_SaysPlainPort()
    {
        await using var peer = new ScriptedPeer(_ => Task.CompletedTask);

        var failed = await Assert.ThrowsAsync<RouterOsConnectionException>(() => ConnectAsync(peer, null));

        Assert.Contains("TLS handshake", failed.Message, StringComparison.Ordinal);
        Assert.Contains("8728", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_TlsToPlainPortThatStaysSilent_TimesOutSayingTls()
    {
        var time = new ManualTime();
        var helloSeen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = new ScriptedPeer(async peer =>
        {
            await peer.ReadByteAsync();
            helloSeen.SetResult();
            await peer.StaySilentAsync();
        });
        var connecting = ConnectAsync(peer, null, new() { Time = time });
        await helloSeen.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        time.Advance(RouterOsClientOptions.Default.ConnectTimeout);

        var timeout = await Assert.ThrowsAsync<RouterOsTimeoutException>(() => connecting);

        Assert.Contains("no TLS handshake", timeout.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_PlainToTlsPort_SaysTls()
    {
        await using var peer = Peer();

        var failed = await Assert.ThrowsAnyAsync<RouterOsException>(() => peer.ConnectAsync());

        Assert.Contains("TLS", failed.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _certificate.Dispose();

    private ScriptedPeer Peer() => new(async peer =>
    {
        await peer.AcceptLoginAsync();
        await peer.AnswerAsync((words, tag) => peer.SendAsync("!done", "=ret=" + words[0], tag));
    }, _certificate);

    private static Task<RouterOsClient> ConnectAsync(ScriptedPeer peer, string? pin, RouterOsClientOptions? options = null) => RouterOsClient.ConnectAsync(
        peer.Endpoint with { Tls = true, PinnedFingerprint = pin }, new("admin", "secret"), options ?? ScriptedPeer.Patient, Token);

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=router", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2035, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
