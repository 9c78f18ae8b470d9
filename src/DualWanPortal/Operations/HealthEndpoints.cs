using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DualWanPortal.Operations;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it can do its work. Both open, so both say names and yes or no, nothing else.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(5);

    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseReadiness>(DatabaseReadiness.Name, timeout: s_deadline)
        .AddCheck<SchedulerReadiness>(SchedulerReadiness.Name, timeout: s_deadline);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new HealthAnswer(Word(report.Status), report.Entries.ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status))), context.RequestAborted);

    private static string Word(HealthStatus status) => status == HealthStatus.Healthy ? "ok" : "failed";

    private sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);
}
