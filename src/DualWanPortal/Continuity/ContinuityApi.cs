using System.Collections.Immutable;
using System.Security.Claims;
using DualWanPortal.Access;
using DualWanPortal.Api;
using DualWanPortal.Failover.Continuity;

namespace DualWanPortal.Continuity;

/// <summary><c>/api/v1/routers/{id}/wan-sheets</c>.</summary>
public static class ContinuityApi
{
    /// <param name="InboundNeeded">Null leaves the question open.</param>
    public sealed record AnswersJson(bool? InboundNeeded, string? Depends, string? AlertsLeaveBy, ImmutableArray<string>? Accepted);

    public sealed record LossJson(string Id, string Sentence, bool Accepted);

    public sealed record SheetJson(string Interface, string Name, string Kind, string Role, string? Gateway, string? Address, string Reach, bool AddressChanges, bool? HasName,
        IReadOnlyList<string> Inbound, IReadOnlyList<string> Bound, AnswersJson Answers, IReadOnlyList<LossJson> Losses, IReadOnlyList<string> Open, string? AnsweredBy, DateTimeOffset? AnsweredAt)
    {
        public static SheetJson Of(WanSheetView view) => new(view.Sheet.Interface, view.Sheet.Name, Word(view.Sheet.Kind), Word(view.Sheet.Role), view.Sheet.Gateway, view.Sheet.Address,
            Word(view.Sheet.Reach), view.Sheet.AddressChanges, view.Sheet.HasName, [.. view.Sheet.Inbound.Select(line => line.Text)], [.. view.Sheet.Bound.Select(line => line.Text)],
            new AnswersJson(view.Answers.InboundNeeded, view.Answers.Depends, view.Answers.AlertsLeaveBy, view.Answers.Accepted),
            [.. view.Losses.Select(loss => new LossJson(loss.Id, loss.Sentence, loss.Accepted))], view.Open, view.AnsweredBy, view.AnsweredAt);

        private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
    }

    public static void MapContinuityApi(this WebApplication app)
    {
        var routers = app.MapApi("routers");
        routers.MapGet("{id:int}/wan-sheets", ListAsync).RequireAuthorization(Permissions.View);
        routers.MapPut("{id:int}/wan-sheets/{wan}", SaveAsync).RequireAuthorization(Permissions.Operate);
    }

    private static async Task<IResult> ListAsync(int id, WanAnswerBook book, CancellationToken cancellationToken) =>
        await book.ReadAsync(id, cancellationToken) is { } views
            ? Results.Ok(new ListAnswer<SheetJson>([.. views.Select(SheetJson.Of)]))
            : Problem.NotFound("There is no such router, or it has not been read yet.");

    private static async Task<IResult> SaveAsync(int id, string wan, AnswersJson answers, WanAnswerBook book, ClaimsPrincipal who, CancellationToken cancellationToken)
    {
        if (await book.ReadAsync(id, cancellationToken) is null)
            return Problem.NotFound("There is no such router, or it has not been read yet.");
        var given = new WanAnswers { InboundNeeded = answers.InboundNeeded, Depends = answers.Depends, AlertsLeaveBy = answers.AlertsLeaveBy, Accepted = answers.Accepted is { IsDefault: false } ids ? ids : [] };
        if (await book.SaveAsync(id, wan, given, who.Identity?.Name ?? "an API token", cancellationToken) is { } wrong)
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["answers"] = [wrong] }, title: "The answers are not right.");
        return Results.Ok(SheetJson.Of((await book.ReadAsync(id, cancellationToken))!.Value.First(view => view.Sheet.Interface == wan)));
    }
}
