namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>The memory log: the newest thousand lines (reference 3.15).</summary>
public static class RouterLog
{
    private const int Capacity = 1000;

    /// <param name="topics">Comma list, for example <c>interface,info</c>.</param>
    public static void Log(this SimulatedRouter router, string topics, string message)
    {
        var log = router["/log"];
        if (log.Rows.Count >= Capacity)
            log.Remove(log.Rows[0]);
        var now = router.WallTime;
        log.Add(
        [
            new("time", RouterTime.LogMoment(router.Profile, now, now)), new("topics", topics), new("message", message), new("buffer", "memory"),
        ]);
    }
}
