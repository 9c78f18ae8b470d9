using DualWanPortal.Access;
using DualWanPortal.Api;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Suppressions;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.Storage;

namespace DualWanPortal.Audit;

/// <summary>What people decided to live with, and what the audit says of the routers of the inventory.</summary>
internal static class SuppressionEndpoints
{
    /// <param name="RouterId">Null for every router.</param>
    /// <param name="Holds">Whether it keeps findings from counting now.</param>
    public sealed record SuppressionJson(
        int Id, int? RouterId, string Rule, string? Subject, string Reason, string By, DateTimeOffset CreatedAt, DateTimeOffset? Until, DateTimeOffset? EndedAt, string? EndedBy, bool Holds);

    public sealed record FindingJson(string Rule, Severity Severity, string Title, string Message, string? Subject, IReadOnlyList<Evidence> Evidence, IReadOnlyList<string> Fix, string Doc);

    public sealed record SuppressedJson(FindingJson Finding, int? SuppressionId, string Reason, string? By, DateTimeOffset? Until);

    /// <param name="Score">0 to 100; null until it was judged, and where there are not two WANs.</param>
    /// <param name="Read">Whether its configuration was ever read: without that, no finding means nothing.</param>
    public sealed record RouterAuditJson(int RouterId, string Name, bool Read, int? Score, IReadOnlyList<FindingJson> Findings, IReadOnlyList<SuppressedJson> Suppressed, IReadOnlyList<ScorePoint> Scores);

    public sealed record RuleJson(string Id, Severity Severity, string Title, string Doc);

    public static void MapSuppressionEndpoints(this IEndpointRouteBuilder app)
    {
        var api = app.MapApi("audit");
        api.MapGet("rules", () => TypedResults.Ok(new ListAnswer<RuleJson>([.. Auditor.Rules.Select(rule => new RuleJson(rule.Id, rule.Severity, RuleTitles.Of(rule.Id), Doc(rule.Id)))])))
            .RequireAuthorization(Permissions.View).WithSummary("Every rule with its usual severity");
        api.MapGet("suppressions", ListAsync).RequireAuthorization(Permissions.View).WithSummary("What people decided to live with; ?ended=true shows what no longer holds too");
        api.MapPost("suppressions", AddAsync).RequireAuthorization(Permissions.Operate).WithSummary("Keeps findings of a rule from counting; a reason is needed");
        api.MapDelete("suppressions/{id:int}", EndAsync).RequireAuthorization(Permissions.Operate).WithSummary("Takes one back: the findings count again");
        app.MapApi("routers").MapGet("{id:int}/audit", OfRouterAsync).RequireAuthorization(Permissions.View).WithSummary("Findings of a router, those that do not count, and its score over time");
    }

    private static async Task<ListAnswer<SuppressionJson>> ListAsync(int? router, bool? ended, SuppressionBook book, TimeProvider time, CancellationToken cancellationToken) =>
        new([.. (await book.ListAsync(router, ended ?? false, cancellationToken)).Select(row => Answer(row, time.GetUtcNow()))]);

    private static async Task<IResult> AddAsync(SuppressionInput input, HttpContext context, Suppressions suppressions, TimeProvider time, CancellationToken cancellationToken) =>
        await suppressions.AddAsync(input, Who(context), cancellationToken) switch
        {
            SuppressionResult.Added { Row: var row } => TypedResults.Created($"/api/v1/audit/suppressions/{row.Id}", Answer(row, time.GetUtcNow())),
            SuppressionResult.Invalid { Problems: var problems } => TypedResults.ValidationProblem(problems.ToDictionary(), title: "Nothing was suppressed."),
            _ => throw new InvalidOperationException("There are two outcomes."),
        };

    private static async Task<IResult> EndAsync(int id, HttpContext context, Suppressions suppressions, CancellationToken cancellationToken) =>
        await suppressions.EndAsync(id, Who(context), cancellationToken) ? TypedResults.NoContent() : Problem.NotFound($"There is no suppression {id} that anybody could take back.");

    private static async Task<IResult> OfRouterAsync(int id, LiveState live, AuditScores scores, CancellationToken cancellationToken) => live.Current.Routers.GetValueOrDefault(id) is { } router
        ? TypedResults.Ok(new RouterAuditJson(id, router.Name, router.Model is not null, router.Score, [.. router.Findings.Select(Answer)],
            [.. router.Suppressed.Select(one => new SuppressedJson(Answer(one.Finding), one.By.Id, one.By.Reason, one.By.By, one.By.Until))], await scores.OfRouterAsync(id, cancellationToken)))
        : Problem.NotFound($"There is no router {id}.");

    private static string Who(HttpContext context) => context.User.Identity?.Name ?? "a token";

    private static FindingJson Answer(Finding finding) => new(finding.Rule, finding.Severity, finding.Title, finding.Message, finding.Subject, finding.Evidence, finding.Fix, Doc(finding.Rule));

    private static SuppressionJson Answer(SuppressionRecord row, DateTimeOffset now) =>
        new(row.Id, row.RouterId, row.Rule, row.Subject, row.Reason, row.CreatedBy, row.CreatedAt, row.Until, row.EndedAt, row.EndedBy, row.EndedAt is null && (row.Until is not { } until || until > now));

    private static string Doc(string rule) => $"/api/v1/audit/rules/{rule}";
}
