using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;

namespace DualWanPortal.Plans.Safety;

/// <summary>
/// Makes a router take a plan back by itself unless somebody comes back in time: armed before the first change, put off while the portal is at work, seen gone at the
/// end (reference 6.2, 6.2b).
/// </summary>
public sealed class DeadMan(PlanJournal journal, TimeProvider time)
{
    /// <summary>A router that hears nothing more goes back this long after it was last put off; with the way back itself within two minutes.</summary>
    public static TimeSpan Delay { get; } = TimeSpan.FromSeconds(90);

    /// <summary>What may happen between two looks at it; then it is put off.</summary>
    private static readonly TimeSpan s_reserve = TimeSpan.FromSeconds(60);

    /// <summary>Rights that undoing needs, and no more: the portal's user cannot give what it does not hold (reference 1.10).</summary>
    private const string Policy = "read,write,test";

    /// <summary>Arms it and sees it armed. Nothing of the plan has been changed on the router before this returns.</summary>
    /// <param name="user">The portal's user on this router.</param>
    /// <exception cref="PlanStepException">The router does not show it as armed.</exception>
    public async Task<ArmedDeadMan> ArmAsync(RouterOsClient client, RouterModel model, PlanWork work, string user, CancellationToken cancellationToken)
    {
        var (planId, names) = (work.Id, new DeadManNames(work.Id));
        var kind = KindOf(model);
        await journal.WriteAsync(planId, JournalPhases.DeadMan, null, JournalOutcomes.Begun, "The router is told to take everything back by itself unless the portal comes back.", null, cancellationToken);
        var scripts = DeadManScript.Of(names, work.Name, work.Plan, kind == DeadManKind.Scheduler);
        foreach (var script in scripts)
            await StoreAsync(client, names, script, cancellationToken);
        var armed = kind == DeadManKind.Scheduler ? await new DeadManTimer(client, time).StartAsync(names, Policy, user, cancellationToken) : await StartJobAsync(client, names, user, cancellationToken);
        await journal.WriteAsync(planId, JournalPhases.DeadMan, null, JournalOutcomes.Done, Sentence(kind), armed.RowId, CancellationToken.None);
        return armed;
    }

    /// <summary>Puts it off when the next work may take longer than what is left.</summary>
    public async Task<ArmedDeadMan> KeepAsync(RouterOsClient client, ArmedDeadMan armed, CancellationToken cancellationToken)
    {
        if (armed.Due - time.GetUtcNow() > s_reserve)
            return armed;
        if (armed.Kind == DeadManKind.Scheduler)
            return await new DeadManTimer(client, time).PutOffAsync(armed, cancellationToken);
        // The new one first: between the two the router must not be without any. The old one finds its script gone or runs it early; both do no harm.
        var later = await LaunchAsync(client, armed.Names, armed.User, cancellationToken);
        await journal.WriteAsync(armed.Names.PlanId, JournalPhases.DeadMan, null, JournalOutcomes.Done, "The background job that waits was replaced by a later one.", later.RowId, CancellationToken.None);
        await RemoveAsync(client, "/system/script/job", armed.RowId, cancellationToken);
        return later;
    }

    /// <summary>Removes all of it, what waits first, and sees it gone. Does nothing where there is none.</summary>
    /// <param name="jobs">Ids of background jobs that the journal remembers.</param>
    /// <exception cref="PlanStepException">Something of it is still there.</exception>
    public async Task DisarmAsync(RouterOsClient client, int planId, IReadOnlyList<WaitingJob> jobs, CancellationToken cancellationToken)
    {
        var names = new DeadManNames(planId);
        foreach (var menu in new[] { "/system/scheduler", "/tool/netwatch" })
            await RemoveAllAsync(client, menu, names, cancellationToken);
        await RemoveAllAsync(client, "/system/script", names, cancellationToken);
        foreach (var seen in await RouterRows.WithAsync(client, "/system/script/environment", "name", names.Seen, [], cancellationToken))
            await RemoveAsync(client, "/system/script/environment", seen[".id"] ?? "", cancellationToken);
        // A job whose script is gone does nothing any more; removing it is tidiness.
        await RemoveJobsAsync(client, jobs, cancellationToken);
        foreach (var menu in new[] { "/system/scheduler", "/tool/netwatch", "/system/script" })
            if ((await RouterRows.WithAsync(client, menu, "comment", names.Comment, [], cancellationToken)).Length > 0)
                throw new PlanStepException($"Rows with the comment {names.Comment} are still in {menu}.");
        await journal.WriteAsync(planId, JournalPhases.DeadMan, null, JournalOutcomes.Done, "Nothing on the router waits to take this plan back any more.", null, CancellationToken.None);
    }

