using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DualWanPortal.Lab.Server;

/// <summary>A certificate of a simulated router, made when it is first needed and kept in memory only.</summary>
internal static class LabCertificate
{
    public static X509Certificate2 Create(string router, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(router);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }
}
