using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// <c>/certificate/sign</c> makes a template a certificate, signed by itself or by a certificate authority of the router; <c>/ip/ipsec/key/rsa/generate-key</c>
/// (before 7.20 <c>/ip/ipsec/key</c>; reference 1.10, 3.15). Keys and fingerprints only look like such.
/// </summary>
internal static class Certificates
{
    public static void Register(SimulatedRouter router)
    {
        router.Commands["/certificate/sign"] = (request, reply) => Sign(router, request, reply);
        router.Commands["/certificate/add-scep"] = (request, reply) => Enrol(router, request, reply);
        var keys = router.Profile.Version.AtLeast(7, 20) ? "/ip/ipsec/key/rsa" : "/ip/ipsec/key";
        router.Commands[keys + "/generate-key"] = (request, reply) => Generate(router, keys, request, reply);
    }

    private static RunningCommand? Sign(SimulatedRouter router, CommandRequest request, IReplySink reply)
    {
        var menu = router["/certificate"];
        if (RowSelection.Read(router, menu, request, out var rows) is { } unknown)
            return RouterCommands.Refuse(reply, unknown);
        var template = rows[0];
        if (template.Flag("private-key"))
            return RouterCommands.Refuse(reply, Refusal.Failure("can not sign: already signed"));
        MenuRow? authority = null;
        if (request["ca"] is { Length: > 0 } ca && (authority = menu.Named(ca) ?? menu.Find(ca)) is null)
            return RouterCommands.Refuse(reply, Refusal.NoMatch("ca"));
        var now = router.WallTime;
        var days = int.TryParse(template["days-valid"], CultureInfo.InvariantCulture, out var given) ? given : 365;
        menu.Set(template, byHand: true, ("name", request["name"] is { Length: > 0 } name ? name : template["name"]), ("private-key", "true"), ("trusted", "true"),
            ("authority", authority is null ? "true" : null), ("issued", authority is null ? null : "true"), ("ca", authority?["name"]),
            ("invalid-before", RouterTime.Moment(router.Profile, now)), ("invalid-after", RouterTime.Moment(router.Profile, now.AddDays(days))),
            ("fingerprint", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{router.Name}/{template.Id}/{template["common-name"]}")))));
        // A real router tells how far it is while it makes the key; here that takes no time.
        reply.Row([new("progress", "done")]);
        reply.Done();
        return null;
    }

    /// <summary>Asks a server for the certificate; in this world there is none that would answer.</summary>
    private static RunningCommand? Enrol(SimulatedRouter router, CommandRequest request, IReplySink reply)
    {
        if (request.Unknown("template", "scep-url", "ca-identity", "challenge-password", "on-smart-card", "refresh") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, router.Profile.Version));
        if (request["scep-url"] is not { Length: > 0 } url)
            return RouterCommands.Refuse(reply, Refusal.Missing("scep-url", router.Profile.Version));
        var menu = router["/certificate"];
        if (menu.Named(request["template"] ?? "") is not { } template)
            return RouterCommands.Refuse(reply, Refusal.NoMatch("template"));
        menu.Set(template, byHand: true, ("scep-url", url), ("ca-identity", request["ca-identity"]), ("status", "failed"));
        reply.Done();
        return null;
    }

    private static RunningCommand? Generate(SimulatedRouter router, string path, CommandRequest request, IReplySink reply)
    {
        if (request.Unknown("name", "key-size") is { } unknown)
            return RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, router.Profile.Version));
        if (request["name"] is not { Length: > 0 } name)
            return RouterCommands.Refuse(reply, Refusal.Missing("name", router.Profile.Version));
        var menu = router.Find(path)!;
        if (menu.Named(name) is not null)
            return RouterCommands.Refuse(reply, Refusal.Failure("already have such entry"));
        menu.Add([new("name", name), new("key-size", request["key-size"] ?? "2048"), new("private-key", "true"), new("rsa", "true")], byHand: true);
        reply.Done();
        return null;
    }
}
