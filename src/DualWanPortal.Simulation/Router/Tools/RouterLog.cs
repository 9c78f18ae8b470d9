namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>The memory log: the newest thousand lines (reference 3.15).</summary>
public static class RouterLog
{
    private const int Capacity = 1000;

    /// <summary><c>/log/info</c> and its kind: a line by hand. Debug lines reach the memory only where somebody logs that topic, which nobody does here.</summary>
    internal static void RegisterWriters(SimulatedRouter router)
    {
        foreach (var level in (ReadOnlySpan<string>)["info", "warning", "error", "debug"])
        {
            var topic = level;
            router.Commands[$"/log/{topic}"] = (request, reply) =>
            {
                if (request["message"] is not { } message)
                    return Commands.RouterCommands.Refuse(reply, Commands.Refusal.Missing("message", router.Profile.Version));
                if (topic != "debug")
                    router.Log($"script,{topic}", message);
                reply.Done();
                return null;
            };
        }
    }

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
            .. router.Profile.Version.AtLeast(7, 16) ? [new("extra-info", "")] : Array.Empty<KeyValuePair<string, string>>(),
        ]);
    }
}
