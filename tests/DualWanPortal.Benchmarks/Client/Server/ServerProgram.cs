using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DualWanPortal.Benchmarks.Client.Server;

/// <summary>The neutral server as a process of its own, so that its processor time is not counted as a client's; ends when its standard input does.</summary>
internal static class ServerProgram
{
    /// <summary>Writes the ports in one line: plain with quick acknowledgements, plain with delayed ones, TLS; for idle sessions plain and TLS.</summary>
    public static async Task RunAsync(int rows, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        byte[][] table = [.. Enumerable.Range(0, rows).Select(RouteTable.Row)];
        using var certificate = SelfSigned();
        using var quick = new NeutralServer(table, null, quickAck: true);
        using var delayed = new NeutralServer(table, null, quickAck: false);
        using var tls = new NeutralServer(table, certificate, quickAck: true);
        await using var idle = new HoldingServer(null);
        await using var idleTls = new HoldingServer(certificate);
        await output.WriteLineAsync($"{quick.Start()} {delayed.Start()} {tls.Start()} {idle.Start()} {idleTls.Start()}".AsMemory(), cancellationToken);
        await output.FlushAsync(cancellationToken);
        while (await input.ReadLineAsync(cancellationToken) is not null)
        {
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=neutral", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
