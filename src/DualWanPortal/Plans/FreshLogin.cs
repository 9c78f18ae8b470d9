using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.RouterOs.Text;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans;

/// <summary>What is done to a router from a login of its own, over the management path, as any administrator would have to: look, end, take back.</summary>
public sealed class FreshLogin(RouterLook look, PlanSafety safety, SafetyCopies copies, PlanJournal journal, TimeProvider time)
{
    /// <summary>After a restart the router goes back by itself within this; who works on the same rows at the same moment does them twice.</summary>
    private static readonly TimeSpan s_ownTurn = TimeSpan.FromSeconds(20);

    /// <summary>What is not as it should be, or null, and how traffic gets out.</summary>
    public async Task<(string? Problem, DataPlane? Seen)> VerifyAsync(PlanWork work, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(work.Record.RouterId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        if (await ProblemAsync(client, model, work, cancellationToken) is { } problem)
            return (problem, null);
        return (null, await DataPlane.LookAsync(client, model, time, cancellationToken));
    }

    /// <summary>Ends the guards of a plan that is to stay, and then looks how each step is.</summary>
    public async Task<ImmutableArray<StepState>> SettleAsync(PlanWork work, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(work.Record.RouterId, cancellationToken);
        var lines = await journal.ReadAsync(work, cancellationToken);
        await WaitForItsTurnAsync(client, lines, cancellationToken);
        await safety.SafeMode.ReleaseLeftAsync(client, work.Id, lines, await look.UserAsync(work.Record.RouterId, cancellationToken), cancellationToken);
        await safety.DeadMan.DisarmAsync(client, work.Id, Jobs(lines), cancellationToken);
        return StepStanding.Of(work.Plan, await RouterRows.OfAsync(client, work.Plan, cancellationToken));
    }

    /// <summary>Takes back what stands, last step first, then the guards and the copies. What the router took back by itself is left as it is.</summary>
    /// <returns>How many of the steps that the journal knows were found standing, and how many were not.</returns>
    public async Task<(int Undone, int Found)> TakeBackAsync(PlanWork work, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(work.Record.RouterId, cancellationToken);
        var lines = await journal.ReadAsync(work, cancellationToken);
        await WaitForItsTurnAsync(client, lines, cancellationToken);
        await safety.SafeMode.UnrollLeftAsync(client, work.Id, lines, await look.UserAsync(work.Record.RouterId, cancellationToken), cancellationToken);
        var (undone, found) = (0, 0);
        foreach (var (index, rowId) in PlanJournal.Standing(work, lines))
        {
            if (await UndoAsync(client, work, index, rowId, cancellationToken))
                undone++;
            else
                found++;
        }
        await safety.DeadMan.DisarmAsync(client, work.Id, Jobs(lines), cancellationToken);
        var version = (await RouterLook.ReadAsync(client, cancellationToken)).Version;
        await copies.RemoveAsync(client, version ?? default, work, keepUnfetched: true, cancellationToken);
        return (undone, found);
    }

    /// <summary>Ends the guards of a plan that could not be taken back: from here on a person decides.</summary>
    public async Task EndGuardsAsync(PlanWork work, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(work.Record.RouterId, cancellationToken);
        await safety.DeadMan.DisarmAsync(client, work.Id, Jobs(await journal.ReadAsync(work, cancellationToken)), cancellationToken);
    }

    /// <summary>Traffic was moved by hand: what stayed behind on the other WANs is ended by the router. The plan stands whether that comes about or not.</summary>
    public async Task EndLeftAsync(PlanWork work, CancellationToken cancellationToken)
    {
        if (!work.Document.ByHand || (work.IsUndo ? work.Document.SwitchedFrom : work.Document.Policy.WanOrder.FirstOrDefault()) is not { } wan)
            return;
        try
        {
            await using var client = await look.ConnectAsync(work.Record.RouterId, cancellationToken);
            var left = WanDetection.Find(await RouterLook.ReadAsync(client, cancellationToken)).Select(link => link.Interface).Where(name => name != wan).ToList();
            await client.RunAsync(new RouterOsCommand("/execute").With("script", LeftConnections.Script(left)), cancellationToken);
            await journal.WriteAsync(work.Id, JournalPhases.Clean, null, JournalOutcomes.Done, $"Connections that went by {string.Join(", ", left)} are ended, so that they begin anew.", null, cancellationToken);
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            await journal.WriteAsync(work.Id, JournalPhases.Clean, null, JournalOutcomes.Failed, $"Connections that went by the other WANs hang until they time out. {RouterFailure.From(fault).Sentence}", null, cancellationToken);
        }
    }

    /// <summary>Takes the copies of a plan that is done off the router's flash.</summary>
    public async Task RemoveCopiesAsync(PlanWork work, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(work.Record.RouterId, cancellationToken);
        var version = (await RouterLook.ReadAsync(client, cancellationToken)).Version;
        await copies.RemoveAsync(client, version ?? default, work, keepUnfetched: false, cancellationToken);
    }

    /// <returns>False when the router already was as before this step.</returns>
    private async Task<bool> UndoAsync(RouterOsClient client, PlanWork work, int index, string? rowId, CancellationToken cancellationToken)
    {
        var (step, number) = (work.Plan.Steps[index], work.Number(index));
        var text = PlanText.Command(step.Undo);
        switch (await StateAsync(client, work, index, cancellationToken))
        {
            case StepState.Absent:
                await journal.WriteAsync(work.Id, work.Backward, number, JournalOutcomes.Done, $"The router already is as before step {work.Ordinal(index)}.", null, cancellationToken);
                return false;
            case StepState.Lost:
                throw new PlanStepException($"The row that step {work.Ordinal(index)} changed is gone or was changed by somebody else.");
            default:
                await journal.WriteAsync(work.Id, work.Backward, number, JournalOutcomes.Begun, text, null, cancellationToken);
                if (!await TryUndoAsync(client, work, index, rowId, cancellationToken))
                    goto case StepState.Absent;
                await journal.WriteAsync(work.Id, work.Backward, number, JournalOutcomes.Done, text, null, cancellationToken);
                return true;
        }
    }

    /// <returns>False when the router, which may be taking the same plan back by itself, was faster.</returns>
    private static async Task<bool> TryUndoAsync(RouterOsClient client, PlanWork work, int index, string? rowId, CancellationToken cancellationToken)
    {
        try
        {
            await StepRunner.UndoAsync(client, work.Plan.Steps[index].Undo, rowId, cancellationToken);
            return true;
        }
        catch (Exception refusal) when (refusal is RouterOsTrapException or PlanStepException)
        {
            if (await StateAsync(client, work, index, cancellationToken) != StepState.Absent)
                throw;
            return false;
        }
    }

    /// <summary>How a step is now; of the router only the menu that it is in is read.</summary>
    private static async Task<StepState> StateAsync(RouterOsClient client, PlanWork work, int index, CancellationToken cancellationToken)
    {
        var menu = work.Plan.Steps[index].Do.Menu;
        return StepStanding.Of(work.Plan, index, await RouterRows.OfAsync(client, work.Plan with { Steps = [.. work.Plan.Steps.Where(step => step.Do.Menu == menu)] }, cancellationToken));
    }

    /// <summary>A way back leads to what no policy describes: there each step is looked for.</summary>
    private static async Task<string?> ProblemAsync(RouterOsClient client, RouterModel model, PlanWork work, CancellationToken cancellationToken)
    {
        if (!work.IsUndo)
            return PlanVerification.Problem(model, work.Document);
        var states = StepStanding.Of(work.Plan, await RouterRows.OfAsync(client, work.Plan, cancellationToken));
        var missing = states.TakeWhile(state => state == StepState.Stands).Count();
        return missing == states.Length ? null : $"A fresh login does not show step {work.Ordinal(missing)} as taken back.";
    }

    private async Task WaitForItsTurnAsync(RouterOsClient client, IEnumerable<PlanJournalRecord> lines, CancellationToken cancellationToken)
    {
        if (lines.All(line => line.Phase != JournalPhases.DeadMan))
            return;
        var reply = await client.RunAsync(new RouterOsCommand("/system/resource/print").Select("uptime"), cancellationToken);
        if (reply.Rows is [var row, ..] && RouterOsDuration.TryParse(row["uptime"], out var up) && up < s_ownTurn)
            await Task.Delay(s_ownTurn - up, time, cancellationToken);
    }

    private static List<WaitingJob> Jobs(IEnumerable<PlanJournalRecord> lines) =>
        [.. lines.Where(line => line is { Phase: JournalPhases.DeadMan, RowId: not null }).Select(line => new WaitingJob(line.RowId!, line.At))];
}
