using DualWanPortal.Access;
using DualWanPortal.Failover.Policies;

namespace DualWanPortal.Policies;

/// <summary>The part of the HTTP API that keeps policies.</summary>
public static class PoliciesApi
{
    public sealed record PolicyRequest(string? Yaml);

    public sealed record AssignRequest(int? PolicyId);

    public static void MapPoliciesApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Policies");
        api.MapGet("policies", ListAsync).RequireAuthorization(Permissions.View);
        api.MapPost("policies", AddAsync).RequireAuthorization(Permissions.Operate);
        api.MapPut("policies/{id:int}", ReplaceAsync).RequireAuthorization(Permissions.Operate);
        api.MapDelete("policies/{id:int}", RemoveAsync).RequireAuthorization(Permissions.Operate);
        api.MapPut("routers/{id:int}/policy", AssignAsync).RequireAuthorization(Permissions.Operate);
    }

    private static async Task<IResult> ListAsync(PolicyBook book, CancellationToken cancellationToken)
    {
        var stored = (await book.ListAsync(cancellationToken)).Select(policy => new { id = (int?)policy.Id, name = policy.Policy.Name, builtIn = false, yaml = policy.Yaml, routers = policy.Routers });
        var builtIn = BuiltInPolicies.All.Select(policy => new { id = (int?)null, name = policy.Name, builtIn = true, yaml = PolicyYaml.Write(policy), routers = (IReadOnlyList<PolicyRouter>)[] });
        return Results.Ok(new { items = builtIn.Concat(stored), next = (string?)null });
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
        await book.RemoveAsync(id, cancellationToken) ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> AssignAsync(int id, AssignRequest request, PolicyBook book, CancellationToken cancellationToken) =>
        await book.AssignAsync(id, request.PolicyId, cancellationToken)
            ? Results.NoContent()
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "Not assigned.", detail: "There is no such router or policy.");
}
