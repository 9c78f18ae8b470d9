using System.Collections.Immutable;
using DualWanPortal.Failover.Wans;
using DualWanPortal.History;
using DualWanPortal.Storage;

namespace DualWanPortal.Tests.History;

public sealed class SwimLanesTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<LaneWan> s_wans = [new("ether1", "fibre", WanRole.Primary, "working"), new("lte1", "lte1", WanRole.Backup, "working")];

    [Fact]
    public void Build_WithoutEvents_IsWhatItIsNowSinceItIsKnown()
    {
        var lane = Build(10, 60, "ether1", knownSince: 20);

        Assert.Equal([Span(20, 60, "working", "ether1")], lane.Spans);
        Assert.All(lane.Wans, wan => Assert.Equal([Span(20, 60, "working")], wan.Spans));
    }

    [Fact]
    public void Build_DegradedFromTheFirstLookOn_IsNotDrawnAsWorking()
    {
        var source = new LaneSource(1, "r", "", s_noon, "ether1", s_wans, [], new LaneNow("degraded", s_noon.AddMinutes(20)));

        var lane = SwimLanes.Build(source, s_noon, s_noon.AddMinutes(60));

        Assert.Equal([Span(0, 20, "working", "ether1"), Span(20, 60, "degraded", "ether1")], lane.Spans);
    }

    [Fact]
    public void Build_AnIncidentThatNoEventTells_IsDegradedWhileItLasted()
    {
        var source = new LaneSource(1, "r", "", s_noon, "ether1", s_wans, [], new LaneNow("working", At(40))) { Incidents = [new LaneIncident(At(10), At(40))] };

        var lane = SwimLanes.Build(source, At(0), At(60));

        Assert.Equal([Span(0, 10, "working", "ether1"), Span(10, 40, "degraded", "ether1"), Span(40, 60, "working", "ether1")], lane.Spans);
    }

    [Fact]
    public void Build_FailoverAndFailback_IsOnBackupBetween()
    {
        var lane = Build(0, 60, "ether1", 0, Event(10, "wan-down", "ether1"), Event(10, "failover", "lte1"), Event(30, "wan-up", "ether1"), Event(31, "failback", "ether1"));

        Assert.Equal([Span(0, 10, "working", "ether1"), Span(10, 31, "on-backup", "lte1"), Span(31, 60, "working", "ether1")], lane.Spans);
        Assert.Equal([Span(0, 10, "working"), Span(10, 30, "down"), Span(30, 60, "working")], lane.Wans[0].Spans);
        Assert.Equal([Span(0, 60, "working")], lane.Wans[1].Spans);
    }

    [Fact]
    public void Build_EventsBeforeTheSpan_GiveItsBeginning()
    {
        var lane = Build(20, 60, "ether1", 0, Event(10, "wan-down", "ether1"), Event(10, "failover", "lte1"), Event(30, "wan-up", "ether1"), Event(30, "failback", "ether1"));

        Assert.Equal([Span(20, 30, "on-backup", "lte1"), Span(30, 60, "working", "ether1")], lane.Spans);
        Assert.Equal([Span(20, 30, "down"), Span(30, 60, "working")], lane.Wans[0].Spans);
    }

    [Fact]
    public void Build_RouterUnreachable_IsUnknownAndNeverDown()
    {
        var lane = Build(0, 60, "ether1", 0, Event(10, "router-unreachable", null), Event(25, "router-reachable", null), Event(10, "gap", null, recorded: 25), Event(50, "router-unreachable", null));

        Assert.Equal([Span(0, 10, "working", "ether1"), Span(10, 25, "unknown"), Span(25, 50, "working", "ether1"), Span(50, 60, "unknown")], lane.Spans);
        Assert.DoesNotContain(lane.Wans.SelectMany(wan => wan.Spans), span => span.State == "down");
    }

    [Fact]
    public void Build_PortalAbsent_IsUnknownFromTheLastLookToTheNext()
    {
        var lane = Build(0, 60, "ether1", 0, Event(20, "gap", null, recorded: 40));

        Assert.Equal([Span(0, 20, "working", "ether1"), Span(20, 40, "unknown"), Span(40, 60, "working", "ether1")], lane.Spans);
    }

    [Fact]
    public void Build_AllWansDown_IsDown()
    {
        var lane = Build(0, 60, null, 0, Event(10, "wan-down", "ether1"), Event(10, "failover", "lte1"), Event(20, "wan-down", "lte1"), Event(30, "wan-up", "lte1"));

        Assert.Equal([Span(0, 10, "working", "ether1"), Span(10, 20, "on-backup", "lte1"), Span(20, 30, "down"), Span(30, 60, "on-backup", "lte1")], lane.Spans);
    }

    [Fact]
    public void Build_BackupDown_IsDegraded()
    {
        var lane = Build(0, 60, "ether1", 0, Event(10, "wan-down", "lte1"));

        Assert.Equal([Span(0, 10, "working", "ether1"), Span(10, 60, "degraded", "ether1")], lane.Spans);
    }

    [Fact]
    public void Build_SpanBeforeTheRouterWasKnown_IsEmpty() => Assert.Empty(Build(0, 10, "ether1", 20).Spans);

    private static RouterLane Build(int from, int to, string? active, int knownSince, params EventRecord[] events) =>
        SwimLanes.Build(new LaneSource(1, "site", "", At(knownSince), active, s_wans, [.. events.OrderBy(row => row.At)]), At(from), At(to));

    private static EventRecord Event(int minute, string kind, string? wan, int? recorded = null) =>
        new() { RouterId = 1, At = At(minute), RecordedAt = At(recorded ?? minute), Kind = kind, Wan = wan, Cause = "test" };

    private static LaneSpan Span(int from, int to, string state, string? wan = null) => new(At(from), At(to), state, wan);

    private static DateTimeOffset At(int minute) => s_noon.AddMinutes(minute);
}
