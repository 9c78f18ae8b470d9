using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Tests.Commands;
using DualWanPortal.Simulation.Tests.Scripting;
using DualWanPortal.Simulation.Tests.World;

namespace DualWanPortal.Simulation.Tests.Services;

/// <summary>Reference 3.15: certificates go out into files and come in from them.</summary>
public class CertificateFileTests
{
    [Theory]
    [InlineData("6.49")]
    [InlineData("7.21")]
    public void Reference_3_15_Certificate_ExportedAndImported_IsTheSame(string profile)
    {
        var desk = Sites.Settled("two-isps", RouterProfile.Named(profile)).At();
        var id = desk.Add("/certificate/add", "=name=gate", "=common-name=gate.example.com", "=days-valid=30");
        Assert.Equal("failure: can not export template", desk.Refusal("/certificate/export-certificate", "=.id=gate"));
        desk.Run("/certificate/sign", "=.id=gate");
        var before = Certificate(desk, "gate");
        Assert.Empty(desk.Run("/certificate/export-certificate", "=.id=gate", "=export-passphrase=12345678").Traps);
        Assert.Equal(["cert_export_gate.crt", "cert_export_gate.key"], desk.Run("/file/print", "=.proplist=name").Rows.Select(row => row["name"]).Where(name => name.StartsWith("cert_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", desk.Run("/file/print", "?name=cert_export_gate.crt").Rows.Single()["contents"], StringComparison.Ordinal);

        desk.Run("/certificate/remove", "=.id=" + id);
        Assert.Equal(("1", "0"), Import(desk, "cert_export_gate.crt"));
        var after = Certificate(desk, "cert_export_gate.crt_0");
        Assert.Equal((before["fingerprint"], before["invalid-after"], "gate.example.com"), (after["fingerprint"], after["invalid-after"], after["common-name"]));
        Assert.Equal("1", desk.Run("/certificate/import", "=file-name=cert_export_gate.key", "=passphrase=wrong").Rows.Single()["decryption-failures"]);
        Assert.Equal(("0", "1"), Import(desk, "cert_export_gate.key", "12345678"));
        Assert.Equal("true", Certificate(desk, "cert_export_gate.crt_0")["private-key"]);
    }

    [Fact]
    public void Reference_3_15_Certificate_OfAnotherMaker_IsImported()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=far.example.com", key, HashAlgorithmName.SHA256).CreateSelfSigned(Sites.Start, Sites.Start.AddDays(90));
        var desk = Sites.Settled("two-isps").At();
        desk.Add("/file/add", "=name=far.pem", "=contents=" + certificate.ExportCertificatePem());
        Assert.Equal(("1", "0"), Import(desk, "far.pem"));
        var row = Certificate(desk, "far.pem_0");
        Assert.Equal(("far.example.com", "2026-05-31 09:00:00"), (row["common-name"], row["invalid-after"]));
        Assert.Equal(certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(), row["fingerprint"]);
        // The same once more is no second one.
        Assert.Equal(("0", "0"), Import(desk, "far.pem"));
    }

    [Fact]
    public void Certificate_FromNothingOrRubbish_IsNotImported()
    {
        var desk = Sites.Settled("two-isps").At();
        Assert.Equal("no such item", desk.Refusal("/certificate/import", "=file-name=none.crt"));
        desk.Add("/file/add", "=name=bad.crt", "=contents=-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Assert.Equal(("0", "0"), Import(desk, "bad.crt"));
    }

    private static (string Certificates, string Keys) Import(CommandDesk desk, string file, string passphrase = "")
    {
        var answer = desk.Run("/certificate/import", "=file-name=" + file, "=passphrase=" + passphrase);
        Assert.Empty(answer.Traps);
        return (answer.Rows.Single()["certificates-imported"], answer.Rows.Single()["private-keys-imported"]);
    }

    private static Dictionary<string, string> Certificate(CommandDesk desk, string name) => desk.Run("/certificate/print", "?name=" + name).Rows.Single();
}
