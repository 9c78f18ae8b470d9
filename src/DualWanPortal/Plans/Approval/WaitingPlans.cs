using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Live;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;
using DualWanPortal.Storage;

namespace DualWanPortal.Plans.Approval;

/// <summary>
/// Looks after plans that wait: begins those whose window opened, ends those that nobody agreed with in time and those whose router changed meanwhile. All it goes by is in
/// rows, so a restart of the portal changes nothing.
/// </summary>
public sealed partial class WaitingPlans(PlanStore plans, PlanRequests requests, PlanGate gate, PlanWorker worker, LookAgain fresh, TimeProvider time, ILogger<WaitingPlans> log) : BackgroundService
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(s_rest, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops; the rows say what waits.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var waiting = await plans.WaitingAsync(cancellationToken);
            fresh.KeepOnly(waiting);
            foreach (var plan in waiting)
                await GuardAsync(plan, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LookFailed(fault, 0);
        }
    }

    private async Task GuardAsync(PlanRecord plan, CancellationToken cancellationToken)
    {
        try
        {
            await LookAtAsync(plan, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // One that cannot be judged must not keep the others waiting.
            LookFailed(fault, plan.Id);
        }
    }

    private async Task LookAtAsync(PlanRecord plan, CancellationToken cancellationToken)
    {
        if (plan.State != PlanStates.Rehearsed && await fresh.HasChangedAsync(plan, cancellationToken))
        {
            await EndAsync(plan, "The router was changed while the plan waited. Make a new plan.", cancellationToken);
            return;
        }
        if (plan.State == PlanStates.WaitingForApproval && await requests.FindAsync(plan.Id, cancellationToken) is { ExpiresAt: { } expires, SecondBy: null } && expires <= time.GetUtcNow())
        {
            await EndAsync(plan, "Nobody else agreed in time. Make a new plan.", cancellationToken);
            return;
        }
        // One that waits for a person and was agreed with by a portal that died before it could go on.
        if (await gate.AdmitAsync(plan.Id, plan.State, cancellationToken) is { State: PlanStates.Applying })
            worker.Accept(plan.Id);
    }

    private Task<bool> EndAsync(PlanRecord plan, string why, CancellationToken cancellationToken) =>
        plans.MoveAsync(plan.Id, plan.State, PlanStates.Stale, FailoverEventKind.PlanRefused, $"{PlanDocument.FromJson(plan.Plan).Title} is not applied. {why}", why, cancellationToken);

    [LoggerMessage(LogLevel.Error, "What waits could not be looked at (plan {PlanId}, 0 for all); tried again soon")]
    private partial void LookFailed(Exception fault, int planId);
}

/// <summary>Whether a router is still the one that a plan was made for: what polling saw is only a hint, a fresh look decides.</summary>
public sealed class LookAgain(LiveState live, RouterLook look)
{
    private readonly Dictionary<int, RouterModel> _same = [];

    /// <summary>Forgets what it knows of others.</summary>
    public void KeepOnly(IReadOnlyCollection<PlanRecord> waiting)
    {
        foreach (var gone in _same.Keys.Except(waiting.Select(plan => plan.Id)).ToList())
            _same.Remove(gone);
    }

    public async Task<bool> HasChangedAsync(PlanRecord plan, CancellationToken cancellationToken)
    {
        if (live.Current.Routers.GetValueOrDefault(plan.RouterId) is not { Reachable: true, Model: { } seen })
            return false;
        var wanted = PlanDocument.FromJson(plan.Plan).Plan.Fingerprint;
        if (ReferenceEquals(_same.GetValueOrDefault(plan.Id), seen))
            return false;
        try
        {
            // What was polled may be older than the plan.
            if (Planner.Fingerprint(seen) != wanted)
            {
                await using var client = await look.ConnectAsync(plan.RouterId, cancellationToken);
                if (Planner.Fingerprint(await RouterLook.ReadAsync(client, cancellationToken)) != wanted)
                    return true;
            }
            _same[plan.Id] = seen;
            return false;
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            return false;
        }
    }
}
