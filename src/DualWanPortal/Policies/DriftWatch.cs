using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Planning.Holding;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Live;
using DualWanPortal.Operations;
using DualWanPortal.Plans.Hold;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Policies;

/// <summary>
/// Compares each router with its assigned policy whenever its configuration changed, and shows what it found on the router's snapshot. Looks at what polling
/// read: no question of its own goes to a router.
/// </summary>
/// <remarks>A fleet rings many times a second; a difference that is seen a second later is seen early enough.</remarks>
public sealed class DriftWatch(LiveState live, PolicyBook book, TimeProvider time, ILogger<DriftWatch> log) : Patrol("policies of routers", TimeSpan.FromSeconds(1), time, log)
{
    private readonly LiveSubscription _bell = live.Subscribe();
    private readonly Dictionary<int, Compared> _compared = [];
    private IReadOnlyDictionary<int, FailoverPolicy> _assigned = new Dictionary<int, FailoverPolicy>();
    private int _edition = -1;

    private sealed record Compared(FailoverPolicy Policy, RouterModel Model, RouterHold? Hold, ConfigGlance Glance, string Fingerprint, PolicyDrift? Drift);

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task RestAsync(CancellationToken cancellationToken)
    {
        await base.RestAsync(cancellationToken);
        await _bell.WaitForChangeAsync(cancellationToken);
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var edition = book.Edition;
            if (edition != _edition)
                (_assigned, _edition) = (await book.AssignmentsAsync(cancellationToken), edition);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LogWarning(fault, "The assigned policies could not be read; routers are compared with those known before");
        }
        await EachAsync(live.Current.Routers.Values, router => router.Id, LookAtAsync, cancellationToken);
    }

    private Task LookAtAsync(RouterSnapshot router, CancellationToken cancellationToken)
    {
        var policy = _assigned.GetValueOrDefault(router.Id);
        Show(router, policy, policy is not null && router.Model is { } model ? DriftOf(router, model, policy) : null);
        return Task.CompletedTask;
    }

    private PolicyDrift? DriftOf(RouterSnapshot router, RouterModel model, FailoverPolicy policy)
    {
        var last = _compared.GetValueOrDefault(router.Id);
        if (last is not null && last.Policy == policy && ReferenceEquals(last.Model, model) && last.Hold == router.Hold)
            return last.Drift;
        var glance = ConfigGlance.Of(model, last?.Glance);
        if (last is not null && last.Policy == policy && last.Hold == router.Hold && glance.IsSame(last.Glance))
        {
            _compared[router.Id] = last with { Model = model, Glance = glance };
            return last.Drift;
        }
        // A router that is held on purpose does not differ from its policy for that.
        var judged = router.Hold is { } hold ? WanHold.Without(model, hold.Back) : model;
        var fingerprint = Planner.Fingerprint(judged);
        var drift = last is not null && last.Policy == policy && last.Fingerprint == fingerprint ? last.Drift : Compare(router, judged, policy);
        _compared[router.Id] = new Compared(policy, model, router.Hold, glance, fingerprint, drift);
        return drift;
    }

    private PolicyDrift? Compare(RouterSnapshot router, RouterModel model, FailoverPolicy policy)
    {
        try
        {
            var plan = Planner.Make(model, policy);
            // A policy that cannot be planned here is neither kept nor broken.
            if (plan.Refusal is not null)
                return null;
            var actions = plan.Steps.Length;
            return router.Drift is { } known && known.Policy == policy.Name && known.Actions == actions ? known : new PolicyDrift(policy.Name, actions, Time.GetUtcNow());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // One router with a configuration that cannot be planned must not end the watch over the others.
            Log.LogWarning(fault, "Router {Router} could not be compared with policy {Policy}", router.Id, policy.Name);
            return null;
        }
    }

    private void Show(RouterSnapshot router, FailoverPolicy? policy, PolicyDrift? drift)
    {
        if (router.Drift == drift && ReferenceEquals(router.Policy, policy))
            return;
        live.Update(fleet => fleet.Routers.TryGetValue(router.Id, out var present) ? new FleetSnapshot(fleet.Routers.SetItem(router.Id, present with { Policy = policy, Drift = drift })) : fleet);
    }
}
