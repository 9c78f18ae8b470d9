using DualWanPortal.Continuity;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Planning.Holding;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Plans.Hold;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Safety;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans;

/// <summary>A plan that was made and not stored yet.</summary>
/// <param name="Document">What would be changed.</param>
/// <param name="Outlook">What would then happen at every failure.</param>
public sealed record PlanDraft(PlanDocument Document, PlanOutlook Outlook);

/// <summary>Reads a router afresh and works out what a policy would change there, whether it could be changed safely, and what would then happen at every failure. Writes nothing.</summary>
public sealed class PlanMaker(RouterLook look, BeforeChecks checks, Holds holds, WanAnswerBook answers, TimeProvider time)
{
    /// <exception cref="RouterOsException"/>
    /// <exception cref="PlanRefusedException">The router is held: what a policy or a switch would change is what the hold has changed. Or the policy does not fit this router.</exception>
    public async Task<PlanDraft> MakeAsync(int routerId, FailoverPolicy policy, CancellationToken cancellationToken)
    {
        await RefuseHeldAsync(routerId, cancellationToken);
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        var plan = Planner.Make(model, policy);
        return plan.Refusal is { } why ? throw new PlanRefusedException(why) : await CompleteAsync(client, routerId, model, new PlanDocument(plan, policy), cancellationToken);
    }

    /// <summary>Works out how another WAN comes first.</summary>
    /// <param name="back">Whether this is the way back after such a switch.</param>
    /// <exception cref="RouterOsException"/>
    /// <exception cref="PlanRefusedException">The router is held, or there is no such switch.</exception>
    public async Task<PlanDraft> SwitchAsync(int routerId, string wan, bool back, CancellationToken cancellationToken)
    {
        await RefuseHeldAsync(routerId, cancellationToken);
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        return await SwitchedAsync(client, routerId, model, ManualSwitch.To(model, wan), back, cancellationToken);
    }

    /// <summary>Works out how a WAN comes back that the router itself keeps out of use.</summary>
    /// <exception cref="RouterOsException"/>
    /// <exception cref="PlanRefusedException">There is none.</exception>
    public async Task<PlanDraft> BackAsync(int routerId, CancellationToken cancellationToken)
    {
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        return await SwitchedAsync(client, routerId, model, ManualSwitch.Back(model), back: true, cancellationToken);
    }

    private Task<PlanDraft> SwitchedAsync(RouterOsClient client, int routerId, RouterModel model, (ManualSwitch? To, string? Why) found, bool back, CancellationToken cancellationToken)
    {
        var to = found.To ?? throw new PlanRefusedException(found.Why!);
        return CompleteAsync(client, routerId, model, new PlanDocument(to.Plan, to.Policy) { ByHand = true, SwitchedFrom = back ? null : to.From }, cancellationToken);
    }

    /// <summary>Works out how traffic stays on a WAN, and who ends that.</summary>
    /// <param name="until">Null until somebody releases it.</param>
    /// <exception cref="RouterOsException"/>
    /// <exception cref="PlanRefusedException">The router is held already, or traffic cannot stay there.</exception>
    public async Task<PlanDraft> HoldAsync(int routerId, string wan, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        await RefuseHeldAsync(routerId, cancellationToken);
        await using var client = await look.ConnectAsync(routerId, cancellationToken);
        var model = await RouterLook.ReadAsync(client, cancellationToken);
        var end = until is { } at && DeadMan.KindOf(model) == DeadManKind.Scheduler ? await EndAsync(client, at, cancellationToken) : null;
        var (hold, why) = WanHold.On(model, wan, end);
        if (hold is null)
            throw new PlanRefusedException(why!);
        var plan = new PlanDocument(hold.Plan, hold.Policy) { ByHand = true, Hold = new PlanHold(wan, until, end is not null) };
        var draft = await CompleteAsync(client, routerId, model, plan, cancellationToken);
        return draft with { Document = draft.Document with { Checks = [.. draft.Document.Checks, HoldWords.EndOf(plan.Hold)] } };
    }

    private async Task RefuseHeldAsync(int routerId, CancellationToken cancellationToken)
    {
        if (await holds.OfRouterAsync(routerId, cancellationToken) is { } held)
            throw new PlanRefusedException($"{PlanDocument.FromJson(held.Plan).Title} stands on this router (plan {held.Id}). Release it first: a plan made now would take what it changed for what is wanted.");
    }

    private async Task<HoldEnd?> EndAsync(RouterOsClient client, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var reply = await client.RunAsync(new RouterOsCommand("/system/clock/print").Select("date", "time", "gmt-offset", "time-zone-name"), cancellationToken);
        return reply.Rows is [var clock, ..] ? RouterMoment.Of(clock, until, time.GetUtcNow()) : null;
    }

    private async Task<PlanDraft> CompleteAsync(RouterOsClient client, int routerId, RouterModel model, PlanDocument document, CancellationToken cancellationToken)
    {
        var seen = await checks.LookAsync(client, model, document.Plan, routerId, await look.UserAsync(routerId, cancellationToken), cancellationToken);
        // What ends a hold some day is not played: the clock of the scenarios is not the router's.
        var played = document.Hold is null ? document.Plan : document.Plan with { Steps = [.. document.Plan.Steps.Where(step => !RouterHold.IsWayOut(step))] };
        var outlook = await Task.Run(() => PlanOutlook.Of(model, played, document.Policy, time, cancellationToken), cancellationToken);
        return new PlanDraft(document with
        {
            Wans = [.. (await answers.ReadAsync(routerId, model, cancellationToken)).Select(KnownWan.Of)],
            Plan = document.Plan with { NotCured = [.. document.Plan.NotCured, .. outlook.NotCured] }, Checks = document.Plan.IsEmpty ? seen : [.. seen, OpeningCheck.Of(outlook)],
        }, outlook);
    }
}
