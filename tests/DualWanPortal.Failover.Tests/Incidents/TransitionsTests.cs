using System.Collections.Immutable;
using System.Text.Json;
using DualWanPortal.Failover.Incidents;
using DualWanPortal.Failover.Wans;

namespace DualWanPortal.Failover.Tests.Incidents;

public class TransitionsTests
{
    private static readonly DateTimeOffset s_start = Probe.Noon;

    private static WanVerdict Wan(string name, WanState state, int order) =>
        new(new WanLink { Name = name, Interface = name, Port = name, Kind = WanKind.Dhcp, Role = order == 0 ? WanRole.Primary : WanRole.Backup, Order = order, Evidence = [] },
            state, $"{name} is {state}", [new Evidence(null, name)], null, null, null);

    private static RouterVerdict Verdict(string? active, WanState first, WanState second) =>
        new(active switch { null => RouterState.Down, "wan1" => first == WanState.Working && second == WanState.Working ? RouterState.Working : RouterState.Degraded, _ => RouterState.OnBackup },
            active, [], $"On {active}", [], [Wan("wan1", first, 0), Wan("wan2", second, 1)]);

    private static RouterVerdict Well => Verdict("wan1", WanState.Working, WanState.Working);
    private static RouterVerdict OnBackup => Verdict("wan2", WanState.Down, WanState.Working);

    private static IncidentState After(params RouterVerdict[] verdicts) =>
        verdicts.Select((verdict, i) => (verdict, i)).Aggregate(IncidentState.Empty, (state, next) => Transitions.Next(state, next.verdict, s_start.AddMinutes(next.i)).State);

    private static string Told(ImmutableArray<FailoverEvent> events) => string.Join(' ', events.Select(told => told.Wan is null ? told.Kind.Word() : $"{told.Kind.Word()}:{told.Wan}"));

    [Fact]
    public void Next_FirstVerdict_IsTheBaseline()
    {
        var (state, events) = Transitions.Next(IncidentState.Empty, OnBackup, s_start);
        Assert.Empty(events);
        Assert.Equal((true, "wan2", RouterState.OnBackup), (state.Reachable, state.LastActiveWan, state.State));
        Assert.Equal(s_start, state.Since("wan1"));
    }

    [Fact]
    public void Next_PrimaryDies_WanDownThenFailover()
    {
        var (state, events) = Transitions.Next(After(Well), OnBackup, s_start.AddMinutes(5));
        Assert.Equal("wan-down:wan1 failover:wan2", Told(events));
        Assert.Equal("On wan2", events[1].Cause);
        Assert.Equal(new OpenIncident(FailoverEventKind.Failover, s_start.AddMinutes(5), "wan2", "On wan2"), state.Open);
        Assert.Equal((s_start.AddMinutes(5), s_start), (state.Since("wan1"), state.Since("wan2")));
    }

    [Fact]
    public void Next_PrimaryReturns_WanUpThenFailbackAndIncidentClosed()
    {
        var (state, events) = Transitions.Next(After(Well, OnBackup), Well, s_start.AddMinutes(9));
        Assert.Equal("wan-up:wan1 failback:wan1", Told(events));
        Assert.Contains("was on wan2", events[1].Cause, StringComparison.Ordinal);
        Assert.Null(state.Open);
    }

    [Fact]
    public void Next_SameVerdictTwice_TellsNothing()
    {
        var state = After(Well, OnBackup);
        var (again, events) = Transitions.Next(state, OnBackup, s_start.AddMinutes(7));
        Assert.Empty(events);
        Assert.Equal((state.StateSince, state.Since("wan1"), state.Open), (again.StateSince, again.Since("wan1"), again.Open));
    }

    [Fact]
    public void Next_UnknownInBetween_TellsNothingFalse()
    {
        var unknown = Verdict("wan1", WanState.Unknown, WanState.Working);
        Assert.Empty(Transitions.Next(After(Well), unknown, s_start.AddMinutes(1)).Events);
        Assert.Empty(Transitions.Next(After(Well, unknown), Well, s_start.AddMinutes(2)).Events);
        Assert.Equal("wan-down:wan2", Told(Transitions.Next(After(Well, unknown), Verdict("wan1", WanState.Working, WanState.Down), s_start.AddMinutes(2)).Events));
    }

    [Fact]
    public void Next_UnknownFromTheStartThenKnown_TellsNothing() =>
        Assert.Empty(Transitions.Next(After(Verdict("wan1", WanState.Working, WanState.Unknown)), Verdict("wan1", WanState.Working, WanState.Down), s_start).Events);

    [Fact]
    public void Next_WanAppears_TellsNothing()
    {
        var alone = Well with { Wans = [Wan("wan1", WanState.Working, 0)] };
        Assert.Empty(Transitions.Next(After(alone), Well, s_start).Events);
    }

    [Fact]
    public void Next_AllDownAndBackOnTheSameWan_IsNoFailover()
    {
        var dead = Verdict(null, WanState.Down, WanState.Down);
        Assert.Equal("wan-up:wan1 wan-up:wan2", Told(Transitions.Next(After(Well, dead), Well, s_start.AddMinutes(3)).Events));
        Assert.Equal("wan-up:wan2 failover:wan2", Told(Transitions.Next(After(Well, dead), OnBackup, s_start.AddMinutes(3)).Events));
    }

