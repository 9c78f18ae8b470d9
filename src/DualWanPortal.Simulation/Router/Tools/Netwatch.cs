using System.Globalization;
using DualWanPortal.Simulation.Router.Scripting;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>
/// <c>/tool/netwatch</c>: tests each enabled row at its interval, keeps its status, tells the log of a change and runs the scripts of the row (reference 3.11).
/// </summary>
internal sealed class Netwatch
{
    private readonly SimulatedRouter _router;
    private readonly Menu _menu;
    private readonly NetwatchProbe _probe;
    private readonly ScriptHooks _hooks;
    private readonly Dictionary<MenuRow, Watch> _watches = [];

    public Netwatch(SimulatedRouter router, NetwatchProbe probe, ScriptHooks hooks)
    {
        (_router, _menu, _probe, _hooks) = (router, router["/tool/netwatch"], probe, hooks);
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
        // v6 does not count (reference 3.11).
        if (!_router.Profile.Version.IsV6)
            _menu.Set(row, byHand: false, ("done-tests", row["done-tests"] ?? "0"), ("failed-tests", row["failed-tests"] ?? "0"));
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
        if (!_router.Profile.Version.IsV6)
        {
            Menu.Count(row, "done-tests", Number(row["done-tests"]) + 1);
            Menu.Count(row, "failed-tests", Number(row["failed-tests"]) + (result.Up ? 0 : 1));
        }
        var status = result.Up ? "up" : "down";
        var old = row["status"];
        _menu.Set(row, byHand: false, [.. result.Results]);
        if (old == status)
        {
            RunScript(row, "test-script");
            return;
        }
        _menu.Set(row, byHand: false, ("status", status), ("since", RouterTime.Moment(_router.Profile, _router.Clock.Now)));
        _router.Log("netwatch,info", _router.Profile.Version.IsV6 ? $"event {status} [ host: {row["host"]} ]" : $"event {status} [ type: {row["type"] ?? "simple"}, host: {row["host"]} ]");
        var ignored = old is null or "unknown" && row.Flag(result.Up ? "ignore-initial-up" : "ignore-initial-down");
        if (!ignored)
            RunScript(row, $"{status}-script");
        RunScript(row, "test-script");
    }

    /// <summary>The row's state is there as variables: <c>$host</c>, <c>$status</c>, <c>$"loss-percent"</c>; round trips as plain microseconds (reference 3.11).</summary>
    private void RunScript(MenuRow row, string property)
    {
        if (row[property] is { Length: > 0 } script)
            _hooks.Run(HookSource.OfService("netwatch", row["name"] ?? row["host"] ?? ""), script, [.. row.Values.Where(pair => !pair.Key.EndsWith("-script", StringComparison.Ordinal)).Select(Variable)]);
    }

    private static KeyValuePair<string, ScriptValue> Variable(KeyValuePair<string, string> property)
    {
        var isTime = property.Key.StartsWith("rtt-", StringComparison.Ordinal) || property.Key.EndsWith("-time", StringComparison.Ordinal);
        return new(property.Key, isTime && RouterTime.Parse(property.Value) is { } span ? ScriptValue.Of((long)span.TotalMicroseconds)
            : ScriptValue.ParseNumber(property.Value) is { } number ? ScriptValue.Of(number) : ScriptValue.Of(property.Value));
    }

    private static TimeSpan Delay(MenuRow row, string name, int seconds) => RouterTime.Parse(row[name]) ?? TimeSpan.FromSeconds(seconds);
    private static long Number(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private sealed class Watch
    {
        public ScheduledAction? Next { get; set; }
    }
}
