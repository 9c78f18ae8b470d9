using System.Globalization;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>
/// <c>/tool/netwatch</c>: tests each enabled row at its interval, keeps its status, tells the log of a change (reference 3.11). Scripts are not run: the log says so
/// where one would have been.
/// </summary>
internal sealed class Netwatch
{
    private readonly SimulatedRouter _router;
    private readonly Menu _menu;
    private readonly NetwatchProbe _probe;
    private readonly Dictionary<MenuRow, Watch> _watches = [];

    public Netwatch(SimulatedRouter router, NetwatchProbe probe)
    {
        (_router, _menu, _probe) = (router, router["/tool/netwatch"], probe);
        _menu.Changed += OnChanged;
        foreach (var row in _menu.Rows.ToArray())
            Follow(row, Delay(row, "start-delay", 3));
    }

    /// <summary>After a boot: probes wait for <c>startup-delay</c>.</summary>
    public void Start()
    {
        foreach (var row in _menu.Rows.ToArray())
            Follow(row, _router.Profile.Version.IsV6 ? TimeSpan.Zero : Delay(row, "startup-delay", 300));
    }

    public void Stop()
    {
        foreach (var watch in _watches.Values)
            watch.Next?.Cancel();
        _watches.Clear();
    }

    private void OnChanged(MenuChange change)
    {
        if (change.Kind == MenuChangeKind.Removed)
        {
            if (_watches.Remove(change.Row, out var gone))
                gone.Next?.Cancel();
        }
        else if (_router.IsUp && (change.Kind == MenuChangeKind.Added || (change.Kind == MenuChangeKind.Changed && change.ByHand)))
        {
            Follow(change.Row, Delay(change.Row, "start-delay", 3));
        }
    }

    private void Follow(MenuRow row, TimeSpan delay)
    {
        if (_watches.Remove(row, out var before))
            before.Next?.Cancel();
        _menu.Set(row, byHand: false, ("status", "unknown"), ("since", RouterTime.Moment(_router.Profile, _router.Clock.Now)));
        if (row.Disabled)
            return;
        var watch = _watches[row] = new Watch();
        watch.Next = _router.Clock.After(delay, () => Test(row, watch));
    }

    private void Test(MenuRow row, Watch watch)
    {
        var result = _probe.Test(row);
        var interval = RouterTime.Parse(row["interval"]) is { } given && given > TimeSpan.Zero ? given : TimeSpan.FromSeconds(10);
        watch.Next = _router.Clock.After(result.After, () =>
        {
            Judge(row, result);
            watch.Next = _router.Clock.After(interval > result.After ? interval - result.After : TimeSpan.FromMilliseconds(10), () => Test(row, watch));
        });
    }

    private void Judge(MenuRow row, NetwatchResult result)
    {
        Menu.Count(row, "done-tests", Number(row["done-tests"]) + 1);
        if (!result.Up)
            Menu.Count(row, "failed-tests", Number(row["failed-tests"]) + 1);
        var status = result.Up ? "up" : "down";
        var old = row["status"];
        _menu.Set(row, byHand: false, [.. result.Results]);
        if (old == status)
            return;
        _menu.Set(row, byHand: false, ("status", status), ("since", RouterTime.Moment(_router.Profile, _router.Clock.Now)));
        _router.Log("netwatch,info", _router.Profile.Version.IsV6 ? $"event {status} [ host: {row["host"]} ]" : $"event {status} [ type: {row["type"] ?? "simple"}, host: {row["host"]} ]");
        var ignored = old is null or "unknown" && row.Flag(result.Up ? "ignore-initial-up" : "ignore-initial-down");
        if (!ignored && row[$"{status}-script"] is { Length: > 0 })
            _router.Log("netwatch,warning", $"{status}-script of {row["name"] ?? row["host"]} not run: this simulation does not run scripts");
    }

    private static TimeSpan Delay(MenuRow row, string name, int seconds) => RouterTime.Parse(row[name]) ?? TimeSpan.FromSeconds(seconds);
    private static long Number(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private sealed class Watch
    {
        public ScheduledAction? Next { get; set; }
    }
}