    [Fact]
    public void Next_DegradedAndWellAgain_BothTold()
    {
        var lossy = Verdict("wan1", WanState.Degraded, WanState.Working);
        Assert.Equal("wan-degraded:wan1", Told(Transitions.Next(After(Well), lossy, s_start).Events));
        Assert.Equal("wan-up:wan1", Told(Transitions.Next(After(Well, lossy), Well, s_start).Events));
    }

    [Fact]
    public void Unreachable_WansBecomeUnknownAndOneEventIsTold()
    {
        var (state, events) = Transitions.Unreachable(After(Well), "No answer within 5 s", s_start.AddMinutes(2));
        Assert.Equal("router-unreachable", Told(events));
        Assert.Equal("No answer within 5 s", events[0].Cause);
        Assert.Equal(RouterState.Unknown, state.State);
        Assert.All(state.Wans, wan => Assert.Equal((WanState.Unknown, WanState.Working), (wan.State, wan.LastKnown)));
        Assert.Empty(Transitions.Unreachable(state, "No answer within 5 s", s_start.AddMinutes(3)).Events);
    }

    [Fact]
    public void Unreachable_NeverReached_TellsNothing()
    {
        var (state, events) = Transitions.Unreachable(IncidentState.Empty, "refused", s_start);
        Assert.Empty(events);
        Assert.False(state.Reachable);
        Assert.Empty(Transitions.Next(state, Well, s_start.AddMinutes(1)).Events);
    }

    [Fact]
    public void Next_ReachableAgainUnchanged_GapButNoWanEvents()
    {
        var away = Transitions.Unreachable(After(Well), "gone", s_start.AddMinutes(2)).State;
        var (state, events) = Transitions.Next(away, Well, s_start.AddMinutes(5));
        Assert.Equal("router-reachable gap", Told(events));
        Assert.Equal(s_start.AddMinutes(2), events[1].At);
        Assert.Contains("3 min", events[0].Cause, StringComparison.Ordinal);
        Assert.Null(state.Open);
    }

    [Fact]
    public void Next_ReachableAgainOnAnotherWan_FailoverWhileAway()
    {
        var away = Transitions.Unreachable(After(Well), "gone", s_start.AddMinutes(2)).State;
        var events = Transitions.Next(away, OnBackup, s_start.AddMinutes(5)).Events;
        Assert.Equal("router-reachable gap wan-down:wan1 failover:wan2", Told(events));
        Assert.Contains("while the router could not be reached", events[^1].Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void State_ThroughJson_TellsTheSame()
    {
        var state = After(Well, OnBackup);
        var restored = JsonSerializer.Deserialize<IncidentState>(JsonSerializer.Serialize(state))!;
        Assert.Empty(Transitions.Next(restored, OnBackup, s_start.AddMinutes(9)).Events);
        Assert.Equal("wan-up:wan1 failback:wan1", Told(Transitions.Next(restored, Well, s_start.AddMinutes(9)).Events));
        Assert.Equal(state.Open, restored.Open);
        Assert.Equal(state.Wans.AsEnumerable(), restored.Wans);
    }

    [Fact]
    public void Next_AnyHistory_EventsAreConsistent()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var state = IncidentState.Empty;
            var last = new Dictionary<string, FailoverEventKind>(StringComparer.Ordinal);
            (FailoverEventKind Kind, string? Wan)? lastMove = null;
            FailoverEventKind? lastReach = null;
            for (var step = 0; step < 60; step++)
            {
                var at = s_start.AddMinutes(step);
                var states = new[] { WanState.Unknown, WanState.Working, WanState.Degraded, WanState.Down };
                var verdict = Verdict(random.Next(4) switch { 0 => null, 1 => "wan2", _ => "wan1" }, states[random.Next(4)], states[random.Next(4)]);
                var away = random.Next(5) == 0;
                var (next, events) = away ? Transitions.Unreachable(state, "gone", at) : Transitions.Next(state, verdict, at);
                foreach (var told in events)
                {
                    switch (told.Kind)
                    {
                        case FailoverEventKind.WanDown or FailoverEventKind.WanUp or FailoverEventKind.WanDegraded:
                            Assert.False(last.TryGetValue(told.Wan!, out var kind) && kind == told.Kind, $"seed {seed}, step {step}: {told.Kind} of {told.Wan} twice in a row");
                            last[told.Wan!] = told.Kind;
                            break;
                        case FailoverEventKind.Failover or FailoverEventKind.Failback:
                            Assert.NotEqual(lastMove?.Wan, told.Wan);
                            Assert.Equal(told.Wan == "wan1" ? FailoverEventKind.Failback : FailoverEventKind.Failover, told.Kind);
                            lastMove = (told.Kind, told.Wan);
                            break;
                        case FailoverEventKind.RouterReachable or FailoverEventKind.RouterUnreachable:
                            Assert.NotEqual(lastReach, told.Kind);
                            lastReach = told.Kind;
                            break;
                        default:
                            Assert.Equal(FailoverEventKind.Gap, told.Kind);
                            break;
                    }
                    Assert.NotEqual("", told.Cause);
                }
                state = next;
                Assert.Empty((away ? Transitions.Unreachable(state, "gone", at) : Transitions.Next(state, verdict, at)).Events);
                Assert.Equal(!away, state.Reachable);
            }
        }
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(3600, "1 h")]
    [InlineData(90061, "1 d 1 h")]
    public void InWords_Spans_TwoLargestUnits(int seconds, string words) => Assert.Equal(words, Durations.InWords(TimeSpan.FromSeconds(seconds)));
}
