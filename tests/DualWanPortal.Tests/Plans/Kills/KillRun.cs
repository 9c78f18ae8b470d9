using System.Collections.Immutable;
using DualWanPortal.Failover.Planning;
using DualWanPortal.Failover.Policies;
using DualWanPortal.Lab;
using DualWanPortal.Plans;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Storage;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>One plan on one router of its own, one thing that goes wrong at one place, and what became of the router: by itself first, then with the portal back.</summary>
internal sealed class KillRun : IAsyncDisposable
{
    /// <summary>The session's end reaches the router: back within this.</summary>
    private static readonly TimeSpan s_afterEnd = TimeSpan.FromSeconds(30);

    /// <summary>Nothing reaches the router: back within this.</summary>
    private static readonly TimeSpan s_afterSilence = TimeSpan.FromSeconds(120);

    /// <summary>Longer than the router waits for the portal, shorter than it may take.</summary>
    private static readonly TimeSpan s_held = TimeSpan.FromSeconds(100);

    /// <summary>How long TCP may sleep between two attempts when the way is open again.</summary>
    private static readonly TimeSpan s_later = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(40);

    private readonly KillRig _rig;
    private readonly LabHost _lab;
    private readonly Relay _relay;
    private readonly KillCase _case;
    private int _planId;
    private string? _early;
    private string _new = "";
    private Plan _plan = default!;
    private RouterSnapshot _old = default!;
    private ConfigLines _lines = default!;
    private ImmutableArray<string> _goal;
    private RouterWatch _watch = default!;
    private DateTimeOffset? _happened;
    private DateTimeOffset? _alone;
    private DateTimeOffset? _lookAt;
    private bool _silent;
    private bool _lacksSecond;
    private int _savedBefore;
    private int _waited;

    private KillRun(KillRig rig, LabHost lab, KillCase what) => (_rig, _lab, _relay, _case) = (rig, lab, new Relay(lab.Routers[0].Port), what);

    private LabRouter Router => _lab.Routers[0];

