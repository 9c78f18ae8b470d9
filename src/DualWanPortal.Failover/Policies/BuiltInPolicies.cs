using System.Collections.Immutable;

namespace DualWanPortal.Failover.Policies;

/// <summary>Policies that are there without anyone writing them.</summary>
public static class BuiltInPolicies
{
    public static ImmutableArray<FailoverPolicy> All { get; } = [new FailoverPolicy { Name = "distance", Method = FailoverMethod.Distance }];

    public static FailoverPolicy? Named(string name) => All.FirstOrDefault(policy => policy.Name == name);
}
