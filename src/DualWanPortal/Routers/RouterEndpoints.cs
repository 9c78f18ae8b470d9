using DualWanPortal.Access;
using DualWanPortal.Api;
using DualWanPortal.Live;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DualWanPortal.Routers;

/// <summary><c>/api/v1/routers</c>.</summary>
public static class RouterEndpoints
{
    public static void MapRouterEndpoints(this WebApplication app)
    {
        var routers = app.MapApi("routers");
        routers.MapGet("", List).RequireAuthorization(Permissions.View).WithSummary("All routers with their present state, by name");
        routers.MapGet("{id:int}", Find).RequireAuthorization(Permissions.View).WithSummary("One router with its present state");
        routers.MapPost("", AddAsync).RequireAuthorization(Permissions.Administer).WithSummary("Adds a router");
        routers.MapPut("{id:int}", UpdateAsync).RequireAuthorization(Permissions.Administer).WithSummary("Replaces a router's entry; without a password the stored one stays");
        routers.MapPatch("{id:int}", PatchAsync).RequireAuthorization(Permissions.Administer).WithSummary("Changes the fields that are given");
        routers.MapDelete("{id:int}", RemoveAsync).RequireAuthorization(Permissions.Administer).WithSummary("Removes a router and its history");
        routers.MapPost("test", TestNewAsync).RequireAuthorization(Permissions.Administer).WithSummary("Logs in and tells what was found; stores nothing");
        routers.MapPost("{id:int}/test", TestAsync).RequireAuthorization(Permissions.Administer).WithSummary("Logs in to a router of the inventory and tells what was found");
    }

    private static Ok<ListAnswer<RouterJson>> List(LiveState live) =>
        TypedResults.Ok(new ListAnswer<RouterJson>([.. live.Current.Routers.Values.OrderBy(router => router.Name, StringComparer.Ordinal).Select(RouterJson.Of)]));

    private static Results<Ok<RouterJson>, ProblemHttpResult> Find(int id, LiveState live) =>
        live.Current.Routers.TryGetValue(id, out var router) ? TypedResults.Ok(RouterJson.Of(router)) : NoSuchRouter(id);

    private static async Task<IResult> AddAsync(RouterInput input, Inventory inventory, LiveState live, CancellationToken cancellationToken) =>
        Answer(await inventory.AddAsync(input, cancellationToken), live, created: true, 0);

    private static async Task<IResult> UpdateAsync(int id, RouterInput input, Inventory inventory, LiveState live, CancellationToken cancellationToken) =>
        Answer(await inventory.UpdateAsync(id, input, cancellationToken), live, created: false, id);

    private static async Task<IResult> PatchAsync(int id, RouterPatch patch, Inventory inventory, LiveState live, CancellationToken cancellationToken) =>
        await inventory.FindAsync(id, cancellationToken) is { } entry
            ? Answer(await inventory.UpdateAsync(id, patch.ApplyTo(Inventory.InputOf(entry)), cancellationToken), live, created: false, id)
            : NoSuchRouter(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(int id, Inventory inventory, CancellationToken cancellationToken) =>
        await inventory.RemoveAsync(id, cancellationToken) ? TypedResults.NoContent() : NoSuchRouter(id);

    private static async Task<IResult> TestNewAsync(RouterInput input, Inventory inventory, CancellationToken cancellationToken) =>
        Answer(await inventory.TestConnectionAsync(input, null, cancellationToken));

    private static async Task<IResult> TestAsync(int id, Inventory inventory, CancellationToken cancellationToken) =>
        await inventory.TestConnectionAsync(id, cancellationToken) is { } test ? Answer(test) : NoSuchRouter(id);

    private static IResult Answer(InventoryResult result, LiveState live, bool created, int id) => result switch
    {
        InventoryResult.Saved { Router: var router } when created => TypedResults.Created($"/api/v1/routers/{router.Id}", RouterJson.Of(live.Current.Routers[router.Id])),
        InventoryResult.Saved { Router: var router } => TypedResults.Ok(RouterJson.Of(live.Current.Routers[router.Id])),
        InventoryResult.Invalid { Errors: var errors } => TypedResults.ValidationProblem(errors, title: "The router was not saved."),
        InventoryResult.NameTaken { Name: var name } => Problem.Conflict($"There is already a router named {name}: choose another name."),
        _ => NoSuchRouter(id),
    };

    private static IResult Answer(ConnectionTest test) => test switch
    {
        ConnectionTest.Reached { Capabilities: var found } => TypedResults.Ok(new { reached = true, problem = (string?)null, capabilities = found }),
        ConnectionTest.Failed { Failure: var failure } => TypedResults.Ok(new { reached = false, problem = failure.Sentence, failure }),
        ConnectionTest.Invalid { Errors: var errors } => TypedResults.ValidationProblem(errors, title: "Nothing was tried."),
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    private static ProblemHttpResult NoSuchRouter(int id) => Problem.NotFound($"There is no router {id}.");
}

/// <summary>Fields to change; absent ones stay.</summary>
public sealed record RouterPatch(string? Name, string? Address, int? Port, bool? Tls, string? User, string? Password, string? Fingerprint, string? Site, IReadOnlyList<string>? Tags)
{
    public RouterInput ApplyTo(RouterInput present) => present with
    {
        Name = Name ?? present.Name, Address = Address ?? present.Address, Port = Port ?? present.Port, Tls = Tls ?? present.Tls, User = User ?? present.User,
        Password = Password, Fingerprint = Fingerprint ?? present.Fingerprint, Site = Site ?? present.Site, Tags = Tags ?? present.Tags,
    };
}
