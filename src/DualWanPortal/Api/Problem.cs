using Microsoft.AspNetCore.Http.HttpResults;

namespace DualWanPortal.Api;

/// <summary>Errors of the HTTP API: problem details (RFC 9457) whose <c>detail</c> says what is wrong and what to try.</summary>
public static class Problem
{
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>400: what was sent cannot be used.</summary>
    public static ProblemHttpResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    /// <summary>409: right in itself, but not in the present state.</summary>
    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, detail);
}
