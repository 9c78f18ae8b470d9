using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Files;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// <c>/certificate/export-certificate</c> and <c>import</c>, through files of the router (reference 3.15). What a simulated router exports only looks like PEM and is read
/// again by its like; a certificate that is one is read too. File names and the words of the import's answer are a guess.
/// </summary>
internal static class CertificateFiles
{
    private const string Mark = "simulated certificate\n";
    private static readonly string[] s_carried = ["common-name", "subject-alt-name", "days-valid", "key-size", "key-usage", "fingerprint", "invalid-before", "invalid-after"];

    public static void Register(SimulatedRouter router)
    {
        router.Commands["/certificate/export-certificate"] = (request, reply) => Export(router, request, reply);
        router.Commands["/certificate/import"] = (request, reply) => Import(router, request, reply);
    }

    private static RunningCommand? Export(SimulatedRouter router, CommandRequest request, IReplySink reply)
    {
        if (request.Unknown("numbers", "file-name", "export-passphrase", "type") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, router.Profile.Version));
        if (RowSelection.Read(router, router["/certificate"], request, out var rows) is { } refusal)
            return RouterCommands.Refuse(reply, refusal);
        if (request["type"] is not (null or "pem" or "pkcs12"))
            return RouterCommands.Refuse(reply, Refusal.NoMatch("type"));
        var row = rows[0];
        if (row["fingerprint"] is null)
            return RouterCommands.Refuse(reply, Refusal.Failure("can not export template"));
        var name = request["file-name"] is { Length: > 0 } given ? given : "cert_export_" + row["name"];
        var body = Mark + string.Concat(s_carried.Where(field => row[field] is not null).Select(field => $"{field}={row[field]}\n"));
        // The key leaves the router only under a passphrase.
        var withKey = request["export-passphrase"] is { Length: > 0 } && row.Flag("private-key");
        if (request["type"] == "pkcs12")
        {
            RouterFiles.Write(router, name + ".p12", ".p12 file", Pem("CERTIFICATE", Encoding.UTF8.GetBytes(body)) + (withKey ? Key(request["export-passphrase"]!) : ""), printable: true);
            reply.Done();
            return null;
        }
        RouterFiles.Write(router, name + ".crt", ".crt file", Pem("CERTIFICATE", Encoding.UTF8.GetBytes(body)), printable: true);
        if (withKey)
            RouterFiles.Write(router, name + ".key", ".key file", Key(request["export-passphrase"]!), printable: true);
        reply.Done();
        return null;
    }

    private static RunningCommand? Import(SimulatedRouter router, CommandRequest request, IReplySink reply)
    {
        if (request.Unknown("file-name", "passphrase", "name", "trusted") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, router.Profile.Version));
        if (request["file-name"] is not { Length: > 0 } fileName)
            return RouterCommands.Refuse(reply, Refusal.Missing("file-name", router.Profile.Version));
        if (router["/file"].Named(fileName) is not { } file)
            return RouterCommands.Refuse(reply, Refusal.NoSuchItem);
        var (certificates, keys, locked, lonely) = (0, 0, 0, 0);
        string rest = file["contents"] ?? "";
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var (label, bytes) = (rest[fields.Label], Convert.FromBase64String(rest[fields.Base64Data]));
            rest = rest[fields.Location.End..];
            if (label == "CERTIFICATE" && Facts(router, bytes) is { } facts)
                Put(router, facts, request["name"] is { Length: > 0 } name && certificates == 0 ? name : FormattableString.Invariant($"{fileName}_{certificates}"), request["trusted"], ref certificates);
            else if (label == "CERTIFICATE")
                locked++;
            else if (!CryptographicOperations.FixedTimeEquals(bytes, Lock(request["passphrase"] ?? "")))
                locked++;
            else if (router["/certificate"].Rows is [.., var last])
                keys += router["/certificate"].Set(last, byHand: true, ("private-key", "true")) ? 1 : 0;
            else
                lonely++;
        }
        reply.Row(
        [
            Number("certificates-imported", certificates), Number("private-keys-imported", keys), Number("files-imported", certificates + keys > 0 ? 1 : 0), Number("decryption-failures", locked),
            Number("keys-with-no-certificate", lonely),
        ]);
        reply.Done();
        return null;
    }

    private static void Put(SimulatedRouter router, Dictionary<string, string> facts, string name, string? trusted, ref int imported)
    {
        var menu = router["/certificate"];
        // The same certificate twice is one.
        if (menu.Rows.Any(row => row["fingerprint"] == facts["fingerprint"]))
            return;
        facts["name"] = menu.Named(name) is null ? name : FormattableString.Invariant($"{name}_{menu.Rows.Count}");
        facts["trusted"] = trusted is "no" or "false" ? "false" : "true";
        menu.Add(facts, byHand: true);
        imported++;
    }

    private static Dictionary<string, string>? Facts(SimulatedRouter router, byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        if (text.StartsWith(Mark, StringComparison.Ordinal))
        {
            var facts = text[Mark.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2 && s_carried.Contains(pair[0]))
                .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
            return facts.ContainsKey("fingerprint") ? facts : null;
        }
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(bytes);
            return new(StringComparer.Ordinal)
            {
                ["common-name"] = certificate.GetNameInfo(X509NameType.SimpleName, false), ["fingerprint"] = certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(),
                ["invalid-before"] = RouterTime.Moment(router.Profile, certificate.NotBefore.ToUniversalTime()), ["invalid-after"] = RouterTime.Moment(router.Profile, certificate.NotAfter.ToUniversalTime()),
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Key(string passphrase) => Pem("ENCRYPTED PRIVATE KEY", Lock(passphrase));

    /// <summary>There is no key to lock in; what opens it is all that must be told apart.</summary>
    private static byte[] Lock(string passphrase) => SHA256.HashData(Encoding.UTF8.GetBytes("simulated key/" + passphrase));

    private static string Pem(string label, byte[] bytes) => PemEncoding.WriteString(label, bytes) + "\n";

    private static KeyValuePair<string, string> Number(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture));
}
