using System.Text.Json;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace DualWanPortal.Policies;

/// <summary>A stored policy with the routers it is assigned to.</summary>
public sealed record PolicyView(int Id, FailoverPolicy Policy, string Yaml, DateTimeOffset UpdatedAt, IReadOnlyList<PolicyRouter> Routers);

public sealed record PolicyRouter(int Id, string Name);

/// <summary>A policy that was read, or why it could not be.</summary>
public sealed record PolicyInput(FailoverPolicy? Policy, IReadOnlyList<string> Problems);

/// <summary>The policies people keep, beside the built-in ones that cannot be changed.</summary>
public sealed class PolicyBook(IDbContextFactory<PortalDb> databases, TimeProvider time)
{
    private const int LongestText = 64 * 1024;
    private int _edition;

    /// <summary>Another number after every change of a policy or an assignment.</summary>
    public int Edition => Volatile.Read(ref _edition);

    /// <summary>The assigned policy of every router that has one.</summary>
    public async Task<IReadOnlyDictionary<int, FailoverPolicy>> AssignmentsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await (from router in db.Routers
                          join policy in db.Policies on router.PolicyId equals policy.Id
                          select new { router.Id, policy.Yaml }).ToListAsync(cancellationToken);
        // One object for each policy, so that comparing is cheap.
        var policies = rows.Select(row => row.Yaml).Distinct().ToDictionary(yaml => yaml, yaml => PolicyYaml.Read(yaml).Policy, StringComparer.Ordinal);
        return rows.Where(row => policies[row.Yaml] is not null).ToDictionary(row => row.Id, row => policies[row.Yaml]!);
    }

    public async Task<List<PolicyView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Policies.AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancellationToken);
        var routers = await db.Routers.Where(router => router.PolicyId != null).OrderBy(router => router.Name)
            .Select(router => new { router.Id, router.Name, PolicyId = router.PolicyId!.Value }).ToListAsync(cancellationToken);
        return [.. from row in rows
                   let policy = PolicyYaml.Read(row.Yaml).Policy
                   where policy is not null
                   select new PolicyView(row.Id, policy, row.Yaml, row.UpdatedAt, [.. routers.Where(router => router.PolicyId == row.Id).Select(router => new PolicyRouter(router.Id, router.Name))])];
    }

    /// <summary>A stored policy, else a built-in one; null when neither has the name.</summary>
    public async Task<FailoverPolicy?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var yaml = await db.Policies.Where(row => row.Name == name).Select(row => row.Yaml).FirstOrDefaultAsync(cancellationToken);
        return yaml is null ? BuiltInPolicies.Named(name) : PolicyYaml.Read(yaml).Policy;
    }

    /// <summary>Name of the policy assigned to a router; null when none is.</summary>
    public async Task<string?> AssignedAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await (from router in db.Routers
                      join policy in db.Policies on router.PolicyId equals policy.Id
                      where router.Id == routerId
                      select policy.Name).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Saves a new policy, or over the one with this id.</summary>
    /// <returns>The id, or what to change.</returns>
    public async Task<(int? Id, IReadOnlyList<string> Problems)> SaveAsync(int? id, string yaml, CancellationToken cancellationToken)
    {
        var input = ReadYaml(yaml);
        if (input.Policy is not { } policy)
            return (null, input.Problems);
        if (BuiltInPolicies.Named(policy.Name) is not null)
            return (null, [$"{policy.Name} is the name of a built-in policy. Choose another."]);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Policies.AnyAsync(row => row.Name == policy.Name && row.Id != id, cancellationToken))
            return (null, [$"There is a policy named {policy.Name} already."]);
        var row = id is null ? null : await db.Policies.FirstOrDefaultAsync(candidate => candidate.Id == id, cancellationToken);
        if (id is not null && row is null)
            return (null, ["The policy was removed in the meantime."]);
        if (row is null)
            db.Policies.Add(row = new PolicyRecord { Name = policy.Name, Yaml = "" });
        (row.Name, row.Yaml, row.UpdatedAt) = (policy.Name, PolicyYaml.Write(policy), time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        Changed();
        return (row.Id, []);
    }

    public async Task<bool> RemoveAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var removed = await db.Policies.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
        Changed();
        return removed;
    }

    /// <summary>Assigns a policy to a router, or none.</summary>
    public async Task<bool> AssignAsync(int routerId, int? policyId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (policyId is not null && !await db.Policies.AnyAsync(row => row.Id == policyId, cancellationToken))
            return false;
        var assigned = await db.Routers.Where(router => router.Id == routerId).ExecuteUpdateAsync(set => set.SetProperty(router => router.PolicyId, policyId), cancellationToken) == 1;
        Changed();
        return assigned;
    }

    private void Changed() => Interlocked.Increment(ref _edition);

    public static PolicyInput ReadYaml(string? yaml)
    {
        if (string.IsNullOrWhiteSpace(yaml))
            return new PolicyInput(null, ["The policy is empty."]);
        if (yaml.Length > LongestText)
            return new PolicyInput(null, ["The policy is longer than 64 KiB."]);
        var reading = PolicyYaml.Read(yaml);
        return new PolicyInput(reading.Policy, [.. reading.Problems.Select(problem => problem.ToString())]);
    }

    /// <summary>A policy given as a JSON object. JSON is YAML, so one reader serves both.</summary>
    public static PolicyInput ReadJson(JsonElement policy) =>
        policy.ValueKind == JsonValueKind.Object ? ReadYaml(policy.GetRawText()) : new PolicyInput(null, ["Give the name of a policy, or a policy as an object."]);
}
