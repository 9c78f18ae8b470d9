using System.Globalization;
using DualWanPortal.Access;
using DualWanPortal.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DualWanPortal.Configs;

/// <summary><c>/api/v1/routers/{id}/configs</c>.</summary>
public static class ConfigEndpoints
{
    /// <param name="Lines">Those that differ, with three around each; a gap between two has no line.</param>
    public sealed record DiffAnswer(int From, int To, int Added, int Removed, IReadOnlyList<DiffLine> Lines);

    public static void MapConfigEndpoints(this WebApplication app)
    {
        var configs = app.MapApi("routers/{id:int}/configs");
        configs.MapGet("", ListAsync).RequireAuthorization(Permissions.View).WithSummary("The configurations that the router has had, newest first, with who changed it where that is known");
        configs.MapGet("{version:int}", ReadAsync).RequireAuthorization(Permissions.View).Produces(StatusCodes.Status200OK, contentType: "text/plain").WithSummary("The text of one version");
        configs.MapGet("diff", DiffAsync).RequireAuthorization(Permissions.View).WithSummary("How one version became another");
    }

    private static async Task<ListAnswer<ConfigVersion>> ListAsync(int id, int? after, int? limit, ConfigHistory history, CancellationToken cancellationToken)
    {
        var most = Math.Clamp(limit ?? 100, 1, 500);
        var rows = await history.ListAsync(id, after, most, cancellationToken);
        return new ListAnswer<ConfigVersion>(rows, rows.Length == most ? rows[^1].Version.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static async Task<IResult> ReadAsync(int id, int version, ConfigHistory history, CancellationToken cancellationToken) =>
        await history.ReadAsync(id, version, cancellationToken) is { } text
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"router-{id}-version-{version}.rsc"))
            : NoVersion();

    /// <param name="from">Version number.</param>
    /// <param name="to">Version number.</param>
    private static async Task<IResult> DiffAsync(int id, int from, int to, ConfigHistory history, CancellationToken cancellationToken)
    {
        if (await history.DiffAsync(id, from, to, cancellationToken) is not { } lines)
            return NoVersion();
        var (added, removed) = LineDiff.Count(lines);
        return TypedResults.Ok(new DiffAnswer(from, to, added, removed, [.. DiffContext.Around(lines).SelectMany(piece => piece)]));
    }

    private static ProblemHttpResult NoVersion() => Problem.NotFound("There is no such version of this router's configuration; it may have been removed when it was older than the settings keep.");
}
