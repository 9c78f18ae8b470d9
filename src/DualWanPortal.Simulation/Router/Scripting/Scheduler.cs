using System.Globalization;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>
/// <c>/system/scheduler</c> (reference 3.14): entries at a date and time, again after each interval, or after a boot. What waits is one action on the clock for each
/// entry. Device mode <c>home</c> runs none (reference 3.15).
/// </summary>
internal sealed class Scheduler
{
    private static readonly TimeSpan s_afterBoot = TimeSpan.FromSeconds(3);

    private readonly SimulatedRouter _router;
    private readonly Menu _menu;
    private readonly ScriptHooks _hooks;
    private readonly Dictionary<MenuRow, ScheduledAction> _due = [];

    public Scheduler(SimulatedRouter router, ScriptHooks hooks)
    {
        (_router, _menu, _hooks) = (router, router["/system/scheduler"], hooks);
        _menu.Changed += OnChanged;
        router.ClockSet += PlanAll;
        router.PowerChanged += up =>
        {
            if (up)
                Boot();
            else
                Stop();
        };
        PlanAll();
    }

    private void OnChanged(MenuChange change)
    {
        if (change.Kind == MenuChangeKind.Removed)
            Cancel(change.Row);
        else if (change.Kind == MenuChangeKind.Added || change.ByHand)
        {
            if (change.Kind == MenuChangeKind.Added)
                Complete(change.Row);
            Plan(change.Row);
        }
    }

    /// <summary>What was not given is the present moment: with an interval the first run is one interval away, without one it is past.</summary>
    private void Complete(MenuRow row)
    {
        var now = _router.WallTime;
        if (string.IsNullOrEmpty(row["start-time"]))
            _menu.Set(row, byHand: false, ("start-time", RouterTime.Clock(now)), ("start-date", row["start-date"] ?? RouterTime.Date(_router.Profile, now)));
        else if (row["start-time"] != "startup" && string.IsNullOrEmpty(row["start-date"]))
            _menu.Set(row, byHand: false, ("start-date", RouterTime.Date(_router.Profile, now)));
    }

    private void PlanAll()
    {
        foreach (var row in _menu.Rows.ToArray())
            Plan(row);
    }

    private void Boot()
    {
        foreach (var row in _menu.Rows.ToArray())
        {
            _menu.Set(row, byHand: false, ("run-count", "0"));
            Plan(row);
            if (row["start-time"] == "startup" && Interval(row) == TimeSpan.Zero && Runs(row))
                Wait(row, s_afterBoot);
        }
    }

    private void Stop()
    {
        foreach (var row in _due.Keys.ToArray())
            Cancel(row);
    }

    private void Plan(MenuRow row)
    {
        Cancel(row);
        var next = Runs(row) ? Next(row) : null;
        _menu.Set(row, byHand: false, ("next-run", next is { } at ? RouterTime.Moment(_router.Profile, at) : null));
        if (next is { } due)
            Wait(row, due - _router.WallTime);
    }

    private bool Runs(MenuRow row) => _router.IsUp && !row.Disabled && !_router.Profile.HomeDeviceMode;

    /// <summary>The first moment after now that is the start or a whole number of intervals behind it.</summary>
    private DateTimeOffset? Next(MenuRow row)
    {
        var now = _router.WallTime;
        var interval = Interval(row);
        DateTimeOffset start;
        if (row["start-time"] == "startup")
        {
            if (interval == TimeSpan.Zero)
                return null;
            start = now - (_router.Clock.Now - _router.BootedAt);
        }
        else
        {
            var date = RouterTime.ParseDate(row["start-date"]) ?? now.UtcDateTime.Date;
            start = new DateTimeOffset(date, TimeSpan.Zero) + (RouterTime.Parse(row["start-time"]) ?? TimeSpan.Zero);
            if (start > now)
                return start;
        }
        if (interval == TimeSpan.Zero)
            return null;
        var rounds = ((now - start).Ticks / interval.Ticks) + 1;
        return start + (interval * rounds);
    }

    private void Wait(MenuRow row, TimeSpan delay) => _due[row] = _router.Clock.After(delay, () =>
    {
        _due.Remove(row);
        var count = long.TryParse(row["run-count"], CultureInfo.InvariantCulture, out var before) ? before : 0;
        _menu.Set(row, byHand: false, ("run-count", (count + 1).ToString(CultureInfo.InvariantCulture)));
        Plan(row);
        var caller = new Caller(row["owner"] is { Length: > 0 } owner ? owner : "admin", StoredScripts.PoliciesOf(row), 0);
        _hooks.Run(new HookSource("scheduler", row["name"] ?? "", caller), row["on-event"]);
    });

    private void Cancel(MenuRow row)
    {
        if (_due.Remove(row, out var waiting))
            waiting.Cancel();
    }

    private static TimeSpan Interval(MenuRow row) => RouterTime.Parse(row["interval"]) ?? TimeSpan.Zero;
}
