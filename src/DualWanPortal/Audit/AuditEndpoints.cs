using DualWanPortal.Api;
using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Audit;

/// <summary>Judges an export that is sent, and serves the help page of each rule. Nothing of the text is kept.</summary>
internal static class AuditEndpoints
{
    public static void MapAuditEndpoints(this IEndpointRouteBuilder app)
    {
        var api = app.MapApi("audit");
        api.MapPost("", JudgeAsync).Accepts<string>("text/plain").Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        api.MapGet("rules/{rule}", Help);
    }

    /// <param name="format"><c>json</c> unless another format of the command line is named.</param>
    /// <param name="file">Name for the answer.</param>
    private static async Task<IResult> JudgeAsync(HttpRequest request, string? format, string? file, CancellationToken cancellationToken)
    {
        var wanted = ReportFormat.Json;
        if (format is not null && (!Enum.TryParse(format, ignoreCase: true, out wanted) || !Enum.IsDefined(wanted)))
            return Problem.BadRequest("format is text, json, sarif or junit.");
        if (await SentExport.ReadAsync(request, cancellationToken) is not { } bytes)
            return SentExport.TooLong();
        var report = AuditReport.Of(file ?? "export", ExportReader.Read(bytes));
        if (report.Refusal is not null)
            return Problem.BadRequest(report.Refusal);
        var type = wanted switch { ReportFormat.Text => "text/plain", ReportFormat.Junit => "application/xml", ReportFormat.Sarif => "application/sarif+json", _ => "application/json" };
        return Results.Text(wanted.Write([report], ReportLevel.Error), type);
    }

    private static IResult Help(string rule) => RuleHelp.Read(rule) is { } page ? Results.Text(page, "text/markdown") : Problem.NotFound("There is no such rule.");
}
