using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Incidents;

/// <summary>
/// Turns a row of verdicts into events. Pure and idempotent: the same verdict twice tells nothing the second time. The first verdict of a router is its baseline and tells nothing.
/// </summary>
public static class Transitions
{
    /// <param name="at">When the verdict's facts were read.</param>
    public static (IncidentState State, ImmutableArray<FailoverEvent> Events) Next(IncidentState before, RouterVerdict now, DateTimeOffset at)
    {
        var baseline = before.LastVerdictAt is null;
        var absent = before.Reachable == false && !baseline;
        var events = ImmutableArray.CreateBuilder<FailoverEvent>();
        if (absent)
            events.AddRange(Back(before, at));
        var wans = ImmutableArray.CreateBuilder<WanMemory>(now.Wans.Length);
        foreach (var verdict in now.Wans)
        {
            var memory = before.Wans.FirstOrDefault(wan => wan.Interface == verdict.Link.Interface);
            if (memory is not null && Change(memory.LastKnown, verdict.State) is { } kind)
                events.Add(new FailoverEvent(kind, at, verdict.Link.Interface, Meanwhile(verdict.Why, absent), verdict.Evidence));
            wans.Add(Remember(memory, verdict, at));
        }
        if (Moved(before, now) is { } moved)
            events.Add(new FailoverEvent(moved, at, now.ActiveWan, MoveCause(moved, before.LastActiveWan!, now, absent), now.Evidence));
        var state = before with
        {
            Reachable = true,
            ReachableSince = before.Reachable == true ? before.ReachableSince : at,
            LastVerdictAt = at,
            State = now.State,
            StateSince = before.State == now.State && !baseline ? before.StateSince : at,
            LastActiveWan = now.ActiveWan ?? before.LastActiveWan,
            // A verdict that knows no WANs at all does not forget those that were there.
            Wans = now.State == RouterState.Unknown && now.Wans.IsEmpty ? [.. before.Wans.Select(wan => Unknown(wan, at))] : wans.ToImmutable(),
            Open = Incident(before.Open, now, at),
        };
        return (state, events.ToImmutable());
    }

    /// <summary>The router could not be reached: its WANs become unknown, never down.</summary>
    /// <param name="cause">One sentence, for example <c>No answer from 192.0.2.7:8728 within 5 s</c>.</param>
    public static (IncidentState State, ImmutableArray<FailoverEvent> Events) Unreachable(IncidentState before, string cause, DateTimeOffset at)
    {
        if (before.Reachable == false)
            return (before, []);
        var state = before with
        {
            Reachable = false,
            ReachableSince = at,
            State = RouterState.Unknown,
            StateSince = before.State == RouterState.Unknown ? before.StateSince ?? at : at,
            Wans = [.. before.Wans.Select(wan => Unknown(wan, at))],
            Open = new OpenIncident(FailoverEventKind.RouterUnreachable, before.Open?.At ?? at, null, cause),
        };
        // One that was never reached has not become unreachable.
        return (state, before.LastVerdictAt is null ? [] : [new FailoverEvent(FailoverEventKind.RouterUnreachable, at, null, cause, [])]);
    }

    private static IEnumerable<FailoverEvent> Back(IncidentState before, DateTimeOffset at)
    {
        var from = before.ReachableSince ?? at;
        var span = Durations.InWords(at - from);
        yield return new FailoverEvent(FailoverEventKind.RouterReachable, at, null, $"The router answers again after {span}", []);
        yield return new FailoverEvent(FailoverEventKind.Gap, from, null, $"For {span} the router could not be reached: what its WANs did meanwhile is not known", []);
    }

    /// <summary>The event is named after the new state, so that no two alike follow each other. Unknown on either side tells nothing.</summary>
    private static FailoverEventKind? Change(WanState lastKnown, WanState now) =>
        lastKnown == WanState.Unknown || now == WanState.Unknown || lastKnown == now ? null : now switch
        {
            WanState.Down => FailoverEventKind.WanDown,
            WanState.Degraded => FailoverEventKind.WanDegraded,
            _ => FailoverEventKind.WanUp,
        };

    private static WanMemory Remember(WanMemory? memory, WanVerdict verdict, DateTimeOffset at) =>
        new(verdict.Link.Interface, verdict.State,
            memory is not null && memory.State == verdict.State ? memory.Since : at,
            verdict.State == WanState.Unknown ? memory?.LastKnown ?? WanState.Unknown : verdict.State);

    private static WanMemory Unknown(WanMemory wan, DateTimeOffset at) => wan.State == WanState.Unknown ? wan : wan with { State = WanState.Unknown, Since = at };

    private static FailoverEventKind? Moved(IncidentState before, RouterVerdict now) =>
        before.LastActiveWan is null || now.ActiveWan is null || now.ActiveWan == before.LastActiveWan ? null
        : now.Wans.FirstOrDefault(wan => wan.Link.Interface == now.ActiveWan) is { Link.Role: WanRole.Primary } ? FailoverEventKind.Failback
        : FailoverEventKind.Failover;

    private static string MoveCause(FailoverEventKind kind, string from, RouterVerdict now, bool absent) =>
        absent ? $"Traffic moved from {from} to {now.ActiveWan} while the router could not be reached. {now.Why}"
        : kind == FailoverEventKind.Failback ? $"{now.ActiveWan} carries traffic again; it was on {from}. {now.Why}"
        : now.Why;

    private static string Meanwhile(string why, bool absent) => absent ? $"{why}; since when is not known, the router could not be reached" : why;

    private static OpenIncident? Incident(OpenIncident? open, RouterVerdict now, DateTimeOffset at)
    {
        FailoverEventKind? kind = now.State switch
        {
            RouterState.OnBackup => FailoverEventKind.Failover,
            RouterState.Down => FailoverEventKind.WanDown,
            RouterState.Degraded => FailoverEventKind.WanDegraded,
            _ => null,
        };
        if (now.State == RouterState.Unknown)
            return open is { Kind: FailoverEventKind.RouterUnreachable } ? null : open;
        return kind is { } present ? new OpenIncident(present, open?.At ?? at, now.ActiveWan, now.Why) : null;
    }
}
