using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DualWanPortal.Lab.Control;

/// <summary>Faults by HTTP: what a test or a person does to the links of the lab.</summary>
public static class LabApi
{
    /// <summary>
    /// Maps <c>lab/routers</c> under the builder's prefix: GET, and POST and DELETE of <c>lab/routers/{name}/faults</c>.
    /// The caller decides who may call.
    /// </summary>
    public static RouteGroupBuilder MapLabApi(this IEndpointRouteBuilder routes, LabHost host) => routes.MapLabApi(() => host);

    /// <summary>The same for a lab that is started later or not at all; while there is none, the calls answer 404.</summary>
    public static RouteGroupBuilder MapLabApi(this IEndpointRouteBuilder routes, Func<LabHost?> host)
    {
        var group = routes.MapGroup("lab/routers");
        group.MapGet("", (CancellationToken cancellationToken) => ListAsync(host(), cancellationToken));
        group.MapPost("{name}/faults", (string name, LabFaultRequest fault, CancellationToken cancellationToken) => ApplyAsync(host(), name, fault, cancellationToken));
        group.MapDelete("{name}/faults", (string name, string? wan, CancellationToken cancellationToken) => ClearAsync(host(), name, wan, cancellationToken));
        return group;
    }

    private static async Task<IResult> ListAsync(LabHost? host, CancellationToken cancellationToken)
    {
        if (host is null)
            return NoLab();
        var items = new List<LabRouterState>();
        foreach (var router in host.Routers)
            items.Add(await router.DescribeAsync(cancellationToken));
        return Results.Ok(new LabRouterList(items, Next: null));
    }

    private static async Task<IResult> ApplyAsync(LabHost? host, string name, LabFaultRequest request, CancellationToken cancellationToken)
    {
        if (request.Others?.Keys.FirstOrDefault() is { } unknown)
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The body could not be used", detail: $"{(unknown.Length > 60 ? unknown[..60] : unknown)}: There is no such field. There are wan and fault.");
        if (host is null)
            return NoLab();
        if (host.Named(name) is not { } router)
            return NoRouter(name);
        if (request.Fault is not { Length: > 0 and <= 100 } fault)
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "A fault is missing", detail: "Send {\"wan\":\"ether1\",\"fault\":\"cable-out\"}.");
        if (await router.ApplyFaultAsync(request.Wan, fault, cancellationToken) is { } why)
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "That fault cannot be applied", detail: why);
        return Results.Ok(await router.DescribeAsync(cancellationToken));
    }

    private static async Task<IResult> ClearAsync(LabHost? host, string name, string? wan, CancellationToken cancellationToken)
    {
        if (host is null)
            return NoLab();
        if (host.Named(name) is not { } router)
            return NoRouter(name);
        if (await router.ClearFaultsAsync(wan, cancellationToken) is { } why)
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "Those faults cannot be cleared", detail: why);
        return Results.Ok(await router.DescribeAsync(cancellationToken));
    }

    private static IResult NoLab() => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "No lab runs here");

    private static IResult NoRouter(string name) =>
        Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "No such lab router", detail: $"The lab has no router '{(name.Length > 60 ? name[..60] : name)}'.");
}

/// <param name="Wan">Carrying interface or the port under it; not needed for <c>reboot</c>.</param>
/// <param name="Fault">As in <c>loss:60</c>.</param>
public sealed record LabFaultRequest(string? Wan, string? Fault)
{
    /// <summary>Fields that nobody reads: the request is refused for them.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }
}

public sealed record LabRouterList(IReadOnlyList<LabRouterState> Items, string? Next);
