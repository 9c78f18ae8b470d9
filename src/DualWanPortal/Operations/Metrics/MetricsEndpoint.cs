using DualWanPortal.Access;

namespace DualWanPortal.Operations.Metrics;

/// <summary><c>/metrics</c>, for Prometheus with a token.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this WebApplication app)
    {
        // Made here so that they count from the start, not from the first look.
        app.Services.GetRequiredService<MetricCollector>();
        app.Services.GetRequiredService<PortalMeter>();
        app.MapGet("/metrics", (MetricCollector metrics) => TypedResults.Text(metrics.Write(), PrometheusText.ContentType))
            .RequireAuthorization(Permissions.View).ExcludeFromDescription();
    }
}
