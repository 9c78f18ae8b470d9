using System.Security.Claims;
using System.Text.Json;
using DualWanPortal.Access;
using DualWanPortal.Api;
using DualWanPortal.Plans.Approval;
using DualWanPortal.Plans.Hold;
using DualWanPortal.Policies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DualWanPortal.Plans;

/// <summary>The part of the HTTP API that changes routers.</summary>
public static class PlansApi
{
    /// <param name="Policy">Name of a stored or built-in policy, or a policy as an object.</param>
    public sealed record PlanRequest(JsonElement Policy);

    /// <param name="WithoutRehearsal">Why a plan that is due for one is applied without a rehearsal that passed; kept in its journal.</param>
    /// <param name="OutsideWindow">Why it does not wait for a change window; kept in its journal.</param>
    /// <param name="DespiteOpening">Why a plan is wanted that lets strangers in (its check <c>stays-closed</c> failed); kept in its journal.</param>
    public sealed record ApplyRequest(string? WithoutRehearsal, string? OutsideWindow = null, string? DespiteOpening = null);

    /// <param name="Reason">Why a second person does not agree.</param>
    public sealed record RefuseRequest(string? Reason);

    /// <param name="Wan">Interface of the WAN that is to come first.</param>
    public sealed record SwitchRequest(string Wan);

    /// <param name="Wan">Interface of the WAN that is to carry traffic.</param>
    /// <param name="Until">When it ends by itself; absent until it is released.</param>
    public sealed record HoldRequest(string? Wan, DateTimeOffset? Until);

    public static void MapPlansApi(this WebApplication app)
    {
        var plans = app.MapApi("plans");
        app.MapApi("routers").MapPost("{id:int}/plan", MakeAsync).RequireAuthorization(Permissions.Operate);
        app.MapApi("routers").MapPost("{id:int}/switch", SwitchAsync).RequireAuthorization(Permissions.Operate);
        app.MapApi("routers").MapPost("{id:int}/failback", FailBackAsync).RequireAuthorization(Permissions.Operate);
        app.MapApi("routers").MapPost("{id:int}/hold", HoldAsync).RequireAuthorization(Permissions.Operate).WithSummary("Plans that traffic stays on a WAN until a time or until released");
        app.MapApi("routers").MapPost("{id:int}/release", ReleaseAsync).RequireAuthorization(Permissions.Operate).WithSummary("Ends a hold");
        plans.MapGet("", ListAsync).RequireAuthorization(Permissions.View);
        plans.MapGet("{id:int}", GetAsync).RequireAuthorization(Permissions.View);
        plans.MapPost("{id:int}/rehearse", RehearseAsync).RequireAuthorization(Permissions.Operate);
        plans.MapPost("{id:int}/apply", ApplyAsync).RequireAuthorization(Permissions.Operate);
        plans.MapPost("{id:int}/approve", ApproveAsync).RequireAuthorization(Permissions.Operate).WithSummary("A second person agrees with a plan that waits for one");
        plans.MapPost("{id:int}/refuse", RefuseAsync).RequireAuthorization(Permissions.Operate).WithSummary("A second person does not agree");
        plans.MapPost("{id:int}/cancel", CancelAsync).RequireAuthorization(Permissions.Operate);
        plans.MapPost("{id:int}/undo", UndoAsync).RequireAuthorization(Permissions.Operate);
        app.MapGet("/plans/{id:int}/files/{file:int}", FileAsync).RequireAuthorization(Permissions.Operate).ExcludeFromDescription();
    }

    private static async Task<IResult> MakeAsync(int id, PlanRequest request, PlanProposals proposals, PlanBook book, ClaimsPrincipal who, CancellationToken cancellationToken)
    {
        if (request.Policy.ValueKind == JsonValueKind.String)
            return await AnswerAsync(await proposals.MakeAsync(id, request.Policy.GetString()!, Name(who), cancellationToken), book, created: true, cancellationToken);
        var reading = PolicyBook.ReadJson(request.Policy);
        return reading.Policy is { } policy
            ? await AnswerAsync(await proposals.MakeAsync(id, policy, Name(who), cancellationToken), book, created: true, cancellationToken)
            : Results.ValidationProblem(new Dictionary<string, string[]> { ["policy"] = [.. reading.Problems] }, title: "The policy is not right.");
    }

    private static async Task<IResult> SwitchAsync(int id, SwitchRequest request, PlanProposals proposals, PlanBook book, ClaimsPrincipal who, CancellationToken cancellationToken) =>
        await AnswerAsync(await proposals.SwitchAsync(id, request.Wan ?? "", Name(who), cancellationToken), book, created: true, cancellationToken);

    private static async Task<IResult> FailBackAsync(int id, PlanProposals proposals, PlanBook book, ClaimsPrincipal who, CancellationToken cancellationToken) =>
        await AnswerAsync(await proposals.FailBackAsync(id, Name(who), cancellationToken), book, created: true, cancellationToken);

