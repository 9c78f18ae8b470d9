using System.Text.Json;
using DualWanPortal.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DualWanPortal.Alerts;

/// <summary>The part of the HTTP API that concerns telling.</summary>
public static class AlertsApi
{
    public sealed record ChannelRequest(string? Name, string? Kind, JsonElement Settings);

    public sealed record ChannelAnswer(int Id, string Name, string Kind, bool Enabled, string? DisabledReason, IReadOnlyDictionary<string, string> Settings, string? Secret);

    public sealed record ChannelChange(bool Enabled);

    public sealed record TestAnswer(bool Delivered, string Outcome);

    public static void MapAlertsApi(this WebApplication app)
    {
        var alerts = app.MapGroup("/api/v1/alerts").WithTags("Alerts");
        alerts.MapGet("channels", ListAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapPost("channels", AddAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapPatch("channels/{id:int}", ChangeAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapDelete("channels/{id:int}", RemoveAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapPost("channels/{id:int}/test", TestAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapGet("deliveries", DeliveriesAsync).RequireAuthorization(Permissions.View);
        alerts.MapPost("deliveries/{id:long}/replay", ReplayAsync).RequireAuthorization(Permissions.Administer);
    }

    private static async Task<IResult> ListAsync(Channels channels, CancellationToken cancellationToken) =>
        Results.Ok(new { items = (await channels.ListAsync(cancellationToken)).Select(channel => Answer(channel, null)), next = (string?)null });

    private static async Task<IResult> AddAsync(ChannelRequest request, Channels channels, CancellationToken cancellationToken)
    {
        var made = await channels.AddAsync(request.Name, request.Kind, request.Settings, cancellationToken);
        return made.Channel is { } channel
            ? Results.Created($"/api/v1/alerts/channels/{channel.Id}", Answer(channel, made.Secret))
            : Results.ValidationProblem(made.Problems.ToDictionary(), title: "The channel was not saved.");
    }

    private static async Task<Results<NoContent, NotFound>> ChangeAsync(int id, ChannelChange change, Channels channels, CancellationToken cancellationToken) =>
        await channels.SetEnabledAsync(id, change.Enabled, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> RemoveAsync(int id, Channels channels, CancellationToken cancellationToken) =>
        await channels.RemoveAsync(id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<Ok<TestAnswer>, NotFound>> TestAsync(int id, Channels channels, CancellationToken cancellationToken) =>
        await channels.SendTestAsync(id, cancellationToken) is { } outcome
            ? TypedResults.Ok(new TestAnswer(outcome is DeliveryOutcome.Delivered, outcome.Text))
            : TypedResults.NotFound();

    private static async Task<IResult> DeliveriesAsync(Channels channels, long? next, int? limit, CancellationToken cancellationToken)
    {
        var most = Math.Clamp(limit ?? 100, 1, 500);
        var rows = await channels.DeliveriesAsync(next, most, cancellationToken);
        return Results.Ok(new { items = rows, next = rows.Count == most ? rows[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null });
    }

    private static async Task<IResult> ReplayAsync(long id, Channels channels, CancellationToken cancellationToken) =>
        await channels.ReplayAsync(id, cancellationToken)
            ? Results.Accepted()
            : Results.Problem(statusCode: 409, title: "Not replayed.", detail: "There is no finished delivery of an event with this id: one that is pending or retrying will be tried by itself.");

    private static ChannelAnswer Answer(ChannelView channel, string? secret) =>
        new(channel.Id, channel.Name, channel.Kind, channel.Enabled, channel.DisabledReason, channel.Settings, secret);
}
