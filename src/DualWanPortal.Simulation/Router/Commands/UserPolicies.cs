using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>
/// The policies of a group: each is granted or denied, and both are shown, the denied ones with an exclamation mark after those that are granted (reference 1.10). A
/// change settles the policies that it names and leaves the others.
/// </summary>
internal static class UserPolicies
{
    private static readonly ImmutableArray<string> s_known =
        ["local", "telnet", "ssh", "ftp", "reboot", "read", "write", "policy", "test", "winbox", "password", "web", "sniff", "sensitive", "api", "romon"];

    private static readonly ImmutableArray<string> s_v6 = [.. s_known, "dude", "tikapp"];
    private static readonly ImmutableArray<string> s_v7 = [.. s_known, "rest-api"];

    public static Refusal? Check(Proposal proposal)
    {
        var version = proposal.Router.Profile.Version;
        if (!proposal.IsNew && !proposal.Gives("policy"))
            return null;
        var named = (proposal["policy"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (named.Any(policy => !Known(version).Contains(policy.TrimStart('!'))))
            return Refusal.NoMatch("policy");
        var before = (proposal.Row?["policy"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var granted = named.Concat(before.Where(policy => !named.Contains("!" + policy))).Where(policy => !policy.StartsWith('!'));
        proposal.Values["policy"] = Whole(granted, version);
        return null;
    }

    /// <summary>All policies of the version, those that are not granted denied.</summary>
    public static string Whole(IEnumerable<string> granted, RouterOsVersion version)
    {
        var has = granted.ToHashSet(StringComparer.Ordinal);
        return string.Join(',', Known(version).Where(has.Contains).Concat(Known(version).Where(policy => !has.Contains(policy)).Select(policy => "!" + policy)));
    }

    private static ImmutableArray<string> Known(RouterOsVersion version) => version.IsV6 ? s_v6 : s_v7;
}