    private static async Task<IResult> HoldAsync(int id, HoldRequest request, HoldBook holds, PlanBook book, ClaimsPrincipal who, CancellationToken cancellationToken) =>
        await AnswerAsync(await holds.HoldAsync(id, request.Wan ?? "", request.Until, Name(who), cancellationToken), book, created: true, cancellationToken);

    private static async Task<IResult> ReleaseAsync(int id, HoldBook holds, PlanBook book, ClaimsPrincipal who, CancellationToken cancellationToken) =>
        await AnswerAsync(await holds.ReleaseAsync(id, Name(who), cancellationToken), book, created: false, cancellationToken);

    private static async Task<ListAnswer<PlanJson>> ListAsync(PlanBook book, PlanRequests requests, int? router, string? state, CancellationToken cancellationToken)
    {
        var plans = (await book.ListAsync(router, cancellationToken)).FindAll(plan => state is null || plan.State == state);
        var asked = (await requests.ListAsync([.. plans.Select(plan => plan.Id)], cancellationToken)).ToDictionary(request => request.PlanId);
        return new([.. plans.Select(plan => PlanJson.Of(plan, [], request: asked.GetValueOrDefault(plan.Id)))]);
    }

    private static async Task<IResult> GetAsync(int id, PlanBook book, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken) is { } plan ? Results.Ok(await JsonAsync(plan, book, cancellationToken)) : Missing("plan");

    private static async Task<PlanJson> JsonAsync(Storage.PlanRecord plan, PlanBook book, CancellationToken cancellationToken)
    {
        var (outlook, rehearsal) = await book.OutlookAsync(plan.Id, cancellationToken);
        return PlanJson.Of(plan, await book.JournalAsync(plan.Id, cancellationToken), outlook, rehearsal, await book.RequestAsync(plan.Id, cancellationToken));
    }

    private static async Task<IResult> RehearseAsync(int id, PlanOrders orders, PlanBook book, CancellationToken cancellationToken) =>
        await AnswerAsync(await orders.RehearseAsync(id, cancellationToken), book, created: false, cancellationToken);

    private static async Task<IResult> ApplyAsync(int id, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ApplyRequest? request, PlanApproval approval, PlanBook book, ClaimsPrincipal who, CancellationToken cancellationToken) =>
        await AnswerAsync(await approval.ApplyAsync(id, Caller.Of(who), new ApplyWish(request?.WithoutRehearsal, request?.OutsideWindow, request?.DespiteOpening), cancellationToken), book, created: false, cancellationToken);

    private static async Task<IResult> ApproveAsync(int id, PlanApproval approval, PlanBook book, ClaimsPrincipal who, CancellationToken cancellationToken) =>
        await AnswerAsync(await approval.ApproveAsync(id, Caller.Of(who), cancellationToken), book, created: false, cancellationToken);

    private static async Task<IResult> RefuseAsync(int id, RefuseRequest request, PlanApproval approval, PlanBook book, ClaimsPrincipal who, CancellationToken cancellationToken) =>
        await AnswerAsync(await approval.RefuseAsync(id, Caller.Of(who), request.Reason, cancellationToken), book, created: false, cancellationToken);

    private static async Task<IResult> CancelAsync(int id, PlanOrders orders, PlanBook book, CancellationToken cancellationToken) =>
        await AnswerAsync(await orders.CancelAsync(id, cancellationToken), book, created: false, cancellationToken);

    private static async Task<IResult> UndoAsync(int id, PlanOrders orders, PlanBook book, ClaimsPrincipal who, CancellationToken cancellationToken) =>
        await AnswerAsync(await orders.UndoAsync(id, Name(who), cancellationToken), book, created: false, cancellationToken);

    private static async Task<IResult> FileAsync(int id, int file, SafetyCopies copies, CancellationToken cancellationToken) =>
        await copies.ReadAsync(id, file, cancellationToken) is { } found ? Results.File(found.Content, "application/octet-stream", found.Name) : Results.NotFound();

    private static async Task<IResult> AnswerAsync(PlanAnswer answer, PlanBook book, bool created, CancellationToken cancellationToken) => answer switch
    {
        PlanAnswer.Ok ok when created => Results.Created($"/api/v1/plans/{ok.Plan.Id}", await JsonAsync(ok.Plan, book, cancellationToken)),
        PlanAnswer.Ok ok => Results.Accepted($"/api/v1/plans/{ok.Plan.Id}", await JsonAsync(ok.Plan, book, cancellationToken)),
        PlanAnswer.Missing missing => Missing(missing.What),
        PlanAnswer.Refused refused => Problem.Conflict(refused.Why),
        _ => throw new InvalidOperationException("An answer of a kind that is not known here."),
    };

    private static ProblemHttpResult Missing(string what) => Problem.NotFound($"There is no such {what}.");

    private static string Name(ClaimsPrincipal who) => who.Identity?.Name ?? "an API token";
}
