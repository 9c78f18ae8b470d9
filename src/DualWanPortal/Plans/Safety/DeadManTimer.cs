using System.Globalization;
using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.Plans.Safety;

/// <summary>
/// The scheduler form of the dead-man: a start in the future by the router's own clock, repeated so that a clock that jumps ahead delays it instead of skipping it, and a
/// second entry for a restart (reference 6.2, 3.14).
/// </summary>
internal sealed class DeadManTimer(RouterOsClient client, TimeProvider time)
{
    private static readonly string s_interval = DeadMan.Delay.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + "s";

    /// <param name="user">Whose sessions tell that the portal lives: without safe mode nothing else tells it soon, and with it nothing does once it was released.</param>
    public async Task<ArmedDeadMan> StartAsync(DeadManNames names, string policy, string user, CancellationToken cancellationToken)
    {
        // The one for a restart first: at no moment with a running plan does only one of the two stand.
        await client.RunAsync(Entry(names, names.Startup, policy).With("on-event", names.Script).With("start-time", "startup").With("interval", "0s"), cancellationToken);
        var (due, date, clock) = await NextAsync(cancellationToken);
        var added = await client.RunAsync(Entry(names, names.Timer, policy).With("on-event", names.Script).With("start-date", date).With("start-time", clock).With("interval", s_interval), cancellationToken);
        var armed = new ArmedDeadMan(names, DeadManKind.Scheduler, added.Return ?? throw new PlanStepException("The router did not say which scheduler it added."), user, due);
        await WatchAsync(names, policy, user, cancellationToken);
        await SeenAsync(names, cancellationToken);
        return armed;
    }

    public async Task<ArmedDeadMan> PutOffAsync(ArmedDeadMan armed, CancellationToken cancellationToken)
    {
        var (due, date, clock) = await NextAsync(cancellationToken);
        await client.RunAsync(new RouterOsCommand("/system/scheduler/set").With(".id", armed.RowId).With("start-date", date).With("start-time", clock), cancellationToken);
        await SeenAsync(armed.Names, cancellationToken);
        return armed with { Due = due };
    }

    /// <summary>Asks every few seconds whether the portal is still logged in. Left out where the question does not find the session that asks it now.</summary>
    private async Task WatchAsync(DeadManNames names, string policy, string user, CancellationToken cancellationToken)
    {
        var added = await client.RunAsync(new RouterOsCommand("/system/script/add").With("name", names.Watch).With("source", DeadManScript.WhenGone(names, user)).With("policy", policy)
            .With("comment", names.Comment), cancellationToken);
        try
        {
            await client.RunAsync(new RouterOsCommand("/system/script/run").With("number", names.Watch), cancellationToken);
        }
        catch (RouterOsTrapException)
        {
            await client.RunAsync(new RouterOsCommand("/system/script/remove").With(".id", added.Return ?? ""), cancellationToken);
            return;
        }
        if ((await RouterRows.WithAsync(client, "/system/script/environment", "name", names.Seen, [], cancellationToken)).Length > 0)
            await client.RunAsync(Entry(names, names.Watch, policy).With("on-event", names.Watch).With("interval", "5s"), cancellationToken);
    }

    private static RouterOsCommand Entry(DeadManNames names, string name, string policy) =>
        new RouterOsCommand("/system/scheduler/add").With("name", name).With("policy", policy).With("comment", names.Comment);

    /// <summary>The moment by the portal's clock and by the router's, in the router's own form of a date.</summary>
    private async Task<(DateTimeOffset Due, string Date, string Clock)> NextAsync(CancellationToken cancellationToken)
    {
        var due = time.GetUtcNow() + DeadMan.Delay;
        var reply = await client.RunAsync(new RouterOsCommand("/system/clock/print").Select("date", "time"), cancellationToken);
        if (reply.Rows is not [var row, ..] || row["date"] is not { } date
            || !DateTime.TryParseExact($"{date} {row["time"]}", ["yyyy-MM-dd HH:mm:ss", "MMM/dd/yyyy HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var now))
            throw new PlanStepException("The router's clock cannot be read, so no time can be set for going back.");
        var next = now + DeadMan.Delay;
        var day = next.ToString(date.Contains('/', StringComparison.Ordinal) ? "MMM/dd/yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (due, day.ToLowerInvariant(), next.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
    }

    private async Task SeenAsync(DeadManNames names, CancellationToken cancellationToken)
    {
        var rows = await RouterRows.WithAsync(client, "/system/scheduler", "comment", names.Comment, ["name", "on-event", "next-run", "disabled", "invalid"], cancellationToken);
        foreach (var name in new[] { names.Startup, names.Timer })
        {
            var row = rows.FirstOrDefault(row => row["name"] == name);
            if (row is null || row["on-event"] != names.Script || row["disabled"] is "true" or "yes" || row["invalid"] is "true" or "yes" || (name == names.Timer && row["next-run"] is null or ""))
                throw new PlanStepException($"The router does not show the scheduler {name} as armed, so it could not take the plan back by itself.");
        }
    }
}
