using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Policies;

/// <summary>Whether a policy can be carried out at all, whatever the router.</summary>
public static class PolicyValidation
{
    /// <summary>RouterOS takes distances to 255, where 255 is never used for forwarding; some room is left for last-resort routes.</summary>
    private const int HighestDistance = 250;
    private const int MostWans = 8;
    private const int MostResolvers = 8;
    private const int MostCanaries = 2;
    private static readonly TimeSpan s_fastest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_slowest = TimeSpan.FromMinutes(10);

    /// <summary>All problems; none when the policy is good.</summary>
    public static ImmutableArray<PolicyProblem> Check(FailoverPolicy policy)
    {
        var problems = ImmutableArray.CreateBuilder<PolicyProblem>();
        void Wrong(string property, string message) => problems.Add(new PolicyProblem(null, property, message));

        if (policy.Name.Trim().Length is 0 or > 60 || policy.Name != policy.Name.Trim() || policy.Name.Any(char.IsControl))
            Wrong("name", "needs 1 to 60 characters without line breaks or blanks at its ends");
        if (!Enum.IsDefined(policy.Method))
            Wrong("method", "is not known");
        CheckNames("wan-order", policy.WanOrder, MostWans, "interfaces", "an interface", Wrong);
        if (policy.FirstDistance is < 1 or > HighestDistance)
            Wrong("first-distance", $"must be 1 to {HighestDistance}");
        if (policy.DistanceStep is < 1 or > 100)
            Wrong("distance-step", "must be 1 to 100");
        else if (policy.FirstDistance + (Math.Max(2, policy.WanOrder.Length) - 1) * policy.DistanceStep > HighestDistance)
            Wrong("distance-step", $"leads to distances over {HighestDistance}");
        if (policy.WanList.Length is 0 or > 64 || !policy.WanList.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            Wrong("wan-list", "needs a name of letters, digits, dots, hyphens and underscores");
        else if (policy.WanList is "all" or "none" or "dynamic" or "static")
            Wrong("wan-list", "is a list that RouterOS keeps itself");
        CheckResolvers(policy.Resolvers, Wrong);
        if (policy.Canaries is < 1 or > MostCanaries)
            Wrong("canaries", $"must be 1 or {MostCanaries}");
        else if (policy.Canaries != 2 && !policy.HasCanaries)
            Wrong("canaries", $"is of no use to the method {PolicyVocabulary.Of(policy.Method)}");
        if (policy.Inbound != InboundStrategy.None && !policy.HasCanaries)
            Wrong("inbound", $"needs watched hosts, which the method {PolicyVocabulary.Of(policy.Method)} has not");
        if (policy.DetectWithin is { } within && (within < s_fastest || within > s_slowest))
            Wrong("detect-within", "must be 2 s to 10 min");
        PolicyFailbackChecks.Add(policy, Wrong);
        PolicyWanChecks.Add(policy, problems);
        PolicyReachChecks.Add(policy, Wrong);
        return problems.ToImmutable();
    }

    /// <summary>Names of rows on a router: not too many, each a name, none twice.</summary>
    internal static void CheckNames(string property, ImmutableArray<string> names, int most, string many, string one, Action<string, string> wrong)
    {
        if (names.Length > most)
            wrong(property, $"names more than {most} {many}");
        if (names.Any(name => name.Length is 0 or > 64 || name.Any(char.IsControl)))
            wrong(property, "holds a name that is empty or too long");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
            wrong(property, $"names {one} twice");
    }

    private static void CheckResolvers(ImmutableArray<string> resolvers, Action<string, string> wrong)
    {
        if (resolvers.Length > MostResolvers)
            wrong("resolvers", $"names more than {MostResolvers} addresses");
        foreach (var resolver in resolvers.Distinct(StringComparer.Ordinal))
        {
            if (AddressWithPrefix.Parse(resolver) is not { IsHost: true } host || resolver.Contains('/', StringComparison.Ordinal))
                wrong("resolvers", $"{(resolver.Length > 40 ? resolver[..40] + "…" : resolver)} is not an IP address");
            else if (System.Net.IPAddress.IsLoopback(host.Address) || host.Address.Equals(System.Net.IPAddress.Any) || host.Address.Equals(System.Net.IPAddress.IPv6Any))
                wrong("resolvers", $"{resolver} cannot be a resolver");
        }
        if (resolvers.Distinct(StringComparer.Ordinal).Count() != resolvers.Length)
            wrong("resolvers", "names an address twice");
    }
}