    /// <summary>Disarms what plans of this portal left that are long over: it would take them back in the middle of another one, or after a restart months later.</summary>
    public async Task SweepAsync(RouterOsClient client, int routerId, CancellationToken cancellationToken)
    {
        foreach (var names in await FoundAsync(client, cancellationToken))
            if (await IsLongOverAsync(names, routerId, cancellationToken))
                await DisarmAsync(client, names.PlanId, [], cancellationToken);
    }

    /// <summary>Earlier plans that the router may still take back by itself, and those of another portal.</summary>
    public async Task<ImmutableArray<DeadManNames>> WaitingAsync(RouterOsClient client, int routerId, CancellationToken cancellationToken)
    {
        var waiting = ImmutableArray.CreateBuilder<DeadManNames>();
        foreach (var names in await FoundAsync(client, cancellationToken))
            if (!await IsLongOverAsync(names, routerId, cancellationToken))
                waiting.Add(names);
        return waiting.ToImmutable();
    }

    private Task<bool> IsLongOverAsync(DeadManNames names, int routerId, CancellationToken cancellationToken) => journal.IsLongOverAsync(names.PlanId, routerId, Delay * 2, cancellationToken);

    private static async Task<ImmutableArray<DeadManNames>> FoundAsync(RouterOsClient client, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<int, DeadManNames>();
        foreach (var menu in new[] { "/system/scheduler", "/tool/netwatch", "/system/script" })
        {
            // Only rows whose comment is set: others are none of ours, and scripts can be long.
            var reply = await client.RunAsync(new RouterOsCommand(menu + "/print").Where("?comment").Select("comment"), cancellationToken);
            foreach (var names in reply.Rows.Select(row => DeadManNames.Of(row["comment"])).OfType<DeadManNames>())
                found[names.PlanId] = names;
        }
        return [.. found.Values];
    }

    /// <summary>The scheduler, unless the device mode says that it does not run.</summary>
    public static DeadManKind KindOf(RouterModel model) =>
        model.Menu("/system/device-mode") is [var mode, ..] && (mode["scheduler"] is "false" or "no" || mode.Flag("flagged")) ? DeadManKind.Job : DeadManKind.Scheduler;

    private static string Sentence(DeadManKind kind) => kind == DeadManKind.Scheduler
        ? string.Create(CultureInfo.InvariantCulture, $"Seen armed: without the portal the router goes back after {Delay.TotalSeconds:0} s, and after a restart.")
        : string.Create(CultureInfo.InvariantCulture, $"Seen armed: without the portal a background job takes everything back after {Delay.TotalSeconds:0} s, sooner when its sessions are seen to end, and a netwatch entry does after a restart. The device mode keeps the scheduler.");

    private static async Task StoreAsync(RouterOsClient client, DeadManNames names, StoredScript script, CancellationToken cancellationToken)
    {
        await client.RunAsync(new RouterOsCommand("/system/script/add").With("name", script.Name).With("source", script.Source).With("policy", Policy).With("comment", names.Comment), cancellationToken);
        var seen = await RouterRows.WithAsync(client, "/system/script", "name", script.Name, ["source", "invalid"], cancellationToken);
        if (seen is not [var row] || row["source"] != script.Source || row["invalid"] is "true" or "yes")
            throw new PlanStepException($"The router does not keep the script {script.Name} as it was written, so it could not take the plan back by itself.");
    }

