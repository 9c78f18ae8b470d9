using System.Collections.Immutable;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Failover.Policies;

/// <summary>Whether what a policy says about single WANs fits together.</summary>
internal static class PolicyWanChecks
{
    private const int MostWans = 8;
    private const int MostCanaries = 2;

    public static void Add(FailoverPolicy policy, ImmutableArray<PolicyProblem>.Builder problems)
    {
        if (policy.Wans.Length > MostWans)
            problems.Add(new PolicyProblem(null, "wans", $"names more than {MostWans} interfaces"));
        if (!policy.WanOrder.IsEmpty && !policy.Wans.IsEmpty && !policy.WanOrder.SequenceEqual(policy.Wans.Select(wan => wan.Interface)))
            problems.Add(new PolicyProblem(null, "wan-order", "contradicts the order of wans; leave it out"));
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policy.Wans.Length; i++)
        {
            var (wan, at) = (policy.Wans[i], i);
            void Wrong(string property, string message) => problems.Add(new PolicyProblem(null, property, message) { Wan = at });

            if (wan.Interface.Length is 0 or > 64 || wan.Interface.Any(char.IsControl))
                Wrong("interface", "needs the name of an interface");
            else if (!names.Add(wan.Interface))
                Wrong("interface", $"{wan.Interface} stands twice");
            if (wan.Medium is not null && policy.Method != FailoverMethod.Netwatch)
                Wrong("medium", $"is of no use to the method {PolicyVocabulary.Of(policy.Method)}, which measures neither loss nor delay");
            CheckCanaries(policy, wan, hosts, Wrong);
        }
    }

    private static void CheckCanaries(FailoverPolicy policy, PolicyWan wan, HashSet<string> hosts, Action<string, string> wrong)
    {
        if (wan.Canaries.IsEmpty)
            return;
        if (!policy.HasCanaries)
            wrong("canaries", $"is of no use to the method {PolicyVocabulary.Of(policy.Method)}");
        if (wan.Canaries.Length > MostCanaries)
            wrong("canaries", $"names more than {MostCanaries} hosts");
        foreach (var canary in wan.Canaries)
        {
            if (AddressWithPrefix.Parse(canary) is not { IsHost: true, IsIPv4: true } host || canary.Contains('/', StringComparison.Ordinal) || System.Net.IPAddress.IsLoopback(host.Address) || host.Address.Equals(System.Net.IPAddress.Any))
                wrong("canaries", $"{(canary.Length > 40 ? canary[..40] + "…" : canary)} is not the address of a host");
            else if (!hosts.Add(canary))
                wrong("canaries", $"{canary} is watched already; a host can decide about one WAN only");
            else if (policy.Resolvers.Contains(canary))
                wrong("canaries", $"{canary} is also a resolver of this policy; pinned to {wan.Interface} it would be gone together with it");
        }
    }
}