    public static async Task<KillResult> RunAsync(KillRig rig, KillCase what, CancellationToken cancellationToken)
    {
        var lab = await LabHost.StartAsync(new LabOptions { Scenario = what.Scenario, Port = 0, Profile = RouterProfile.Named(what.Profile), Tls = false }, rig.Time, cancellationToken);
        await using var run = new KillRun(rig, lab, what);
        await run.PlanAsync(cancellationToken);
        return await run.GoAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        // The lab's loop waits on the clock that nobody moves any more.
        var ended = _lab.DisposeAsync().AsTask();
        while (!ended.IsCompleted)
        {
            _rig.Time.Advance(s_tick);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }
        await ended;
    }

    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        await RouterSnapshot.PrepareAsync(Router.Port, cancellationToken);
        var routerId = await _rig.AddRouterAsync(_relay.Port, cancellationToken);
        _old = await RouterSnapshot.TakeAsync(Router.Port, cancellationToken);
        var policy = BuiltInPolicies.Named(_case.Policy)!;
        var document = new PlanDocument(Planner.Make(_old.Model, policy), policy);
        var store = _rig.Get<PlanStore>();
        _planId = (await store.AddAsync(routerId, document, "test", cancellationToken)).Id;
        if (document.Plan.IsEmpty || !await store.TakeAsync(_planId, PlanStates.Planned, PlanStates.Applying, "test", cancellationToken))
            throw new InvalidOperationException("There is nothing to apply.");
        _plan = document.Plan;
        _new = _case.After ?? "";
        _lines = Lines();
        _goal = _lines.After(_plan);
        if (_case.Undo)
            await UndoAsync(store, cancellationToken);
        _watch = new RouterWatch(Router, _plan.Steps.Select(step => step.Do.Menu));
    }

    /// <summary>The plan is applied, and then taken back: that is what is disturbed.</summary>
    private async Task UndoAsync(PlanStore store, CancellationToken cancellationToken)
    {
        if (!await PumpAsync(Task.Run(CarryOnAsync, cancellationToken), cancellationToken) || !await store.TakeAsync(_planId, PlanStates.Confirmed, PlanStates.Undoing, "test", cancellationToken))
            throw new InvalidOperationException("The plan that was to be taken back did not come about.");
        _goal = _lines.Lines;
        _lines = Lines();
        _old = await RouterSnapshot.TakeAsync(Router.Port, cancellationToken);
    }

    private async Task<KillResult> GoAsync(CancellationToken cancellationToken)
    {
        var abandon = _case.Kind is KillKind.PortalKilled or KillKind.PortalGone or KillKind.MachineGone or KillKind.MachineLongGone;
        _savedBefore = _rig.Saves;
        using var context = new SteppedContext(IsHere, Happen, abandon);
        var ended = await PumpAsync(context.Run(CarryOnAsync), cancellationToken);
        var lines = _rig.Saves - _savedBefore;
        if (context.Happened && abandon)
        {
            await AloneAsync(cancellationToken);
            ended &= await PumpAsync(Task.Run(CarryOnAsync, cancellationToken), cancellationToken);
        }
        // What happened at the very end may have left the way cut off.
        await Router.ReconnectAsync(cancellationToken);
        await LateAsync(cancellationToken);
        var state = (await _rig.Get<PlanStore>().FindAsync(_planId, cancellationToken))!.State;
        // What still waits on the router, if anything, has its say.
        Pass(TimeSpan.FromMinutes(15));
        if (await LastLookAsync(cancellationToken) is not { } now)
            return new KillResult(_case, state, "Nobody gets in any more.", context.Count, lines, "") { End = KillEnd.Unreachable };
        if (_case.Kind == KillKind.None)
            _new = now.Fingerprint;
        var problem = !ended ? $"The plan did not end within {s_longest.TotalMinutes} minutes." : _early ?? await ProblemAsync(now, cancellationToken);
        return new KillResult(_case, state, problem, context.Count, lines, now.Fingerprint)
        {
            End = Verdict.End(now),
            BackAfter = Verdict.End(now) == KillEnd.Old && _alone > _happened ? _alone - _happened : null,
            WithoutSecond = _lacksSecond,
            FiredInSafeMode = _watch.FiredHeld > 0 && _watch.EndedAfterwards > 0,
        };
    }

    private async Task<RouterSnapshot?> LastLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RouterSnapshot.TakeAsync(Router.Port, cancellationToken);
        }
        catch (RouterOsException)
        {
            return null;
        }
    }

    private ConfigLines Lines()
    {
        ConfigLines? lines = null;
        Router.Own(world => lines = ConfigLines.Of(world));
        return lines!;
    }

    private async Task CarryOnAsync()
    {
        var plan = await _rig.Get<PlanStore>().FindAsync(_planId, CancellationToken.None);
        await _rig.Get<PlanRecovery>().CarryOnAsync(plan!, CancellationToken.None, CancellationToken.None);
    }

    private bool IsHere(int count) => _case.Kind != KillKind.None && (_case.Line == 0 ? count == _case.Point : _rig.Saves - _savedBefore >= _case.Line && _waited++ == _case.Later);

    private void Happen()
    {
        _happened = _rig.Time.GetUtcNow();
        _lacksSecond = _watch.LacksSecond(Router);
        switch (_case.Kind)
        {
            case KillKind.PortalKilled or KillKind.PortalGone or KillKind.ConnectionEnds:
                _relay.Cut();
                break;
            case KillKind.PacketsLate:
                _relay.Hold(_rig.Time.GetUtcNow() + s_held, s_later);
                break;
            case KillKind.RouterReboots:
                _ = Router.ApplyFaultAsync(null, "reboot", CancellationToken.None);
                break;
            default:
                _silent = true;
                _ = Router.CutOffAsync(CancellationToken.None);
                _lookAt = _rig.Time.GetUtcNow() + s_afterSilence;
                break;
        }
    }

    /// <summary>What was held up and not given up arrives when all is over, if not before.</summary>
    private async Task LateAsync(CancellationToken cancellationToken)
    {
        if (_case.Kind != KillKind.PacketsLate)
            return;
        _relay.Pass(DateTimeOffset.MaxValue);
        for (var passed = -1L; passed != _relay.Passed;)
        {
            passed = _relay.Passed;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The router without the portal.</summary>
    private async Task AloneAsync(CancellationToken cancellationToken)
    {
        switch (_case.Kind)
        {
            case KillKind.PortalGone:
                await NoticedAsync(cancellationToken);
                Pass(s_afterEnd);
                await LookAsync("30 s after the portal's end", cancellationToken);
                Pass(s_afterSilence - s_afterEnd);
                await LookAsync("120 s after the portal's end", cancellationToken);
                _alone = _watch.Changed;
                break;
            case KillKind.MachineGone or KillKind.MachineLongGone:
                Pass(s_afterSilence);
                await LookAsync("120 s after the last packet", cancellationToken);
                _alone = _watch.Changed;
                if (_case.Kind == KillKind.MachineLongGone)
                {
                    Pass(TimeSpan.FromMinutes(13));
                    await LookAsync("15 minutes after the last packet", cancellationToken);
                }
                await Router.ReconnectAsync(cancellationToken);
                _silent = false;
                _lookAt = null;
                break;
        }
    }

    /// <summary>The end of the sessions is on its way through two sockets: the router's clock must not pass it.</summary>
    private async Task NoticedAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < 2000 && await RouterSnapshot.SessionsAsync(Router.Port, cancellationToken) > 0; tries++)
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
    }

    private void Pass(TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Nobody helps the router: it must already be in one of its two states.</summary>
    private async Task LookAsync(string when, CancellationToken cancellationToken)
    {
        if (_silent)
            await Router.ReconnectAsync(cancellationToken);
        var now = await RouterSnapshot.TakeAsync(Router.Port, cancellationToken);
        if (_silent)
            await Router.CutOffAsync(cancellationToken);
        if (now.Fingerprint != _old.Fingerprint && now.Fingerprint != _new)
            _early ??= $"{when} the router was {Verdict.Word(now)}; {string.Join("; ", now.Leftovers)}";
        else if (now.Fingerprint == _new && now.Waiting.Any())
            _early ??= $"{when} the router still had the new state unconfirmed: {string.Join("; ", now.Waiting)}";
    }

    private KillVerdict Verdict => new(_case, _plan, _old, _new, _lines, _goal);

    private async Task<string?> ProblemAsync(RouterSnapshot now, CancellationToken cancellationToken)
    {
        var plan = await _rig.Get<PlanStore>().FindAsync(_planId, cancellationToken);
        return Verdict.Problem(plan!.State, plan.Problem, now, Lines().Lines);
    }

    /// <summary>Lets time pass while the wire is quiet, so that nothing waits in vain for something that is on its way.</summary>
    private async Task<bool> PumpAsync(Task work, CancellationToken cancellationToken)
    {
        var deadline = _rig.Time.GetUtcNow() + s_longest;
        var (passed, quiet) = (_relay.Passed, 0);
        while (!work.IsCompleted && _rig.Time.GetUtcNow() < deadline)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            if (_relay.Passed is var now && now != passed)
            {
                (passed, quiet) = (now, 0);
                continue;
            }
            if (ThreadPool.PendingWorkItemCount > 0)
                continue;
            _relay.Pass(_rig.Time.GetUtcNow());
            _rig.Time.Advance(_silent || _relay.IsHeld ? TimeSpan.FromSeconds(1) : ++quiet > 12 ? s_tick * 5 : s_tick);
            if (_case.Kind == KillKind.PacketsVanish && _lookAt is { } at && _rig.Time.GetUtcNow() >= at)
            {
                _lookAt = null;
                // The look opens the way for itself, and the portal may use that moment.
                _alone = _watch.Changed;
                await LookAsync("120 s after the last packet", cancellationToken);
                await Router.ReconnectAsync(cancellationToken);
                _silent = false;
            }
        }
        if (work.IsCompleted)
            await work;
        return work.IsCompleted;
    }
}
