using DualWanPortal.Access;
using DualWanPortal.Api;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Policies;

/// <summary>The part of the HTTP API that keeps policies.</summary>
public static class PoliciesApi
{
    public sealed record PolicyRequest(string? Yaml);

    public sealed record AssignRequest(int? PolicyId);

    /// <param name="Id">Null for a built-in policy, which cannot be changed.</param>
    public sealed record PolicyAnswer(int? Id, string Name, bool BuiltIn, string Yaml, IReadOnlyList<PolicyRouter> Routers);

    public static void MapPoliciesApi(this WebApplication app)
    {
        var policies = app.MapApi("policies");
        policies.MapGet("", ListAsync).RequireAuthorization(Permissions.View);
        policies.MapPost("", AddAsync).RequireAuthorization(Permissions.Operate);
        policies.MapPut("{id:int}", ReplaceAsync).RequireAuthorization(Permissions.Operate);
        policies.MapDelete("{id:int}", RemoveAsync).RequireAuthorization(Permissions.Operate);
        app.MapApi("routers").MapPut("{id:int}/policy", AssignAsync).RequireAuthorization(Permissions.Operate);
    }

    private static async Task<ListAnswer<PolicyAnswer>> ListAsync(PolicyBook book, CancellationToken cancellationToken)
    {
        var stored = (await book.ListAsync(cancellationToken)).Select(policy => new PolicyAnswer(policy.Id, policy.Policy.Name, false, policy.Yaml, policy.Routers));
        var builtIn = BuiltInPolicies.All.Select(policy => new PolicyAnswer(null, policy.Name, true, PolicyYaml.Write(policy), []));
        return new ListAnswer<PolicyAnswer>([.. builtIn, .. stored]);
    }

    private static Task<IResult> AddAsync(PolicyRequest request, PolicyBook book, CancellationToken cancellationToken) => SaveAsync(null, request, book, cancellationToken);

    private static Task<IResult> ReplaceAsync(int id, PolicyRequest request, PolicyBook book, CancellationToken cancellationToken) => SaveAsync(id, request, book, cancellationToken);

    private static async Task<IResult> SaveAsync(int? id, PolicyRequest request, PolicyBook book, CancellationToken cancellationToken)
    {
        var (saved, problems) = await book.SaveAsync(id, request.Yaml ?? "", cancellationToken);
        if (saved is null)
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["yaml"] = [.. problems] }, title: "The policy was not saved.");
        return id is null ? Results.Created($"/api/v1/policies/{saved}", new { id = saved }) : Results.Ok(new { id = saved });
    }

    private static async Task<IResult> RemoveAsync(int id, PolicyBook book, CancellationToken cancellationToken) =>
        await book.RemoveAsync(id, cancellationToken) ? Results.NoContent() : Problem.NotFound($"There is no policy {id} of yours.");

    private static async Task<IResult> AssignAsync(int id, AssignRequest request, PolicyBook book, CancellationToken cancellationToken) =>
        await book.AssignAsync(id, request.PolicyId, cancellationToken)
            ? Results.NoContent()
            : Problem.NotFound("There is no such router or policy.");
}
