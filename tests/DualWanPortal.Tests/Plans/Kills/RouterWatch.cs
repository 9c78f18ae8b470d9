using DualWanPortal.Lab;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Tests.Plans.Kills;

/// <summary>Sits inside a lab router: when its configuration was last changed, and whether its dead-man has fired while safe mode was held.</summary>
internal sealed class RouterWatch
{
    private long _changed;
    private int _fired;
    private int _firedHeld;
    private int _endedAfterwards;

    /// <param name="menus">Those whose rows a plan changes.</param>
    public RouterWatch(LabRouter router, IEnumerable<string> menus) => router.Own(world =>
    {
        foreach (var path in menus.Distinct(StringComparer.Ordinal))
            world[path].Changed += change => OnRow(world, change);
        world["/log"].Changed += change => OnLog(world, change);
        if (world.Find("/safe-mode") is { } mode)
            mode.Changed += OnSafeMode;
    });

    /// <summary>When a row of these menus was last changed by anybody but the router's own state, by the router's clock.</summary>
    public DateTimeOffset? Changed => Interlocked.Read(ref _changed) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>How often the router took a plan back by its dead-man.</summary>
    public int Fired => Volatile.Read(ref _fired);

    /// <summary>How often that happened while a lost session still held safe mode (reference 6.4).</summary>
    public int FiredHeld => Volatile.Read(ref _firedHeld);

    /// <summary>How often safe mode ended after that.</summary>
    public int EndedAfterwards => Volatile.Read(ref _endedAfterwards);

    /// <summary>Whether a row of these menus has been changed and nothing on the router would take that back after a power cut.</summary>
    public bool LacksSecond(LabRouter router)
    {
        var lacks = false;
        router.Own(world => lacks = Changed is not null && world["/system/script"].Rows.Any(IsGuard) && !world["/tool/netwatch"].Rows.Any(IsGuard) && !world["/system/scheduler"].Rows.Any(row => IsGuard(row) && row["start-time"] == "startup"));
        return lacks;
    }

    private static bool IsGuard(MenuRow row) => row["comment"]?.StartsWith("dwp:deadman", StringComparison.Ordinal) == true;

    private void OnRow(SimulatedRouter world, MenuChange change)
    {
        if (change.ByHand && !change.Row.Dynamic && !IsGuard(change.Row))
            Interlocked.Exchange(ref _changed, world.Clock.Now.UtcTicks);
    }

    private void OnLog(SimulatedRouter world, MenuChange change)
    {
        if (change.Kind != MenuChangeKind.Added || change.Row["message"]?.StartsWith("dwp: the router took back", StringComparison.Ordinal) != true)
            return;
        Interlocked.Increment(ref _fired);
        if (world.Find("/safe-mode")?.Settings["enabled"] == "true")
            Interlocked.Increment(ref _firedHeld);
    }

    private void OnSafeMode(MenuChange change)
    {
        if (change.Row["enabled"] == "false" && FiredHeld > EndedAfterwards)
            Interlocked.Increment(ref _endedAfterwards);
    }
}
