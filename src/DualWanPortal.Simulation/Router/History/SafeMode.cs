using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.History;

/// <summary>
/// <c>/safe-mode</c> since 7.18 (reference 6.1): while a session holds it, changes of all sessions float and are taken back when that session is lost. Texts of refusals
/// are a guess, and so is that a reboot ends it and keeps what was changed.
/// </summary>
internal sealed class SafeMode
{
    /// <summary>A closed connection is noticed at once, and the way back takes a moment.</summary>
    private static readonly TimeSpan s_afterClose = TimeSpan.FromSeconds(2);

    /// <summary>A peer that vanished is noticed when TCP times out.</summary>
    private static readonly TimeSpan s_afterLoss = TimeSpan.FromMinutes(9);

    private readonly SimulatedRouter _router;
    private readonly ActionHistory _history;
    private Caller? _holder;
    private int _actions;
    private ScheduledAction? _rollback;

    public SafeMode(SimulatedRouter router, ActionHistory history)
    {
        (_router, _history) = (router, history);
        if (!router.Profile.HasSafeMode)
            return;
        // What take does with on-error is not known; that it has the argument, and no other, is.
        router.Commands["/safe-mode/take"] = (request, reply) =>
            request.Unknown("on-error") is { } unknown ? RouterCommands.Refuse(reply, Refusal.UnknownParameter(unknown, router.Profile.Version)) : Take(request.Caller, reply);
        router.Commands["/safe-mode/release"] = (_, reply) => Leave(reply, undo: false);
        router.Commands["/safe-mode/unroll"] = (_, reply) => Leave(reply, undo: true);
        router.Commands["/safe-mode/toggle"] = (request, reply) => _holder?.Session == request.Caller.Session ? Leave(reply, undo: false) : Take(request.Caller, reply);
        history.Recorded += OnRecorded;
        router.SessionEnded += OnSessionEnded;
        router.PowerChanged += up => End(undo: false);
        var menu = router["/safe-mode"];
        router.Reading += read =>
        {
            if (read == menu)
                menu.Set(menu.Settings, byHand: false, ("current", _holder is not null && router.Acting?.Caller.Session == _holder.Session ? "true" : "false"));
        };
    }

    private RunningCommand? Take(Caller caller, IReplySink reply)
    {
        if (_holder is { } holder)
            return RouterCommands.Refuse(reply, Refusal.Failure(holder.Session == caller.Session ? "safe mode is already taken" : $"safe mode is held by {holder.User}"));
        (_holder, _actions, _history.Floating) = (caller, 0, true);
        Show();
        reply.Done();
        return null;
    }

    /// <summary>Any session may: that is how a hold left behind by a lost one is cleared.</summary>
    private RunningCommand? Leave(IReplySink reply, bool undo)
    {
        if (_holder is null)
            return RouterCommands.Refuse(reply, Refusal.Failure("not in safe mode"));
        End(undo);
        reply.Done();
        return null;
    }

    /// <summary>Without room for more, safe mode is over without a word and without undoing anything.</summary>
    private void OnRecorded()
    {
        if (_holder is not null && ++_actions > ActionHistory.Capacity)
            End(undo: false);
    }

    private void OnSessionEnded(long session, bool abrupt)
    {
        if (_holder?.Session != session)
            return;
        _rollback?.Cancel();
        _rollback = _router.Clock.After(abrupt ? s_afterLoss : s_afterClose, () => End(undo: true));
    }

    private void End(bool undo)
    {
        if (_holder is null)
            return;
        _rollback?.Cancel();
        (_holder, _rollback) = (null, null);
        if (undo)
            _history.Unroll();
        else
            _history.Settle();
        Show();
    }

    private void Show()
    {
        var menu = _router["/safe-mode"];
        menu.Set(menu.Settings, byHand: false, ("enabled", _holder is null ? "false" : "true"), ("user", _holder?.User ?? ""), ("owner", _holder?.User ?? ""), ("current", "false"));
    }
}
