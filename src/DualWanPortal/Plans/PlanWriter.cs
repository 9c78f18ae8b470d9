using DualWanPortal.Failover.Planning;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans;

/// <summary>
/// Brings a plan onto a router, up to its last step: the checks, the copies, the dead-man, safe mode where the version has it, then step by step with the journal ahead
/// of each. What it leaves is not confirmed: the router goes back by itself unless somebody verifies and confirms it.
/// </summary>
public sealed class PlanWriter(PlanJournal journal, SafetyCopies copies, RouterLook look, PlanSafety safety, TimeProvider time)
{
    /// <returns>The session that made the changes, to be kept open until they are confirmed.</returns>
    /// <exception cref="PlanRefusedException">Nothing was changed.</exception>
    public async Task<WrittenPlan> WriteAsync(PlanWork work, CancellationToken cancellationToken)
    {
        var client = await look.ConnectAsync(work.Record.RouterId, cancellationToken);
        try
        {
            return await WriteAsync(client, work, cancellationToken);
        }
        catch
        {
            // A session that ends while it holds safe mode takes its changes along.
            await client.DisposeAsync();
            throw;
        }
    }

    private async Task<WrittenPlan> WriteAsync(RouterOsClient client, PlanWork work, CancellationToken cancellationToken)
    {
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        var version = model.Version ?? throw new PlanRefusedException("The router does not say which version it runs, so the right commands are not known.");
        var user = await look.UserAsync(work.Record.RouterId, cancellationToken);
        await CheckAsync(client, model, work, user, cancellationToken);
        var before = await DataPlane.LookAsync(client, model, time, cancellationToken);
        await journal.WriteAsync(work.Id, JournalPhases.Check, null, JournalOutcomes.Done, $"RouterOS {version}; before the change: {before}.", null, cancellationToken);
        await copies.TakeAsync(client, version, work, cancellationToken);

        var written = new WrittenPlan(client, before, await safety.DeadMan.ArmAsync(client, model, work, user, cancellationToken)) { HoldsSafeMode = SafeMode.Exists(version) };
        if (written.HoldsSafeMode)
            await safety.SafeMode.TakeAsync(client, work.Id, cancellationToken);
        var actions = 0;
        for (var index = 0; index < work.Plan.Steps.Length; index++)
        {
            if (written.HoldsSafeMode && actions >= SafeMode.MostActions - 2)
            {
                // Beyond its room safe mode would end without a word. What stands so far is left to the dead-man.
                await safety.SafeMode.ReleaseAsync(client, work.Id, cancellationToken);
                await safety.SafeMode.TakeAsync(client, work.Id, cancellationToken);
                actions = 0;
            }
            actions += await KeepAsync(written, cancellationToken) ? 2 : 1;
            await StepAsync(client, work, index, cancellationToken);
        }
        return written;
    }

    /// <summary>Puts the dead-man off when it would fire soon.</summary>
    /// <returns>Whether that took an action on the router.</returns>
    public async Task<bool> KeepAsync(WrittenPlan written, CancellationToken cancellationToken)
    {
        var kept = await safety.DeadMan.KeepAsync(written.Client, written.Armed, cancellationToken);
        if (kept == written.Armed)
            return false;
        written.Armed = kept;
        return true;
    }

    /// <summary>Keeps what safe mode holds.</summary>
    public async Task ReleaseAsync(WrittenPlan written, int planId, CancellationToken cancellationToken)
    {
        if (written.HoldsSafeMode)
            await safety.SafeMode.ReleaseAsync(written.Client, planId, cancellationToken);
    }

    private async Task CheckAsync(RouterOsClient client, RouterModel model, PlanWork work, string user, CancellationToken cancellationToken)
    {
        await safety.DeadMan.SweepAsync(client, work.Record.RouterId, cancellationToken);
        var checks = await safety.Checks.LookAsync(client, model, work.Plan, work.Record.RouterId, user, cancellationToken);
        foreach (var check in checks.Where(check => check.Verdict is not CheckVerdict.Passed))
            await journal.WriteAsync(work.Id, JournalPhases.Check, null, check.Verdict == CheckVerdict.Failed ? JournalOutcomes.Failed : JournalOutcomes.Done, $"{check.Name}: {check.Why}", null, cancellationToken);
        if (checks.FirstOrDefault(check => check.Verdict == CheckVerdict.Failed) is { } failed)
            throw new PlanRefusedException(failed.Why) { Stale = failed.Name == BeforeChecks.IsCurrent };
    }

    private async Task StepAsync(RouterOsClient client, PlanWork work, int index, CancellationToken cancellationToken)
    {
        var step = work.Plan.Steps[index];
        var text = PlanText.Command(step.Do);
        await journal.WriteAsync(work.Id, work.Forward, work.Number(index), JournalOutcomes.Begun, text, null, cancellationToken);
        try
        {
            var added = await StepRunner.RunAsync(client, step.Do, null, cancellationToken);
            await journal.WriteAsync(work.Id, work.Forward, work.Number(index), JournalOutcomes.Done, text, added, CancellationToken.None);
        }
        catch (Exception refusal) when (refusal is RouterOsTrapException or PlanStepException)
        {
            // Refused means not done: there is nothing of this step to undo.
            var why = refusal is RouterOsTrapException trap ? trap.RouterMessage : refusal.Message;
            await journal.WriteAsync(work.Id, work.Forward, work.Number(index), JournalOutcomes.Failed, $"{text}: {why}", null, CancellationToken.None);
            throw;
        }
    }
}

/// <summary>A plan that is on the router and not confirmed.</summary>
public sealed class WrittenPlan(RouterOsClient client, DataPlane before, ArmedDeadMan armed) : IAsyncDisposable
{
    /// <summary>The session that made the changes and, where the version has it, holds safe mode.</summary>
    public RouterOsClient Client { get; } = client;

    public DataPlane Before { get; } = before;

    public bool HoldsSafeMode { get; init; }

    public ArmedDeadMan Armed { get; set; } = armed;

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}

/// <summary>A plan may not begin as things are; nothing was changed.</summary>
public sealed class PlanRefusedException(string message) : Exception(message)
{
    /// <summary>The router is no longer the one that the plan was made for.</summary>
    public bool Stale { get; init; }
}
