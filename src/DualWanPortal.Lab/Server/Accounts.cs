using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab.Server;

/// <summary>Who may log in to a simulated router, and from where: <c>/user</c>, <c>/user/group</c>, <c>/ip/service</c> (reference 1.3, 1.10).</summary>
internal static class Accounts
{
    /// <returns>The policies of the user's group, or null when name, password or address do not fit or the group may not use the API.</returns>
    public static ImmutableHashSet<string>? LogIn(SimulatedRouter router, string name, string password, IPAddress from)
    {
        if (router["/user"].Named(name) is not { Disabled: false } user || !SamePassword(user["password"] ?? "", password) || !Allows(user["address"], from))
            return null;
        var policies = Policies(router, user["group"]);
        return policies.Contains("api") ? policies : null;
    }

    /// <summary>The <c>address</c> of a service or user: empty allows all.</summary>
    public static bool Allows(string? prefixes, IPAddress from)
    {
        if (string.IsNullOrEmpty(prefixes))
            return true;
        return prefixes.Split(',').Any(prefix => IPNetwork.TryParse(prefix.Contains('/', StringComparison.Ordinal) ? prefix : prefix + (from.GetAddressBytes().Length == 4 ? "/32" : "/128"), out var network)
            && network.Contains(from));
    }

    /// <summary>Sessions one service takes at once: since 7.16 a setting, before that without a limit worth modelling.</summary>
    public static int MaxSessions(MenuRow service, RouterOsVersion version) =>
        version.AtLeast(7, 16) && int.TryParse(service["max-sessions"] ?? "20", out var limit) ? limit : 1000;

    private static ImmutableHashSet<string> Policies(SimulatedRouter router, string? group) =>
        group is null || router["/user/group"].Named(group) is not { } row
            ? []
            : [.. (row["policy"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(policy => !policy.StartsWith('!'))];

    private static bool SamePassword(string known, string given) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(known)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