    private async Task<ArmedDeadMan> StartJobAsync(RouterOsClient client, DeadManNames names, string user, CancellationToken cancellationToken)
    {
        var resource = await client.RunAsync(new RouterOsCommand("/system/resource/print").Select("uptime"), cancellationToken);
        var uptime = resource.Rows is [var row, ..] ? row["uptime"] : null;
        // The own address always answers; what matters is the change from unknown to up that follows a restart.
        var watcher = new RouterOsCommand("/tool/netwatch/add").With("host", "127.0.0.1").With("interval", "5s").With("startup-delay", "5s")
            .With("up-script", DeadManScript.AfterRestart(names, uptime ?? throw new PlanStepException("The router does not say how long it has been up."))).With("comment", names.Comment);
        await client.RunAsync(watcher, cancellationToken);
        if ((await RouterRows.WithAsync(client, "/tool/netwatch", "comment", names.Comment, ["disabled"], cancellationToken)) is not [var seen] || seen["disabled"] is "true" or "yes")
            throw new PlanStepException("The router does not show the netwatch entry that would take the plan back after a restart.");
        return await LaunchAsync(client, names, user, cancellationToken);
    }

    private async Task<ArmedDeadMan> LaunchAsync(RouterOsClient client, DeadManNames names, string user, CancellationToken cancellationToken)
    {
        var due = time.GetUtcNow() + Delay;
        var reply = await client.RunAsync(new RouterOsCommand("/execute").With("script", DeadManScript.Job(names, Delay, user)), cancellationToken);
        var id = reply.Return ?? throw new PlanStepException("The router did not say which background job waits.");
        var jobs = await client.RunAsync(new RouterOsCommand("/system/script/job/print").Select(".id"), cancellationToken);
        return jobs.Rows.Any(job => job[".id"] == id) ? new ArmedDeadMan(names, DeadManKind.Job, id, user, due) : throw new PlanStepException("The background job that would take the plan back is not there.");
    }

    private static async Task RemoveAllAsync(RouterOsClient client, string menu, DeadManNames names, CancellationToken cancellationToken)
    {
        var rows = await RouterRows.WithAsync(client, menu, "comment", names.Comment, menu == "/system/scheduler" ? ["name"] : [], cancellationToken);
        string[] ids = [.. rows.OrderBy(row => row["name"] == names.Timer).Select(row => row[".id"]).OfType<string>()];
        if (ids.Length == 0)
            return;
        try
        {
            // All by one command: there is no moment at which some of them wait and others are gone.
            await client.RunAsync(new RouterOsCommand(menu + "/remove").With(".id", string.Join(',', ids)), cancellationToken);
        }
        catch (RouterOsTrapException trap) when (trap.Kind == TrapKind.NoSuchItem)
        {
            // Some of them have just removed themselves. The one that fires in any case goes last: what else is left would wait for nothing that comes.
            foreach (var id in ids)
                await RemoveAsync(client, menu, id, cancellationToken);
        }
    }

    /// <summary>Ids begin anew after a restart: only a router that has been up since the job began can still have it.</summary>
    private async Task RemoveJobsAsync(RouterOsClient client, IReadOnlyList<WaitingJob> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0)
            return;
        var resource = await client.RunAsync(new RouterOsCommand("/system/resource/print").Select("uptime"), cancellationToken);
        var up = resource.Rows is [var row, ..] && RouterOsDuration.TryParse(row["uptime"], out var uptime) ? uptime : TimeSpan.Zero;
        foreach (var job in jobs.Where(job => job.At > time.GetUtcNow() - up))
            await RemoveAsync(client, "/system/script/job", job.Id, cancellationToken);
    }

    private static async Task RemoveAsync(RouterOsClient client, string menu, string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.RunAsync(new RouterOsCommand(menu + "/remove").With(".id", id), cancellationToken);
        }
        catch (RouterOsTrapException trap) when (trap.Kind == TrapKind.NoSuchItem)
        {
            // It fired, ended or was removed: gone is what was wanted.
        }
    }
}
