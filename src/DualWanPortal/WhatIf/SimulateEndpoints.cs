using DualWanPortal.Api;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.WhatIf;

/// <summary>Works out the matrix of an export that is sent. Nothing of the text is kept.</summary>
internal static class SimulateEndpoints
{
    public static void MapSimulateEndpoints(this IEndpointRouteBuilder app) => app.MapApi("simulate").MapPost("", SimulateAsync).Accepts<string>("text/plain")
        .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="format"><c>json</c> unless it is <c>text</c>.</param>
    /// <param name="file">Name for the answer.</param>
    /// <param name="trace">False leaves the traces out, which are most of the answer.</param>
    private static async Task<IResult> SimulateAsync(HttpRequest request, MatrixDesk desk, string? format, string? file, bool? trace, CancellationToken cancellationToken)
    {
        if (format is not (null or "json" or "text"))
            return Problem.BadRequest("format is text or json.");
        if (await SentExport.ReadAsync(request, cancellationToken) is not { } bytes)
            return SentExport.TooLong();
        var answer = await desk.WorkOutAsync(stop => Matrix.Of(ExportReader.Read(bytes), MatrixOptions.Default with { File = file ?? "export" }, stop), cancellationToken);
        return answer switch
        {
            MatrixAnswer.Done { Matrix.Refusal: { } refusal } => Problem.BadRequest(refusal),
            MatrixAnswer.Done done => format == "text" ? Results.Text(MatrixText.Write(done.Matrix)) : Results.Text(MatrixJson.Write(done.Matrix, trace ?? true), "application/json"),
            MatrixAnswer.TooMuch much => Problem.BadRequest($"The simulation did not come to an end within {much.Limit.TotalSeconds:0} s: leave out long address lists and scripts that never rest."),
            _ => Problem.Of(StatusCodes.Status503ServiceUnavailable, "Other routers are being simulated; try again in a moment."),
        };
    }
}
