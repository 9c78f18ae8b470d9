using System.Globalization;

namespace DualWanPortal.Simulation.Router.Tools;

/// <summary>What the tools' commands have in common: refusing, arguments, one-shot or repeated monitors (reference 1.7, 1.9).</summary>
internal static class ToolReply
{
    public static RunningCommand? Refuse(this IReplySink reply, string message, int? category = null)
    {
        reply.Trap(message, category);
        reply.Done();
        return null;
    }

    /// <summary>The first argument that is none of those known; null when all are.</summary>
    public static string? Unknown(this CommandRequest request, params ReadOnlySpan<string> known)
    {
        foreach (var (name, _) in request.Arguments)
        {
            if (!name.StartsWith('.') && !known.Contains(name))
                return name;
        }
        return null;
    }

    /// <summary>
    /// A monitor: one row with <c>once</c> (by presence, whatever its value), rows each second with <c>.section</c> for a <c>duration</c>, else without end.
    /// </summary>
    public static RunningCommand? Monitor(this IReplySink reply, SimulatedRouter router, CommandRequest request, Func<IEnumerable<KeyValuePair<string, string>>> row)
    {
        if (request["once"] is not null)
        {
            reply.Row(row());
            reply.Done();
            return null;
        }
        var rounds = RouterTime.Parse(request["duration"]) is { } duration ? Math.Max(1, (int)duration.TotalSeconds) : int.MaxValue;
        ScheduledAction? next = null;
        var section = 0;

        void Round()
        {
            if (section >= rounds)
            {
                reply.Done();
                return;
            }
            reply.Row(row().Append(new(".section", (section++).ToString(CultureInfo.InvariantCulture))));
            next = router.Clock.After(TimeSpan.FromSeconds(1), Round);
        }

        Round();
        return new RunningCommand(() => next?.Cancel());
    }
}
