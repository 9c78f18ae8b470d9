using DualWanPortal.Access;
using DualWanPortal.Api;

namespace DualWanPortal.Polling;

/// <summary>Settings of watching, a check on demand, and how watching keeps up.</summary>
public static class PollingEndpoints
{
    public sealed record SettingsJson(double? IntervalSeconds, string? ProbeTarget, double? UnreachableGraceSeconds, int? SampleDays, double? ConfigSettleSeconds = null, int? ConfigDays = null);

    public static void MapPollingEndpoints(this WebApplication app)
    {
        var polling = app.MapApi("polling");
        polling.MapGet("settings", (PollSettingsStore store) => TypedResults.Ok(Answer(store.Current))).RequireAuthorization(Permissions.View).WithSummary("How often and how routers are looked at");
        polling.MapPut("settings", ChangeAsync).RequireAuthorization(Permissions.Administer).WithSummary("Changes what is given and reschedules every router at once");
        polling.MapGet("statistics", (PollStatistics statistics) => TypedResults.Ok(statistics.Summary())).RequireAuthorization(Permissions.View).WithSummary("How late polls begin and how long they take");
        app.MapApi("routers").MapPost("{id:int}/check", CheckAsync).RequireAuthorization(Permissions.Operate).WithSummary("Asks the router now: routes, NAT, ping by each WAN, resolver, log");
    }

    private static async Task<IResult> ChangeAsync(SettingsJson wanted, PollSettingsStore store, PollSchedule schedule, CancellationToken cancellationToken)
    {
        var present = store.Current;
        // A number far out of range must be refused in words, not by the arithmetic of a time span.
        var problems = await schedule.ChangeSettingsAsync(
            present with
            {
                Interval = Seconds(wanted.IntervalSeconds) ?? present.Interval,
                ProbeTarget = wanted.ProbeTarget?.Trim() ?? present.ProbeTarget,
                UnreachableGrace = Seconds(wanted.UnreachableGraceSeconds) ?? present.UnreachableGrace,
                SampleDays = wanted.SampleDays ?? present.SampleDays,
                ConfigSettle = Seconds(wanted.ConfigSettleSeconds) ?? present.ConfigSettle,
                ConfigDays = wanted.ConfigDays ?? present.ConfigDays,
            },
            cancellationToken);
        return problems.Count > 0 ? TypedResults.ValidationProblem(problems, title: "The settings were not changed.") : TypedResults.Ok(Answer(store.Current));
    }

    private static async Task<IResult> CheckAsync(int id, Routers.Inventory inventory, CheckNow check, CancellationToken cancellationToken) =>
        await inventory.FindAsync(id, cancellationToken) is null ? Problem.NotFound($"There is no router {id}.") : TypedResults.Ok(await check.RunAsync(id, cancellationToken));

    private static TimeSpan? Seconds(double? seconds) => seconds is { } given ? TimeSpan.FromSeconds(double.IsFinite(given) ? Math.Clamp(given, -1, 1e9) : -1) : null;

    private static SettingsJson Answer(PollSettings settings) => new(settings.Interval.TotalSeconds, settings.ProbeTarget, settings.UnreachableGrace.TotalSeconds, settings.SampleDays, settings.ConfigSettle.TotalSeconds, settings.ConfigDays);
}
