using System.Collections.Immutable;

namespace DualWanPortal.Failover.Policies;

/// <summary>Policies that are there without anyone writing them: one for each method, named like it.</summary>
public static class BuiltInPolicies
{
    public static ImmutableArray<FailoverPolicy> All { get; } = [.. PolicyVocabulary.Methods.Select(method => new FailoverPolicy { Name = method.Key, Method = method.Value })];

    public static FailoverPolicy? Named(string name) => All.FirstOrDefault(policy => policy.Name == name);
}
