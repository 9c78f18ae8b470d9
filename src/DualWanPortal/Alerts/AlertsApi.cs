using System.Text.Json;
using DualWanPortal.Access;
using DualWanPortal.Api;
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
        var alerts = app.MapApi("alerts");
        alerts.MapGet("channels", ListAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapPost("channels", AddAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapPatch("channels/{id:int}", ChangeAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapDelete("channels/{id:int}", RemoveAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapPost("channels/{id:int}/test", TestAsync).RequireAuthorization(Permissions.Administer);
        alerts.MapGet("deliveries", DeliveriesAsync).RequireAuthorization(Permissions.View);
        alerts.MapPost("deliveries/{id:long}/replay", ReplayAsync).RequireAuthorization(Permissions.Administer);
    }

    private static async Task<ListAnswer<ChannelAnswer>> ListAsync(Channels channels, CancellationToken cancellationToken) =>
        new([.. (await channels.ListAsync(cancellationToken)).Select(channel => Answer(channel, null))]);

    private static async Task<IResult> AddAsync(ChannelRequest request, Channels channels, CancellationToken cancellationToken)
    {
        var made = await channels.AddAsync(request.Name, request.Kind, request.Settings, cancellationToken);
        return made.Channel is { } channel
            ? Results.Created($"/api/v1/alerts/channels/{channel.Id}", Answer(channel, made.Secret))
            : Results.ValidationProblem(made.Problems.ToDictionary(), title: "The channel was not saved.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(int id, ChannelChange change, Channels channels, CancellationToken cancellationToken) =>
        await channels.SetEnabledAsync(id, change.Enabled, cancellationToken) ? TypedResults.NoContent() : NoChannel(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(int id, Channels channels, CancellationToken cancellationToken) =>
        await channels.RemoveAsync(id, cancellationToken) ? TypedResults.NoContent() : NoChannel(id);

    private static async Task<Results<Ok<TestAnswer>, ProblemHttpResult>> TestAsync(int id, Channels channels, CancellationToken cancellationToken) =>
        await channels.SendTestAsync(id, cancellationToken) is { } outcome
            ? TypedResults.Ok(new TestAnswer(outcome is DeliveryOutcome.Delivered, outcome.Text))
            : NoChannel(id);

    private static async Task<ListAnswer<DeliveryView>> DeliveriesAsync(Channels channels, long? after, int? limit, CancellationToken cancellationToken)
    {
        var most = Math.Clamp(limit ?? 100, 1, 500);
        var rows = await channels.DeliveriesAsync(after, most, cancellationToken);
        return new ListAnswer<DeliveryView>(rows, rows.Count == most ? rows[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    private static async Task<IResult> ReplayAsync(long id, Channels channels, CancellationToken cancellationToken) =>
        await channels.ReplayAsync(id, cancellationToken)
            ? Results.Accepted()
            : Problem.Conflict("There is no finished delivery of an event with this id: one that is pending or retrying will be tried by itself.");

    private static ProblemHttpResult NoChannel(int id) => Problem.NotFound($"There is no channel {id}.");

    private static ChannelAnswer Answer(ChannelView channel, string? secret) =>
        new(channel.Id, channel.Name, channel.Kind, channel.Enabled, channel.DisabledReason, channel.Settings, secret);
}
